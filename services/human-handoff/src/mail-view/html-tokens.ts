/** HTML as tags and texts, one after the other, linear whatever the source. What is written from them is written anew: nothing passes as it stands. */

/** A tag or a text. Names are in lower case; texts and values stand as in the source; of attributes the first of a name counts. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly source: string }
  | { readonly kind: 'start'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'end'; readonly name: string };

/** Elements whose content is no markup. */
const RAW_TEXT = new Set(
  'script style textarea title xmp iframe noembed noframes noscript plaintext listing'.split(' '),
);
const NAME = /[a-z][^\s/>]*/iy;
const ATTRIBUTE = /[\s/]*(?:([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?|>)/y;
const MOST_ATTRIBUTES = 100;

/** The tokens of `html`. The content of scripts, styles and the like is left out; what is cut in half ends the source. */
export function* htmlTokens(html: string): Generator<HtmlToken, void, undefined> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) yield { kind: 'text', source: html.slice(at, open) };
    const next = html[open + 1] ?? '';
    if (next === '!' || next === '?') {
      at = afterDeclaration(html, open);
      continue;
    }
    const isEnd = next === '/';
    NAME.lastIndex = open + (isEnd ? 2 : 1);
    const name = NAME.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      // `</ ` begins a comment; any other `<` is a sign in a text.
      if (!isEnd) yield { kind: 'text', source: '<' };
      at = isEnd ? endOf(html, '>', open) : open + 1;
      continue;
    }
    const tag = readAttributes(html, NAME.lastIndex);
    at = tag.end;
    if (isEnd) yield { kind: 'end', name };
    else {
      yield { kind: 'start', name, attributes: tag.attributes };
      if (RAW_TEXT.has(name)) at = afterRawText(html, name, at);
    }
  }
  if (at < html.length) yield { kind: 'text', source: html.slice(at) };
}

function afterDeclaration(html: string, open: number): number {
  if (html.startsWith('<!--', open)) return html.startsWith('<!-->', open) ? open + 5 : endOf(html, '-->', open + 2);
  return html.startsWith('<![CDATA[', open) ? endOf(html, ']]>', open) : endOf(html, '>', open);
}

/** Where the end tag of an element begins whose content is not read; the end of the source without one. */
function afterRawText(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

function endOf(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function readAttributes(html: string, from: number): { attributes: ReadonlyMap<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let at = from;
  while (at < html.length) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(html);
    if (match === null) {
      // A quotation mark or an equals sign out of place.
      at += 1;
      continue;
    }
    at = ATTRIBUTE.lastIndex;
    const name = match[1]?.toLowerCase();
    if (name === undefined) return { attributes, end: at };
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    if (attributes.size < MOST_ATTRIBUTES && !attributes.has(name)) attributes.set(name, value);
  }
  return { attributes, end: html.length };
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * Character references of an address or a style as characters. Names that are not known stay as they stand: what is written is
 * escaped again, so that a browser reads the very text that was judged here.
 */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));?/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

/** Source of a text or of a value as it is written: what is no character reference becomes a plain `&`. */
export function escapeSource(source: string): string {
  const references = source.replace(/&(?!(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,31});)/gi, '&amp;');
  return references.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
