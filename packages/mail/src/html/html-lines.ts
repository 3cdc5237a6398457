/**
 * HTML mail as lines: blocks become lines, quotes become depth, lists, tables and links stay readable. Not a renderer;
 * nothing of it is ever shown as HTML.
 */
import { decodeEntities } from '../html-entities.ts';
import type { Line } from '../new-text/lines.ts';
import { newPage } from './page.ts';
import { scanHtml } from './scan-html.ts';

export { hasQuoteMarks } from './marks.ts';

/** The lines of `html`. Linear in its length. */
export function htmlLines(html: string): Line[] {
  const page = newPage();
  scanHtml(html, {
    text: (source) => page.addText(decodeEntities(source)),
    tag: (name, isEnd, attributes) => (isEnd ? page.endTag(name) : page.startTag(name, attributes)),
  });
  return page.finish();
}
