/** The browser behind every window, and how an address of a custom scheme looks in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { needChromium } from '../../../electron/build/chromium.ts';
import { chromiumArguments } from '../../support/chromium.ts';

/** Chromium knows no scheme `app:`; a secure origin of the same shape stands for it. */
const SUFFIX = '.electron.test';

/** `app://console/x` → `https://console.app.electron.test/x`; addresses of the web stay as they are. */
export function toChromium(address: string): string {
  const { protocol, host } = new URL(address);
  if (/^(https?|data|about|blob|file):$/.test(protocol)) return address;
  return address.replace(`${protocol}//${host}`, `https://${host}.${protocol.slice(0, -1)}${SUFFIX}`);
}

/** The way back. */
export function fromChromium(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host } = new URL(address);
  if (!host.endsWith(SUFFIX)) return address;
  const [, name, scheme] = /^(.+)\.([a-z]+)$/.exec(host.slice(0, -SUFFIX.length)) ?? [];
  return address.replace(`${protocol}//${host}`, `${scheme}://${name}`);
}

const profile = mkdtempSync(join(tmpdir(), 'poolkeeper-chromium-'));
process.on('exit', () => rmSync(profile, { recursive: true, force: true }));
let context: Promise<BrowserContext> | undefined;

/** Chromium, started with the first window. `STAND_IN_DEBUG_PORT` is where the test joins it. */
export function browser(): Promise<BrowserContext> {
  context ??= chromium.launchPersistentContext(profile, {
    executablePath: needChromium(),
    args: [...chromiumArguments, `--remote-debugging-port=${process.env['STAND_IN_DEBUG_PORT'] ?? 0}`],
    headless: process.env['HEADED'] === undefined,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  return context;
}

export async function closeBrowser(): Promise<void> {
  const open = await context;
  await open?.close();
}
