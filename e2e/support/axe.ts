// Accessibility: axe-core over a page and its open shadow roots, WCAG 2.2 A and AA. What it calls serious or
// critical fails a test; the rest is for people to judge.
import { expect, type Frame, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails when a part of the page (all of it by default) or of a frame shuts people out. */
export async function accessible(page: Page | Frame, part = 'html'): Promise<void> {
  await page.evaluate(SOURCE);
  // A colour that is just changing is nobody's: looked at is what people see afterwards. A document does not know of what moves
  // in its shadow roots.
  await page.evaluate(() => {
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    const finish = (root: Document | ShadowRoot) => {
      root.getAnimations().filter(ends).forEach((animation) => animation.finish());
      root.querySelectorAll('*').forEach((element) => element.shadowRoot && finish(element.shadowRoot));
    };
    finish(document);
  });
  const found = await page.evaluate(
    async ([selector, tags]) => {
      const axe = (globalThis as any).axe;
      const { violations } = await axe.run(selector, { runOnly: { type: 'tag', values: tags } });
      return violations
        .filter((v: any) => v.impact === 'serious' || v.impact === 'critical')
        .flatMap((v: any) => v.nodes.map((n: any) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
    },
    [part, TAGS] as const,
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
