import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** How long a page has until it stands: what fades in or is being drawn has less contrast on the way. */
const SETTLE_TIMEOUT_MS = 10_000;

/**
 * What axe finds wrong on the page once it stands, one line a rule with the elements; nothing is the aim.
 *
 * What is wrong is asked for again until the time is over: a message that fades in is judged when it is there. What
 * is wrong for good stays wrong.
 */
export async function axe(page: Page): Promise<string[]> {
  const late = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const found = await judged(page);
    if (found.length === 0 || performance.now() > late) return found;
  }
}

async function judged(page: Page): Promise<string[]> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().iterations === Infinity),
  );
  // Legacy mode leaves out the blank page that gathers the results of frames, of which the console has none; and only
  // the violations are described. Both together are three times as fast.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
