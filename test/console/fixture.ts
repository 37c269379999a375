/**
 * What a test of the console starts with: a page of its own on a running engine.
 *
 * `open` is a page on the engine that the file's tests share: a test makes the pools, users and roles that it needs
 * with `fresh.ts`, under names of their own. `own` is a page on an engine that no other test sees, for what concerns
 * the workspace as a whole: its clock, its settings, a list that is empty at first. Either way the test runs alone,
 * and in any order.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, test as base } from 'vitest';
import type { Input, OperationName, Output, Service } from '../../shared/contract.ts';
import { startEngine, type StartedEngine } from '../../electron/start-engine.ts';
import { launchChromium } from '../support/chromium.ts';
import { Part } from './pages/part.ts';

const consoleFolder = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const ACTION_TIMEOUT_MS = 20_000;
const silent = { info: () => undefined, warn: () => undefined, error: (fields: unknown) => console.error(fields) };

/** An appearance of the browser, where it matters. */
export type Appearance = { readonly colorScheme?: 'light' | 'dark'; readonly reducedMotion?: 'reduce' };

/** A page of the console in a real browser, with the engine behind it. */
export class OpenConsole extends Part {
  readonly started: StartedEngine;
  readonly #contexts: Contexts;
  #entered = false;

  constructor(started: StartedEngine, page: Page, contexts: Contexts) {
    super(page);
    this.started = started;
    this.#contexts = contexts;
  }

  /** Where the engine answers, such as `http://localhost:40123`. */
  get endpoint(): string {
    return this.started.server.endpoint;
  }

  /** From here on the pages may complain: the test takes away what they need. */
  expectTroubles(): void {
    this.#contexts.expectTroubles();
  }

  /** Opens a page of the console by its path and waits until its heading is there; the first one by signing in. */
  async go(path: string, heading?: string): Promise<void> {
    const address = this.#entered ? `${this.endpoint}/` : (this.started.server.consoleAddress() ?? this.endpoint);
    this.#entered = true;
    await this.page.goto(`${address}#${path}`);
    const headings = this.page.getByRole('heading', { level: 1 });
    await (heading === undefined ? headings : headings.filter({ hasText: heading })).first().waitFor();
  }

  /** A call as an application outside would make it; throws on a refusal. */
  async outside<S extends Service, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
  ): Promise<Output<S, O>> {
    const reply = await this.started.engine.call(service, operation, input, {
      door: 'aws-json',
      caller: { kind: 'root' },
    });
    if (!reply.ok) throw new Error(`${operation}: ${reply.fault.code}: ${reply.fault.message}`);
    return reply.output;
  }

  /** The same engine in another browser context, with its own appearance and session. */
  async another(appearance: Appearance): Promise<OpenConsole> {
    return new OpenConsole(this.started, await this.#contexts.page(appearance), this.#contexts);
  }
}

/** The browser contexts of one test, and what is wrong with their pages. */
class Contexts {
  readonly browser: Browser;
  /** What pages said that they should not have: refused by the content policy, uncaught, logged as an error. */
  readonly troubles: string[] = [];
  readonly #made: BrowserContext[] = [];
  #expected = false;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** An empty page in a context of its own. */
  async page(appearance: Appearance = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      ...appearance,
    });
    this.#made.push(context);
    context.setDefaultTimeout(ACTION_TIMEOUT_MS);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    const page = await context.newPage();
    const trouble = (text: string): void => {
      if (!this.#expected) this.troubles.push(text);
    };
    page.on('pageerror', (error) => trouble(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') trouble(message.text());
    });
    return page;
  }

  expectTroubles(): void {
    this.#expected = true;
  }

  async close(): Promise<void> {
    await Promise.all(this.#made.map((context) => context.close()));
  }
}

const startOnSample = (): Promise<StartedEngine> =>
  startEngine({
    data: ':memory:',
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    settings: {},
    sample: true,
    consoleFolder,
    log: silent,
  });

export const test = base
  /** The browser of the file. */
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures a fixture needs
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium();
    onCleanup(() => browser.close());
    return browser;
  })
  /** The engine that the tests of the file share, on the sample. */
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures a fixture needs
  .extend('shared', { scope: 'file' }, async ({}, { onCleanup }) => {
    const started = await startOnSample();
    onCleanup(() => started.stop());
    return started;
  })
  /** The browser contexts of the test; at its end nothing may have been refused or have failed unseen in them. */
  .extend('contexts', async ({ browser }, { onCleanup }) => {
    const contexts = new Contexts(browser);
    onCleanup(async () => {
      await contexts.close();
      expect(contexts.troubles).toEqual([]);
    });
    return contexts;
  })
  /** A page on the engine of the file. */
  .extend('open', async ({ shared, contexts }) => new OpenConsole(shared, await contexts.page(), contexts))
  /** A page on an engine of the test's own. */
  .extend('own', async ({ contexts }, { onCleanup }) => {
    const started = await startOnSample();
    onCleanup(async () => {
      // A page that outlives its engine complains.
      await contexts.close();
      await started.stop();
    });
    return new OpenConsole(started, await contexts.page(), contexts);
  });
