/**
 * How long one waits: the engine's start from the sources and from the bundle beside a bare Node program, the
 * console's first paint beside an empty page of the same server; and how much goes over the wire.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { outputOf } from '../../electron/build/build.ts';
import { launchChromium } from '../support/chromium.ts';
import { httpApi } from './support/api.ts';
import { bareNode, serve, type Child } from './support/child.ts';
import { inProcess, type InProcess } from './support/engine.ts';
import { fillPool, usernameOf } from './support/fill.ts';
import { bench, sized } from './support/options.ts';
import { alternate, type Contestant } from './support/rounds.ts';
import { bytes, printTable, printTimes } from './support/table.ts';

const CONSOLE = outputOf('console');
const EMPTY_PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><p>Empty</p></html>\n';

async function starts(folder: string): Promise<void> {
  const files = { sources: join(folder, 'sources.db'), bundle: join(folder, 'bundle.db') };
  // The sample workspace: made before anything is measured.
  for (const form of ['sources', 'bundle'] as const) await (await serve(form, files[form], '--sample')).stop();
  const until = (name: string, begin: () => Promise<Child>): Contestant => ({
    name,
    run: async () => {
      const child = await begin();
      await child.stop();
      return child.readyAfter;
    },
  });
  const [bare, bundle, sources] = await alternate(
    [
      until('bare Node with an HTTP endpoint', bareNode),
      until('Poolkeeper, the bundle', () => serve('bundle', files.bundle)),
      until('Poolkeeper, the sources', () => serve('sources', files.sources)),
    ],
    { rounds: sized(10, 3), each: 1, warmUp: 1 },
  );
  if (bare === undefined || bundle === undefined || sources === undefined) return;
  printTimes('From the start of the process to its ready line, on an existing database', [
    { measured: bare },
    { measured: bundle, baseline: bare },
    { measured: sources, baseline: bare },
  ]);
}

type Paint = 'first-contentful-paint' | 'heading';

/** Milliseconds from the navigation in a browser that has seen nothing yet, to a paint or the page's heading. */
async function paint(browser: Browser, address: string, what: Paint): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(address);
    if (what === 'heading') {
      await page.locator('h1').first().waitFor();
      return await page.evaluate(() => performance.now());
    }
    const painted = await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    );
    return (await painted.jsonValue()) as number;
  } finally {
    await context.close();
  }
}

async function paints(engine: InProcess, ending: (() => unknown)[]): Promise<void> {
  const browser = await launchChromium();
  ending.push(() => browser.close());
  const [empty, first, heading] = await alternate(
    [
      { name: 'empty page', run: () => paint(browser, `${engine.endpoint}/empty.html`, 'first-contentful-paint') },
      { name: 'console, first paint', run: () => paint(browser, newAddress(engine), 'first-contentful-paint') },
      { name: 'console, heading of the page there', run: () => paint(browser, newAddress(engine), 'heading') },
    ],
    { rounds: sized(10, 3), each: sized(2, 1), warmUp: 1 },
  );
  if (empty === undefined || first === undefined || heading === undefined) return;
  printTimes('First paint in Chromium, nothing in its cache', [
    { measured: empty },
    { measured: first, baseline: empty },
    { measured: heading, baseline: empty },
  ]);
}

function newAddress(engine: InProcess): string {
  const address = engine.consoleAddress();
  if (address === undefined) throw new Error('the console is not built');
  return address;
}

async function sizes(engine: InProcess, ending: (() => unknown)[]): Promise<void> {
  const api = httpApi(engine.endpoint);
  ending.push(api.close);
  const { UserPool } = await api.call('CreateUserPool', { PoolName: 'bench' });
  const UserPoolId = UserPool?.Id as string;
  fillPool(engine.engine, UserPoolId, 200);
  const rows: string[][] = [];
  const replied = (name: string): void => void rows.push([name, bytes(api.size()), '']);
  await api.call('AdminGetUser', { UserPoolId, Username: usernameOf(7) });
  replied('AdminGetUser');
  await api.call('ListUsers', { UserPoolId });
  replied('ListUsers, a page of 60');
  await api.call('ListUsers', { UserPoolId, AttributesToGet: ['email'] });
  replied('ListUsers, a page of 60, e-mail addresses only');
  const initial = new Set(
    [...readFileSync(join(CONSOLE, 'index.html'), 'utf8').matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)].map(
      ([, name]) => name,
    ),
  );
  for (const kind of ['.js', '.css'])
    for (const part of ['at the start', 'later, when wanted']) {
      const files = readdirSync(join(CONSOLE, 'assets')).filter(
        (name) => name.endsWith(kind) && initial.has(basename(name)) === (part === 'at the start'),
      );
      if (files.length === 0) continue;
      const contents = files.map((name) => readFileSync(join(CONSOLE, 'assets', name)));
      rows.push([
        `console, ${kind.slice(1).toUpperCase()} ${part}`,
        bytes(contents.reduce((sum, content) => sum + content.length, 0)),
        bytes(contents.reduce((sum, content) => sum + gzipSync(content).length, 0)),
      ]);
    }
  printTable('Sizes', ['', 'raw', 'gzip'], rows);
}

await bench(async (folder, ending) => {
  await starts(folder);
  const files = join(folder, 'console');
  cpSync(CONSOLE, files, { recursive: true });
  writeFileSync(join(files, 'empty.html'), EMPTY_PAGE);
  const engine = await inProcess(join(folder, 'paint.db'), files);
  ending.push(engine.stop);
  await paints(engine, ending);
  await sizes(engine, ending);
});
