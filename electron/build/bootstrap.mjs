/**
 * Runs one of the project's scripts on a fresh clone as on an old one.
 *
 *     node electron/build/bootstrap.mjs electron/build/start.ts [arguments]
 *
 * Any Node from 18 on can run this file: it has no dependencies and no newer syntax. It installs what
 * the lock file names and is not there, brings the project's own Node where the running one is too old,
 * and hands over. Install scripts of packages stay off: better-sqlite3 carries its binaries and must
 * not be compiled, and npm 10, 11 and 12 differ in what they run by themselves. The one step that is
 * needed, fetching Node's binary for the package `node`, is made here in the open.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first Node that runs the project's TypeScript as it is and loads its SQLite safely. */
const OLDEST_NODE = 24;
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const projectNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

const say = (sentence) => process.stderr.write(`poolkeeper: ${sentence}\n`);

function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

const majorOf = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Why an installation is needed, or undefined where every package of the lock file is there.
 * Packages for other systems may be missing: npm leaves them out on purpose.
 */
function whyInstall() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return 'the packages are not installed yet';
  const has = readJson(installed).packages;
  for (const [path, wanted] of Object.entries(readJson(join(root, 'package-lock.json')).packages)) {
    if (path === '') continue;
    if (has[path] === undefined) {
      if (!wanted.optional && !wanted.devOptional) return `${path} is missing`;
    } else if (has[path].version !== wanted.version) {
      return `${path} is ${has[path].version}, the lock file says ${wanted.version}`;
    }
  }
  return undefined;
}

/** Runs npm in a folder, the one that started us where there is one. */
function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const result =
    own !== undefined && /\.c?js$/.test(own)
      ? spawnSync(process.execPath, [own, ...args], { cwd, stdio: ['ignore', 2, 2] })
      : spawnSync('npm', args, { cwd, stdio: ['ignore', 2, 2], shell: windows });
  if (result.error !== undefined) giveUp(`npm could not be run: ${result.error.message}.`);
  return result.status === 0;
}

function install() {
  const why = whyInstall();
  if (why === undefined) return;
  say(`${why}: running npm install; this takes a minute or two.`);
  // Not `npm ci`: it refuses a lock file that lacks the tools' binaries for some other system, and on Windows it
  // cannot remove the Node that is running it. Without saving, `install` follows the lock file and never writes it.
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!npm(['install', ...flags], root))
    giveUp('npm could not install the packages; its message above says why. Is the network reachable?');
}

/** Path of a Node that is new enough: the project's, else the running one, else the project's after fetching it. */
function suitableNode() {
  if (existsSync(projectNode)) return projectNode;
  if (majorOf(process.version) >= OLDEST_NODE) return process.execPath;
  const { version } = readJson(join(modules, 'node', 'package.json'));
  say(`Node ${process.version} is too old to run Poolkeeper: fetching Node ${version} into node_modules.`);
  // The package's own install step: it asks npm for the binary of this system and links it to bin/node.
  const step = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(modules, 'node'),
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false' },
  });
  const answers = step.status === 0 && existsSync(projectNode) && spawnSync(projectNode, ['--version']).status === 0;
  // npm makes this link only where the binary is there before it links; `npx` and editors look for it.
  const link = join(modules, '.bin', 'node');
  if (answers && !windows && !existsSync(link)) symlinkSync('../node/bin/node', link);
  if (!answers)
    giveUp(
      `Node ${version} could not be fetched for ${process.platform} ${process.arch}. ` +
        `Install Node ${OLDEST_NODE} or later from https://nodejs.org and run the same command again.`,
    );
  return projectNode;
}

/** Hands over to the real script: same terminal, same signals, same exit code. */
function handOver(node, script, args) {
  const path = [dirname(node), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
  const child = spawn(node, [resolve(root, script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => giveUp(`${node} could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) giveUp('usage: node electron/build/bootstrap.mjs SCRIPT [arguments]');
if (majorOf(process.version) < 18)
  giveUp(`Node ${process.version} cannot even install Poolkeeper; Node 18 is the oldest that can.`);
install();
handOver(suitableNode(), script, args);
