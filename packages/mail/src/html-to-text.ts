/**
 * HTML mail as plain text, in one pass: blocks become lines, block quotes become lines that begin with `> `, so that the
 * rules for plain text find quotes and signatures here too. Not a renderer; nothing of it is ever shown as HTML.
 */
import { decodeEntities } from './html-entities.ts';

const BLOCKS = new Set(
  (
    'address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol ' +
    'p pre section table tbody tfoot thead tr ul'
  ).split(' '),
);
/** Elements whose content is not text, with what ends them. */
const SKIPPED = new Map<string, RegExp>(
  ['head', 'script', 'style', 'template', 'title'].map((name) => [name, new RegExp(`</${name}`, 'gi')]),
);

/** Plain text of `html`; lines end in `\n`. Linear in its length. */
export function htmlToText(html: string): string {
  const page = newPage();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) page.addText(html.slice(at, open));
    at = readTag(html, open, page);
  }
  page.addText(html.slice(at));
  return page.finish();
}

/** Takes what begins with `<` at `open`; returns where to go on, the end when nothing readable follows. */
function readTag(html: string, open: number, page: Page): number {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4);
    return end < 0 ? html.length : end + 3;
  }
  const next = html.charCodeAt(open + 1) | 0x20;
  const isTag = (next >= 0x61 && next <= 0x7a) || '/!?'.includes(html.charAt(open + 1));
  if (!isTag || open + 1 >= html.length) {
    page.addText('<');
    return open + 1;
  }
  const close = html.indexOf('>', open);
  if (close < 0) {
    page.addText(html.slice(open));
    return html.length;
  }
  const closing = html.charAt(open + 1) === '/';
  const tag = html.slice(open + (closing ? 2 : 1), Math.min(close, open + 400));
  const name = (/^[a-zA-Z][a-zA-Z0-9]{0,20}/.exec(tag)?.[0] ?? '').toLowerCase();
  const skipTo = closing ? undefined : SKIPPED.get(name);
  if (skipTo !== undefined) {
    skipTo.lastIndex = close;
    const match = skipTo.exec(html);
    return match === null ? html.length : match.index;
  }
  page.addTag(name, closing, tag);
  return close + 1;
}

interface Page {
  addText(source: string): void;
  addTag(name: string, closing: boolean, tag: string): void;
  finish(): string;
}

function newPage(): Page {
  const lines: string[] = [];
  let line = '';
  /** Whether `line` is empty or ends in a blank; kept apart as reading the end of a growing string costs its length. */
  let endsBlank = true;
  let quotes = 0;
  let pre = 0;
  const endLine = (): void => {
    const text = line.trim();
    line = '';
    endsBlank = true;
    lines.push(quotes > 0 ? `> ${text}`.trimEnd() : text);
  };
  const endLineIfAny = (): void => {
    if (line.trim() !== '') endLine();
    line = '';
    endsBlank = true;
  };
  const blankLine = (): void => {
    endLineIfAny();
    const last = lines.at(-1);
    if (last !== undefined && last !== '' && last !== '>') endLine();
  };
  return {
    addText(source) {
      if (pre > 0) {
        const [first = '', ...rest] = decodeEntities(source).split('\n');
        line += first;
        for (const text of rest) {
          endLine();
          line = text;
        }
        return;
      }
      const text = decodeEntities(source.replace(/[ \t\r\n\f]+/g, ' '));
      line += endsBlank && text.startsWith(' ') ? text.slice(1) : text;
      endsBlank = text.endsWith(' ');
    },
    addTag(name, closing, tag) {
      if (name === 'br') return endLine();
      if ((name === 'td' || name === 'th') && closing && !endsBlank) {
        line += ' ';
        endsBlank = true;
      }
      if (!BLOCKS.has(name)) return;
      endLineIfAny();
      // Outlook makes a paragraph of each line, and empty ones for the blank lines.
      if (name === 'p' && !closing && !tag.includes('MsoNormal')) blankLine();
      if (name === 'li' && !closing) line = '- ';
      if (name === 'pre') pre = closing ? Math.max(0, pre - 1) : pre + 1;
      if (name === 'blockquote') quotes = closing ? Math.max(0, quotes - 1) : quotes + 1;
    },
    finish() {
      endLineIfAny();
      return lines.join('\n').trim();
    },
  };
}
