/** What holds for every page: axe finds nothing, nothing scrolls sideways, what is pressed is large enough. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** WCAG 2.5.8, with a half pixel for rounding. */
const LEAST_TARGET_PX = 23.5;

/** What axe finds, one line each: the rule, the element, what to do. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Given through the debugger, which the page's security policy does not hold back.
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`
    axe.run({ runOnly: { type: 'tag', values: ${JSON.stringify(LEVELS)} } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) =>
          [id, html.slice(0, 200), (failureSummary ?? '').replaceAll(/\\s+/g, ' ').slice(0, 250)].join(' — '))))`);
}

/** The colour behind everything. */
export function backgroundOf(page: Page): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
}

/** How many pixels the page, or what it scrolls in, is wider than what is seen of it. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate<number>(`
    Math.max(...[document.documentElement, document.querySelector('main')].map((scrolled) =>
      scrolled ? scrolled.scrollWidth - scrolled.clientWidth : 0))`);
}

/**
 * Visible targets that are too small, one line each. Links within a sentence may be (WCAG 2.5.8, inline), and so may what a label
 * that is large enough answers for.
 */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('a, button, input, select, textarea, summary, [role=button], [role=tab], [role=menuitem]')]
      .flatMap((target) => {
        const boxOf = (element) => element.getBoundingClientRect();
        const isLarge = ({ width, height }) => width >= ${LEAST_TARGET_PX} && height >= ${LEAST_TARGET_PX};
        const isSeen = target.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && boxOf(target).width > 1;
        const isInline = target.tagName === 'A' && getComputedStyle(target).display === 'inline';
        const isLabelled = [...(target.labels ?? [])].some((label) => isLarge(boxOf(label)));
        if (!isSeen || isInline || isLabelled || isLarge(boxOf(target))) return [];
        const { width, height } = boxOf(target);
        return [target.outerHTML.slice(0, 160) + ' ' + Math.round(width) + '×' + Math.round(height)];
      })`);
}
