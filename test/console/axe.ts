import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds wrong on the page, one line a rule with the elements; nothing is the aim. */
export async function axe(page: Page): Promise<string[]> {
  // What fades in has less contrast on the way: judged is what stands.
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
