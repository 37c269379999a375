import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Input, OperationName, Output, Service } from '../../shared/contract.ts';
import { startEngine, type StartedEngine } from '../../electron/start-engine.ts';
import { launchChromium } from '../support/chromium.ts';

export { axe } from './axe.ts';

const consoleFolder = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: (fields: unknown) => console.error(fields) };

/** A running engine with its console open in a real browser. */
export type OpenConsole = {
  readonly started: StartedEngine;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page said that it should not have: refused by the content policy, uncaught, logged as an error. */
  readonly troubles: string[];
  /** Opens a page of the console by its path and waits until its heading is there. */
  go(path: string, heading?: string): Promise<void>;
  /** A call as an application outside would make it; throws on a refusal. */
  outside<S extends Service, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
  ): Promise<Output<S, O>>;
  /** Another browser context, with its own appearance, signed in by a new address. */
  another(options: { colorScheme?: 'light' | 'dark'; reducedMotion?: 'reduce' }): Promise<Page>;
  stop(): Promise<void>;
};

/** Starts engine, endpoint and browser on the sample, and opens the console by its one-time address. */
export async function openConsole(): Promise<OpenConsole> {
  const started = await startEngine({
    data: ':memory:',
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    settings: {},
    sample: true,
    consoleFolder,
    log: silent,
  });
  const browser = await launchChromium();
  const troubles: string[] = [];
  const { endpoint } = started.server;
  const open = async (
    options: Parameters<Browser['newContext']>[0],
  ): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(started.server.consoleAddress() as string);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    return { context, page };
  };
  const { context, page } = await open({ colorScheme: 'light' });
  return {
    started,
    browser,
    context,
    page,
    troubles,
    go: (path, heading) => goTo(page, endpoint, path, heading),
    outside: async (service, operation, input) => {
      const reply = await started.engine.call(service, operation, input, {
        door: 'aws-json',
        caller: { kind: 'root' },
      });
      if (!reply.ok) throw new Error(`${operation}: ${reply.fault.code}: ${reply.fault.message}`);
      return reply.output;
    },
    another: async (options) => (await open(options)).page,
    stop: async () => {
      await browser.close();
      await started.stop();
    },
  };
}

/** Opens a path of the console in a page and waits for its heading. */
export async function goTo(page: Page, endpoint: string, path: string, heading?: string): Promise<void> {
  await page.goto(`${endpoint}/#${path}`);
  const headings = page.getByRole('heading', { level: 1 });
  await (heading === undefined ? headings : headings.filter({ hasText: heading })).first().waitFor();
}
