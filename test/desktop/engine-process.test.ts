/** The engine's process under the shell: lost and started again, stopped in order, given up after too many failures. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Reply } from '../../shared/contract.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import { launchDesktop, type Desktop, type LaunchOptions } from './driver.ts';

const PAGE = {
  'index.html': '<!doctype html><html lang="en"><head><title>Engine test</title></head><body>Engine</body></html>',
};

type Answer = Reply<Record<string, unknown>>;
type Bridge = { poolkeeper: { invoke(service: string, operation: string, input: unknown): Promise<Answer> } };

const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-desktop-data-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const running: Desktop[] = [];

async function launch(options: LaunchOptions = {}): Promise<Desktop> {
  const desktop = await launchDesktop({ pageFiles: PAGE, ...options });
  running.push(desktop);
  return desktop;
}

afterEach(async () => {
  for (const desktop of running.splice(0)) await desktop.quit();
});

const invoke = (desktop: Desktop, service: string, operation: string, input: unknown = {}): Promise<Answer> =>
  desktop.page.evaluate(
    ([one, two, three]) => (globalThis as unknown as Bridge).poolkeeper.invoke(one as string, two as string, three),
    [service, operation, input] as const,
  );

test('an engine that is lost: pending calls get a fault, it starts again, what was written is there', async () => {
  const desktop = await launch();
  const made = await invoke(desktop, 'cognito-idp', 'CreateUserPool', { PoolName: 'survivor' });
  expect(made.ok).toBe(true);
  const lost = await desktop.enginePid();
  // Stopped, it cannot answer; so the call is surely pending when the process is killed.
  process.kill(lost, 'SIGSTOP');
  const pending = invoke(desktop, 'cognito-idp', 'CreateUserPool', { PoolName: 'never answered' });
  await invoke(desktop, 'cognito-idp', 'NoSuchOperation');
  process.kill(lost, 'SIGKILL');
  expect(await pending).toMatchObject({
    ok: false,
    fault: {
      code: 'InternalErrorException',
      message: 'The engine stopped while it was answering and is being started again.',
    },
  });
  // Waits for the new engine rather than failing.
  const listed = await invoke(desktop, 'cognito-idp', 'ListUserPools', { MaxResults: 10 });
  expect(listed.ok && listed.output['UserPools']).toMatchObject([{ Name: 'survivor' }]);
  expect(await desktop.enginePid()).not.toBe(lost);
  expect(desktop.output()).toMatch(/it starts again in 100 ms/);
});

test('quitting closes the database in order', async () => {
  const desktop = await launch({ flags: [`--data=${join(folder, 'ordered.db')}`] });
  await invoke(desktop, 'cognito-idp', 'CreateUserPool', { PoolName: 'kept' });
  expect(existsSync(join(folder, 'ordered.db.owner'))).toBe(true);
  running.splice(0);
  expect(await desktop.quit()).toBe(0);
  expect(existsSync(join(folder, 'ordered.db.owner'))).toBe(false);
  expect(existsSync(join(folder, 'ordered.db-wal'))).toBe(false);
});

test('every flag of the engine reaches it through the shell', async () => {
  const desktop = await launch({ flags: ['--smtp=localhost:2525', '--region=eu-west-1', '--strict'] });
  const described = await invoke(desktop, 'poolkeeper', 'DescribeWorkspace');
  expect(described).toMatchObject({
    ok: true,
    output: { settings: { smtp: 'localhost:2525', region: 'eu-west-1', strict: true } },
  });
});

test('a second start shows the first window and ends', async () => {
  const desktop = await launch();
  await desktop.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
  });
  expect(await desktop.startAgain()).toBe(0);
  await expect
    .poll(
      () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized())),
      {
        timeout: 15_000,
      },
    )
    .toEqual([false]);
});

test('a database that somebody else has: the user is told who, and the application ends', async () => {
  const path = join(folder, 'taken.db');
  const other = openStore(path, 'another workbench');
  try {
    const desktop = await launchDesktop({ pageFiles: PAGE, flags: [`--data=${path}`] }).catch(
      (error: Error) => error.message,
    );
    const output = typeof desktop === 'string' ? desktop : await outputAtEnd(desktop);
    expect(output).toContain(`Poolkeeper has no engine: The database ${path} is in use by another workbench.`);
    expect(output).not.toContain('it starts again');
  } finally {
    other.close();
  }
});

/** What an application printed that ends by itself. */
async function outputAtEnd(desktop: Desktop): Promise<string> {
  await expect.poll(() => desktop.output(), { timeout: 15_000 }).toContain('has no engine');
  await desktop.quit();
  return desktop.output();
}

test('an engine that ends at every start is given up after five, and calls get a fault that says so', async () => {
  const desktop = await launch({ engine: 'process.exit(7);' }).catch((error: Error) => error.message);
  const output = typeof desktop === 'string' ? desktop : await outputAtEnd(desktop);
  running.splice(0);
  expect(output.match(/ended with code 7/g)).toHaveLength(4);
  expect(output).toContain('Poolkeeper has no engine: The engine ended 5 times in a row, last with code 7.');
}, 60_000);

test('the window comes back where it was, and never where no screen is', async () => {
  const userData = mkdtempSync(join(folder, 'user-'));
  const boundsOf = ({ BrowserWindow }: Parameters<Parameters<Desktop['evaluate']>[0]>[0]) =>
    BrowserWindow.getAllWindows()[0]?.getNormalBounds();
  const place = { x: 40, y: 60, width: 900, height: 700 };
  writeFileSync(join(userData, 'window.json'), JSON.stringify({ ...place, maximized: false }));
  const first = await launch({ userData });
  expect(await first.evaluate(boundsOf)).toMatchObject({ width: 900, height: 700 });
  running.splice(0);
  await first.quit();
  expect(JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'))).toMatchObject({
    width: 900,
    maximized: false,
  });
  writeFileSync(join(userData, 'window.json'), JSON.stringify({ ...place, x: 90_000, maximized: false }));
  const second = await launch({ userData });
  expect(await second.evaluate(boundsOf)).toMatchObject({ width: 1360, height: 900 });
});
