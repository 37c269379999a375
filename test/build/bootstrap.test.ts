/** The first step of every script, on small clones of its own: what it installs, what it says, how it hands over. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const BOOTSTRAP = fileURLToPath(new URL('../../electron/build/bootstrap.mjs', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'poolkeeper-bootstrap-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** An npm that writes down how it was called and installs what the lock file names, or fails. */
const NPM = `const fs = require('fs');
fs.appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) { console.error('npm says why'); process.exit(1); }
fs.mkdirSync('node_modules', { recursive: true });
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;

/** A clone with a lock file, npm above, and a script. */
function clone(
  script: string,
  packages: Record<string, object> = { 'node_modules/one': { version: '1.0.0' } },
): string {
  const folder = mkdtempSync(join(work, 'clone-'));
  mkdirSync(join(folder, 'electron/build'), { recursive: true });
  cpSync(BOOTSTRAP, join(folder, 'electron/build/bootstrap.mjs'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ engines: { node: '>=24' } }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  writeFileSync(join(folder, 'npm.cjs'), NPM);
  writeFileSync(join(folder, 'script.mjs'), script);
  return folder;
}

const environment = (folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  npm_execpath: join(folder, 'npm.cjs'),
  ...more,
});

function run(folder: string, more?: NodeJS.ProcessEnv, args: readonly string[] = []) {
  const command = [join(folder, 'electron/build/bootstrap.mjs'), 'script.mjs', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    env: environment(folder, more),
    encoding: 'utf8',
  });
  const calls = join(folder, 'calls.txt');
  return { status, stdout, stderr, npm: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
}

test('a fresh clone is installed without install scripts, then the script runs with its arguments', () => {
  const folder = clone('console.log(process.argv.slice(2).join());');
  const first = run(folder, {}, ['--port', '1']);
  expect(first).toMatchObject({ status: 0, stdout: '--port,1\n' });
  expect(first.npm).toBe('install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error\n');
  expect(first.stderr).toContain('poolkeeper: the packages are not installed yet: running npm install');
});

test('an installed clone goes on without a word', () => {
  const folder = clone('console.log("ran");');
  run(folder);
  expect(run(folder)).toMatchObject({
    stdout: 'ran\n',
    stderr: '',
    npm: 'install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error\n',
  });
});

test('a lock file that names another version is followed', () => {
  const folder = clone('');
  run(folder);
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/one': { version: '2.0.0' } } }),
  );
  const again = run(folder);
  expect(again.npm.split('\n')).toHaveLength(3);
  expect(again.stderr).toContain('node_modules/one is 1.0.0, the lock file says 2.0.0');
});

test('a package for another system may be missing', () => {
  const folder = clone('', { 'node_modules/one': { version: '1.0.0' } });
  run(folder);
  const other = {
    'node_modules/one': { version: '1.0.0' },
    'node_modules/elsewhere': { version: '1.0.0', optional: true },
  };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: other }));
  expect(run(folder).npm.split('\n')).toHaveLength(2);
});

test('a tool for this very system may not, as an old Node makes npm leave it out', () => {
  const one = { 'node_modules/one': { version: '1.0.0' } };
  const folder = clone('', one);
  run(folder);
  const tool = { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { ...one, 'node_modules/tool': tool } }));
  expect(run(folder).stderr).toContain('node_modules/tool is missing');
});

test('an npm that fails ends the command with a sentence', () => {
  const folder = clone('console.log("ran");');
  const failed = run(folder, { NPM_FAILS: '1' });
  expect(failed).toMatchObject({ status: 1, stdout: '' });
  expect(failed.stderr).toMatch(/npm says why\npoolkeeper: npm could not install the packages/);
});

test('a Node that is older than package.json wants gets another; where none can be had, a sentence names it', () => {
  const folder = clone('console.log("ran");', { 'node_modules/node': { version: '99.1.0' } });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ engines: { node: '>=99' } }));
  const failed = run(folder);
  expect(failed).toMatchObject({ status: 1, stdout: '' });
  expect(failed.stderr).toContain('is too old to run Poolkeeper: fetching Node 99.1.0 into node_modules.');
  expect(failed.stderr).toContain('Install Node 99 or later from https://nodejs.org');
});

test("the script's exit code is the command's", () => {
  expect(run(clone('process.exit(3);')).status).toBe(3);
});

test('a signal reaches the script, which ends in order', async () => {
  const folder = clone(
    "process.on('SIGTERM', () => { console.log('in order'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000);",
  );
  const child = spawn(process.execPath, [join(folder, 'electron/build/bootstrap.mjs'), 'script.mjs'], {
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (piece: Buffer) => {
    printed += String(piece);
    if (printed === 'up\n') child.kill('SIGTERM');
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  expect(printed).toBe('up\nin order\n');
});
