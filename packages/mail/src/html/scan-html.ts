/** Reads HTML as tags and texts, one after the other. No tree and no look-back: linear, whatever the source. */

/** What a scan reports, in the order of the source. */
export interface HtmlSink {
  /** Text with its character references, white space as it stands. */
  text(source: string): void;
  /** A start tag (`isEnd` false) or end tag; `attributes` is what stands between the name and `>`, at most 2000 characters. */
  tag(name: string, isEnd: boolean, attributes: string): void;
}

/** Elements whose content is not text. */
const SKIPPED = new Map<string, RegExp>(
  ['head', 'script', 'style', 'template', 'title', 'xml', 'noscript'].map((name) => [
    name,
    new RegExp(`</${name}`, 'gi'),
  ]),
);
const MAX_ATTRIBUTES = 2000;
/** Quoted `>` that are looked past in one tag. */
const MAX_QUOTED = 8;
const NAME = /[a-zA-Z][a-zA-Z0-9:-]{0,20}/y;

/** Reports the tags and texts of `html` to `sink`. */
export function scanHtml(html: string, sink: HtmlSink): void {
  const unclosed = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) sink.text(html.slice(at, open));
    at = readTag(html, open, sink, unclosed);
  }
  if (at < html.length) sink.text(html.slice(at));
}

/**
 * Takes what begins with `<` at `open`; returns where to go on, the end when nothing readable follows. `unclosed` gathers
 * the skipped elements that nothing closes any more, so that their end is searched once.
 */
function readTag(html: string, open: number, sink: HtmlSink, unclosed: Set<string>): number {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4);
    return end < 0 ? html.length : end + 3;
  }
  const next = html.charCodeAt(open + 1) | 0x20;
  const isTag = (next >= 0x61 && next <= 0x7a) || '/!?'.includes(html.charAt(open + 1));
  if (!isTag || open + 1 >= html.length) {
    sink.text('<');
    return open + 1;
  }
  const isEnd = html.charAt(open + 1) === '/';
  NAME.lastIndex = open + (isEnd ? 2 : 1);
  const name = NAME.exec(html)?.[0] ?? '';
  const nameEnd = open + (isEnd ? 2 : 1) + name.length;
  // "<marie@example.com>" that nobody escaped is an address.
  if (name !== '' && !isEnd && html.charAt(nameEnd) === '@') {
    sink.text('<');
    return open + 1;
  }
  const close = tagEnd(html, nameEnd);
  if (close < 0) {
    sink.text(html.slice(open));
    return html.length;
  }
  const lower = name.toLowerCase();
  if (!isEnd && SKIPPED.has(lower) && html.charAt(close - 1) !== '/' && !unclosed.has(lower)) {
    const end = skippedEnd(html, lower, close);
    // Mails cut in half, and heads that nobody closed: what follows the start is better read than lost.
    if (end >= 0) return end;
    unclosed.add(lower);
    if (lower !== 'head') return html.length;
  }
  if (name !== '') sink.tag(lower, isEnd, html.slice(nameEnd, Math.min(close, nameEnd + MAX_ATTRIBUTES)));
  return close + 1;
}

/** Where the end tag of a skipped element begins; -1 when there is none. */
function skippedEnd(html: string, name: string, from: number): number {
  const pattern = SKIPPED.get(name);
  if (pattern === undefined) return -1;
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? -1;
}

/** The tag's `>`: not one within a quoted attribute; -1 when there is none. */
function tagEnd(html: string, from: number): number {
  let close = html.indexOf('>', from);
  if (close < 0) return -1;
  const first = close;
  for (let tries = 0; tries < MAX_QUOTED; tries++) {
    if (close - from > MAX_ATTRIBUTES) return first;
    const quote = openQuote(html, from, close);
    if (quote === '') return close;
    const end = html.indexOf(quote, close);
    if (end < 0 || end - from > MAX_ATTRIBUTES) return first;
    close = html.indexOf('>', end);
    if (close < 0) return first;
  }
  return first;
}

/** The quotation mark that is open at `to`; `''` when none is. */
function openQuote(html: string, from: number, to: number): string {
  let open = '';
  for (let i = from; i < to; i++) {
    const character = html.charAt(i);
    if (open === '') {
      if ((character === '"' || character === "'") && /[=\s]/.test(html.charAt(i - 1))) open = character;
    } else if (character === open) open = '';
  }
  return open;
}

/** The attributes that are read. */
const ATTRIBUTES = new Map(
  ['class', 'id', 'href', 'alt'].map((name) => [
    name,
    new RegExp(`(?:^|[\\s"'/])${name}\\s{0,3}=\\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i'),
  ]),
);

/** The value of an attribute, references not decoded; `''` when it is absent. */
export function attribute(attributes: string, name: 'class' | 'id' | 'href' | 'alt'): string {
  const match = ATTRIBUTES.get(name)?.exec(attributes);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
}
