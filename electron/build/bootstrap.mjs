/**
 * Runs one of the project's scripts on a fresh clone as on an old one.
 *
 *     node electron/build/bootstrap.mjs electron/build/start.ts [arguments]
 *
 * Any Node from 18 on can run this file: it has no dependencies and no newer syntax. It brings the
 * project's own Node where the running one is too old, installs what the lock file names and is not there,
 * and hands over. Install scripts of packages stay off: better-sqlite3 carries its binaries and must
 * not be compiled, and npm 10, 11 and 12 differ in what they run by themselves. The one step that is
 * needed, fetching Node's binary, is made here in the open.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const binary = join('bin', windows ? 'node.exe' : 'node');
/** Where the package `node` has its binary once its own install step ran. */
const projectNode = join(modules, 'node', binary);
/** npm's package with nothing but the binary for this system, and where it is kept: npm leaves dotted folders alone. */
const nodePackage = `node${process.platform === 'darwin' && process.arch === 'arm64' ? '-bin' : ''}-${windows ? 'win' : process.platform}-${process.arch}`;
const fetched = join(modules, '.node');
const fetchedNode = join(fetched, 'node_modules', nodePackage, binary);

const say = (sentence) => process.stderr.write(`poolkeeper: ${sentence}\n`);

function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

const majorOf = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The first Node that runs the project's TypeScript as it is and loads its SQLite safely, as package.json says it. */
const OLDEST_NODE = majorOf(readJson(join(root, 'package.json')).engines.node.replace('>=', ''));
/** The first Node whose npm can install the project, and that can run this file. */
const OLDEST_INSTALLER = 18;

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
      if (!wanted.optional || isForHere(wanted)) return `${path} is missing`;
    } else if (has[path].version !== wanted.version) {
      return `${path} is ${has[path].version}, the lock file says ${wanted.version}`;
    }
  }
  return undefined;
}

/** True for a package that is made for this very system, as the tools' binaries are. */
function isForHere({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined) return false;
  const musl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
  const systems = os.includes(process.platform) && cpu.includes(process.arch);
  return systems && (libc === undefined || libc.includes(musl ? 'musl' : 'glibc'));
}

/** Runs npm, the one that started us where there is one, under the given Node. */
function npm(node, args) {
  const own = process.env.npm_execpath;
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter) };
  const options = { cwd: root, env, stdio: ['ignore', 2, 2] };
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result =
    own !== undefined && /\.c?js$/.test(own)
      ? spawnSync(node, [own, ...args, ...quiet], options)
      : spawnSync('npm', [...args, ...quiet], { ...options, shell: windows });
  if (result.error !== undefined) giveUp(`npm could not be run: ${result.error.message}.`);
  return result.status === 0;
}

/**
 * Installs what the lock file says, under a Node that is new enough: under an old one npm silently leaves out
 * tools whose binaries ask for a newer.
 *
 * Not `npm ci`: it refuses a lock file that lacks the tools' binaries for some other system, and on Windows it
 * cannot remove the Node that is running it. Without saving, `install` follows the lock file and never writes it.
 */
function install(node) {
  const why = whyInstall();
  if (why === undefined) return;
  say(`${why}: running npm install; this takes a minute or two.`);
  if (!npm(node, ['install']))
    giveUp('npm could not install the packages; its message above says why. Is the network reachable?');
}

/** Path of a Node that is new enough: the project's, else the running one, else the project's after fetching it. */
function suitableNode() {
  if (existsSync(projectNode)) return projectNode;
  if (majorOf(process.version) >= OLDEST_NODE) return process.execPath;
  if (existsSync(fetchedNode)) return fetchedNode;
  const { version } = readJson(join(root, 'package-lock.json')).packages['node_modules/node'];
  say(`Node ${process.version} is too old to run Poolkeeper: fetching Node ${version} into node_modules.`);
  mkdirSync(fetched, { recursive: true });
  writeFileSync(join(fetched, 'package.json'), '{ "private": true }\n');
  npm(process.execPath, ['install', `--prefix=${fetched}`, `${nodePackage}@${version}`]);
  if (!existsSync(fetchedNode) || spawnSync(fetchedNode, ['--version']).status !== 0)
    giveUp(
      `Node ${version} could not be fetched for ${process.platform} ${process.arch}. ` +
        `Install Node ${OLDEST_NODE} or later from https://nodejs.org and run the same command again.`,
    );
  return fetchedNode;
}

/** Puts a fetched Node where the package `node` would have put it, for npm's scripts, `npx` and editors. */
function linkNode(node) {
  if (node !== fetchedNode || !existsSync(join(modules, 'node', 'package.json'))) return;
  mkdirSync(dirname(projectNode), { recursive: true });
  linkSync(node, projectNode);
  const link = join(modules, '.bin', 'node');
  if (!windows && !existsSync(link)) symlinkSync('../node/bin/node', link);
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
if (majorOf(process.version) < OLDEST_INSTALLER)
  giveUp(`Node ${process.version} cannot even install Poolkeeper; Node ${OLDEST_INSTALLER} is the oldest that can.`);
const node = suitableNode();
install(node);
linkNode(node);
handOver(node, script, args);
