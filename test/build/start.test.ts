/** What a user starts: the bundled server, and `npm start` where there is no window to be had. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dist, ensureBuilt, root } from '../../electron/build/build.ts';
import { dataFolder } from '../../electron/build/data-folder.ts';

const work = mkdtempSync(join(tmpdir(), 'poolkeeper-start-'));
const running: ChildProcess[] = [];

beforeAll(() => ensureBuilt());
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Started = { readonly child: ChildProcess; readonly output: () => string; readonly address: string };

/** Starts a script and waits for a line of its output. */
function started(script: string, args: readonly string[], line: RegExp, env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, NODE_ENV: _node, ...rest } = process.env;
  const child = spawn(process.execPath, [script, ...args], { cwd: work, env: { ...rest, BROWSER: 'none', ...env } });
  running.push(child);
  let output = '';
  return new Promise((resolve, reject) => {
    const heard = (piece: Buffer): void => {
      output += String(piece);
      const found = line.exec(output);
      if (found !== null) resolve({ child, output: () => output, address: found[1] ?? '' });
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${output}`)));
  });
}

const exit = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve));

test('the bundled server starts under plain Node, answers, serves the console, and stops in order', async () => {
  const { child, address } = await started(join(dist, 'serve.js'), ['--port=0', '--data=:memory:'], /console (\S+)\n/);
  const { origin } = new URL(address);
  const health = await fetch(`${origin}/_poolkeeper/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ version: expect.any(String) as string });
  const console = await fetch(address);
  expect(await console.text()).toContain('<div id="app">');
  child.kill('SIGTERM');
  expect(await exit(child)).toBe(0);
});

const START = join(root, 'electron/build/start.ts');

test('npm start without a display says why in one sentence and serves the console with the sample', async () => {
  const home = { HOME: work, XDG_CONFIG_HOME: join(work, 'config'), APPDATA: join(work, 'config') };
  const { output, address, child } = await started(START, ['--browser', '--port', '0'], /console (\S+)\n/, home);
  expect(output()).toMatch(/poolkeeper ready http:\/\/localhost:\d+\n/);
  expect(
    output().match(/no desktop window, because --browser was given; the console is in the browser\./g),
  ).toHaveLength(1);
  const health = (await (await fetch(`${new URL(address).origin}/_poolkeeper/health`)).json()) as Record<
    string,
    unknown
  >;
  expect(JSON.stringify(health)).toMatch(/"userPools":1/);
  child.kill('SIGTERM');
  expect(await exit(child)).toBe(0);
});

test.runIf(process.platform === 'linux')('on Linux a session without a display gets the browser', async () => {
  const { output } = await started(START, ['--port=0', `--data=${join(work, 'no-display.db')}`], /console (\S+)\n/);
  expect(output()).toContain('no desktop window, because this session has no display;');
});

test('a port that is taken is said, and a free one found', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const flags = ['--browser', `--port=${port}`, `--data=${join(work, 'taken.db')}`, '--no-sample'];
  const { output, address } = await started(START, flags, /console (\S+)\n/);
  expect(output()).toContain(`port ${port} is taken by another program: taking a free one.`);
  expect(new URL(address).port).not.toBe(String(port));
  taken.close();
});

test('a command line that cannot be followed ends with 2 and a sentence', async () => {
  await expect(started(START, ['--colour'], /never/)).rejects.toThrow(
    /ended with 2:\npoolkeeper: .*--colour.*\nSee --help/s,
  );
});

test("the workspace lives where each system keeps a user's data", () => {
  expect(dataFolder('linux', { XDG_CONFIG_HOME: '/x' })).toBe(join('/x', 'Poolkeeper'));
  expect(dataFolder('win32', { APPDATA: '/roaming' })).toBe(join('/roaming', 'Poolkeeper'));
  expect(dataFolder('darwin', {})).toMatch(/Library.Application Support.Poolkeeper$/);
});
