import { chromium, type Browser } from 'playwright-core';
import { needChromium } from '../../electron/build/chromium.ts';

/** Chromium refuses its own sandbox to root, as in most containers. */
export const chromiumArguments: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** A Chromium of this machine, headless unless `HEADED` is set. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: needChromium(),
    args: [...chromiumArguments],
    headless: process.env['HEADED'] === undefined,
  });
