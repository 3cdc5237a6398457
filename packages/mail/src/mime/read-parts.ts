/**
 * The parts of a mail (RFC 2046), found in one pass over its lines whatever the nesting. Decodes no body. Attached mails
 * (message/rfc822) are not entered: they are attachments.
 */
import { firstField, type HeaderBlock, readFields } from '../headers.ts';
import { type HeaderValue, readHeaderValue } from './header-value.ts';

/** Parts of one mail that are looked at. */
export const MAX_PARTS = 1_000;
/** Multiparts within multiparts that are entered; deeper ones are not read. */
export const MAX_DEPTH = 40;
const MAX_PART_HEADER_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const DASH = 0x2d;

/** One part; `start` and `end` bound its body in the raw mail. */
export interface MimePart {
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly contentType: HeaderValue;
  readonly start: number;
  end: number;
  /** Of a multipart; empty for others. */
  readonly children: MimePart[];
}

/** The root part, and whether parts were left out. */
export interface PartTree {
  readonly root: MimePart;
  /** Set when the limits cut the tree. */
  readonly cut?: 'parts' | 'depth';
}

/** A multipart that is open where the pass stands. */
interface Open {
  readonly part: MimePart;
  readonly boundary: string;
  child: MimePart | undefined;
}

/** Reads the tree of `raw`, whose header block is `headers`. Linear in the length of the mail. */
export function readParts(raw: Buffer, headers: HeaderBlock): PartTree {
  const root = newPart(headers.fields, headers.bodyStart, raw.length, 'text/plain');
  const stack: Open[] = [];
  let parts = 1;
  let cut: PartTree['cut'];
  const enter = (part: MimePart): void => {
    const boundary = boundaryOf(raw, part);
    if (boundary === undefined) return;
    if (stack.length >= MAX_DEPTH) cut ??= 'depth';
    else stack.push({ part, boundary, child: undefined });
  };
  enter(root);
  let at = stack.length === 0 ? raw.length : root.start;
  while (at < raw.length) {
    const line = nextDashLine(raw, at);
    if (line === undefined) break;
    const level = levelOf(stack, line.text);
    at = line.end;
    if (level === undefined) continue;
    closeAbove(stack, level.index, line.start);
    const open = stack[level.index];
    if (open === undefined) break;
    if (level.isLast) {
      stack.pop();
      open.part.end = Math.min(open.part.end, line.end);
      if (stack.length === 0) break;
      continue;
    }
    if (parts >= MAX_PARTS) {
      cut = 'parts';
      break;
    }
    const child = readPart(raw, line.end, stack, open.part);
    open.part.children.push(child);
    open.child = child;
    parts++;
    at = child.start;
    enter(child);
  }
  // What was open when the limit was reached ends there: the rest is not read.
  if (cut === 'parts') closeAbove(stack, -1, at);
  return cut === undefined ? { root } : { root, cut };
}

/** Ends the children of every multipart above `index`, and the child that is open at `index`, before the line at `start`. */
function closeAbove(stack: Open[], index: number, start: number): void {
  while (stack.length > index + 1) {
    const open = stack.pop();
    if (open?.child !== undefined) open.child.end = Math.min(open.child.end, start);
    if (open !== undefined) open.part.end = Math.min(open.part.end, start);
  }
  const open = stack[index];
  if (open?.child === undefined) return;
  open.child.end = Math.max(open.child.start, Math.min(open.child.end, start));
  open.child = undefined;
}

interface Level {
  readonly index: number;
  readonly isLast: boolean;
}

/** The innermost open multipart whose boundary `text` (a line without its `--`) is. */
function levelOf(stack: readonly Open[], text: string): Level | undefined {
  const closed = text.endsWith('--') ? text.slice(0, -2) : undefined;
  for (let index = stack.length - 1; index >= 0; index--) {
    const boundary = stack[index]?.boundary;
    if (boundary === text) return { index, isLast: false };
    if (boundary === closed) return { index, isLast: true };
  }
  return undefined;
}

interface DashLine {
  /** Index of the line break before the line, which belongs to the boundary (RFC 2046 §5.1.1). */
  readonly start: number;
  /** Index behind the line's end. */
  readonly end: number;
  /** Without the leading dashes and trailing blanks; `''` for lines too long to be a boundary. */
  readonly text: string;
}

function nextDashLine(raw: Buffer, from: number): DashLine | undefined {
  const isAtLineStart = from === 0 || raw[from - 1] === NEWLINE;
  const here = isAtLineStart && raw[from] === DASH && raw[from + 1] === DASH;
  const found = here ? from - 1 : raw.indexOf('\n--', from, 'latin1');
  if (!here && found < 0) return undefined;
  const begin = found + 1;
  const next = raw.indexOf(NEWLINE, begin);
  const end = next < 0 ? raw.length : next + 1;
  const text = end - begin > 400 ? '' : raw.toString('latin1', begin + 2, end).trimEnd();
  return { start: found > 0 && raw[found - 1] === 0x0d ? found - 1 : Math.max(found, 0), end, text };
}

/** Reads the header block at `start`; a boundary line ends it when no blank line does. */
function readPart(raw: Buffer, start: number, stack: readonly Open[], parent: MimePart): MimePart {
  let at = start;
  let headerEnd = raw.length;
  while (at < raw.length) {
    const next = raw.indexOf(NEWLINE, at);
    const end = next < 0 ? raw.length : next + 1;
    const length = end - at;
    if (length <= 2 && raw.toString('latin1', at, end).trim() === '') {
      headerEnd = at;
      at = end;
      break;
    }
    const isDashed = raw[at] === DASH && raw[at + 1] === DASH && length <= 400;
    if (isDashed && levelOf(stack, raw.toString('latin1', at + 2, end).trimEnd()) !== undefined) {
      headerEnd = at;
      break;
    }
    // A part may lack its header and the blank line below: then its first line is text already.
    if (at === start && !/^[!-9;-~]{1,99}[ \t]*:/.test(raw.toString('latin1', at, Math.min(end, at + 110)))) {
      headerEnd = at;
      break;
    }
    at = end;
    headerEnd = at;
  }
  const block = raw.toString('latin1', start, Math.min(headerEnd, start + MAX_PART_HEADER_BYTES));
  const usual = parent.contentType.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  return newPart(readFields(block), Math.min(at, raw.length), raw.length, usual);
}

function newPart(fields: MimePart['fields'], start: number, end: number, usual: string): MimePart {
  const read = readHeaderValue(firstField({ fields }, 'content-type') ?? '');
  const type = /^[^\s/;,]+\/[^\s/;,]+/.exec(read.value)?.[0] ?? usual;
  return { fields, contentType: { value: type, params: read.params }, start, end, children: [] };
}

/** The boundary of a multipart; where the header lost it, the first line that looks like one. */
function boundaryOf(raw: Buffer, part: MimePart): string | undefined {
  if (!part.contentType.value.startsWith('multipart/')) return undefined;
  const named = part.contentType.params.get('boundary')?.trimEnd();
  if (named !== undefined && named !== '') return named;
  const begin = raw.toString('latin1', part.start, Math.min(part.end, part.start + 4_000));
  return /^--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n[!-9;-~]+:/m.exec(begin)?.[1];
}
