/** The browser that the tests of the console and of the window drive: found, or installed, or a clear failure. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { run, runTool } from './run.ts';

/** Names of Chromium's relatives on the PATH, best first. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

const APPLICATIONS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    if (folder === undefined) return [];
    return [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ];
  }),
};

/** Path of a Chromium, Chrome or Edge; `POOLKEEPER_CHROMIUM` names one that must be taken. */
function findChromium(): string | undefined {
  const named = process.env['POOLKEEPER_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`POOLKEEPER_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = COMMANDS.flatMap((command) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, command + suffix)),
  );
  return [...onPath, ...(APPLICATIONS[process.platform] ?? []), chromium.executablePath()].find(existsSync);
}

const HOW = 'Install Chromium or Chrome, or run: npx playwright-core install --with-deps chromium';

/**
 * Path of a Chromium, installed where there is none: by apt-get for root on Debian and its kin, else into
 * the user's cache by Playwright.
 *
 * @throws Error that names the command to run
 */
export async function ensureChromium(say: (sentence: string) => void): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('no Chromium found: installing it with apt-get.');
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], quiet);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  say('no Chromium found: fetching one with Playwright.');
  await runTool('playwright-core', ['install', 'chromium']);
  const fetched = findChromium();
  if (fetched === undefined) throw new Error(`The tests need Chromium and none could be installed. ${HOW}`);
  return fetched;
}

/** `findChromium`, or an error that names the command to run. */
export function needChromium(): string {
  const found = findChromium();
  if (found === undefined) throw new Error(`No Chromium found. ${HOW}`);
  return found;
}
