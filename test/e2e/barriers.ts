import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const MOST_LOOKS = 3;
const BETWEEN_LOOKS_MS = 1_000;

/**
 * What axe finds, however small, each with its first place, on a page that has come to rest: a colour halfway through its
 * transition has a contrast of its own. What is there for good is found by every look.
 */
export async function findBarriers(page: Page): Promise<string[]> {
  let found: string[] = [];
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (look > 0) await page.waitForTimeout(BETWEEN_LOOKS_MS);
    await page.evaluate(async () => {
      const ending = document.getAnimations().filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
      await Promise.allSettled(ending.map((animation) => animation.finished));
    });
    // Not the usual mode: that one opens another page beside each.
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze();
    found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
    if (found.length === 0) break;
  }
  return found;
}
