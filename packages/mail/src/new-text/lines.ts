/** A mail's text as lines that know how deeply they are quoted, from plain text (RFC 3676 where it says so). */

/**
 * What the mail's HTML says of a line: `attribution` announces a quote, `original` is the first line of a mail that is
 * quoted to the end, `rule` stands below a drawn line, `signature` is part of one.
 */
export type LineRole = 'attribution' | 'original' | 'rule' | 'signature';

/** One line; `text` is `raw` without its quote marks. */
export interface Line {
  readonly raw: string;
  readonly text: string;
  /** Quote marks before the text; 0 for what the sender wrote. */
  readonly depth: number;
  readonly role?: LineRole | undefined;
}

const SPACE = 0x20;
const MARK = 0x3e;
const NBSP = 0xa0;

/** Parts `body` into lines; CRLF, CR or LF. Linear in its length. */
export function readLines(body: string, isFlowed = false, deletesSpace = false): Line[] {
  const raws = body.replace(/\r\n?/g, '\n').split('\n');
  if (isFlowed) return unflow(raws, deletesSpace);
  return raws.map((raw, at) => (isEscapedFrom(raws, at) ? ownLine(raw.slice(1)) : readLine(raw)));
}

/** The line that `raw` is, with its quote marks counted: ">>", "> >" and a few blanks before them are all in use. */
export function readLine(raw: string, role?: LineRole): Line {
  let at = 0;
  while (at < 3 && isBlank(raw.charCodeAt(at))) at++;
  if (raw.charCodeAt(at) !== MARK) return role === undefined ? ownLine(raw) : { raw, text: raw, depth: 0, role };
  // ">>> Offer <<<" is an ornament.
  if (raw.endsWith('<<')) return { raw, text: raw, depth: 0, role };
  let depth = 0;
  while (raw.charCodeAt(at) === MARK || (isBlank(raw.charCodeAt(at)) && raw.charCodeAt(at + 1) === MARK)) {
    if (raw.charCodeAt(at) === MARK) depth++;
    at++;
  }
  if (raw.charCodeAt(at) === SPACE) at++;
  return { raw, text: raw.slice(at), depth, role };
}

/** A line that is not quoted, whatever it begins with. */
export function ownLine(raw: string): Line {
  return { raw, text: raw, depth: 0 };
}

/** The texts as one, without blank lines before and after. */
export function trimBlankLines(lines: readonly string[]): string {
  let from = 0;
  let to = lines.length;
  while (from < to && isBlankText(lines[from] ?? '')) from++;
  while (to > from && isBlankText(lines[to - 1] ?? '')) to--;
  return lines.slice(from, to).join('\n').trimEnd();
}

/** True when nothing of `text` can be seen. */
export function isBlankText(text: string): boolean {
  return text === '' || /^[\s\u200b\ufeff]*$/.test(text);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === NBSP;
}

/** Mailboxes in mbox form write ">From " for a line that begins with "From "; a quote is rarely a single line of it. */
function isEscapedFrom(raws: readonly string[], at: number): boolean {
  const raw = raws[at] ?? '';
  if (!raw.startsWith('>From ') || raw.includes('@')) return false;
  return !(raws[at - 1] ?? '').startsWith('>') && !(raws[at + 1] ?? '').startsWith('>');
}

/** RFC 3676 §4: a line that ends in a blank goes on in the next one of the same depth. */
function unflow(raws: readonly string[], deletesSpace: boolean): Line[] {
  const lines: Line[] = [];
  let joined: string[] = [];
  let depth = 0;
  const end = (): void => {
    if (joined.length === 0) return;
    const text = joined.join('');
    lines.push(depth === 0 ? ownLine(text) : { raw: `${'>'.repeat(Math.min(depth, 100))} ${text}`, text, depth });
    joined = [];
  };
  for (const raw of raws) {
    const marks = leadingMarks(raw);
    const text = raw.charCodeAt(marks) === SPACE ? raw.slice(marks + 1) : raw.slice(marks);
    const isDelimiter = text === '-- ' || text === '--';
    if (marks !== depth || isDelimiter) end();
    depth = marks;
    const flows = text.endsWith(' ') && !isDelimiter;
    joined.push(flows && deletesSpace ? text.slice(0, -1) : text);
    if (!flows) end();
  }
  end();
  return lines;
}

function leadingMarks(raw: string): number {
  let marks = 0;
  while (raw.charCodeAt(marks) === MARK) marks++;
  return marks;
}
