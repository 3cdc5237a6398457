/** Blocks of headers that mail programs put above a quoted or forwarded mail: Outlook, Zimbra, Apple Mail and others. */
import { type HeaderKind, headerLine, inlineHeaders } from './header-labels.ts';
import { isBlankText, type Line } from './lines.ts';

/** The headers of a quoted mail, as far as its announcement shows them. */
export interface Headers {
  readonly from?: string;
  readonly subject?: string;
}

const MAX_LINES = 16;
const MAX_BLANKS = 2;
const MAX_CONTINUATIONS = 3;
/** Characters of a line that are looked at. */
const LOOKED_AT = 600;

/**
 * The block that begins at line `at`; `undefined` for any other text. `isBelowRule`: the mail's HTML, or a row of dashes,
 * draws a line above it, so that one line with several labels will do.
 */
export function headerBlock(lines: readonly Line[], at: number, isBelowRule = false): Headers | undefined {
  const first = shown(lines[at]);
  const start = headerLine(first);
  if (start === undefined || start === 'form' || start.kind === 'other') return undefined;
  if (isBelowRule || first.includes('@')) {
    const inline = inlineHeaders(first);
    const kinds = new Set(inline.map(({ kind }) => kind));
    if (kinds.has('from') && kinds.size >= (isBelowRule ? 2 : 3) && first.includes('@')) {
      return headersOf(new Map(inline.map(({ kind, value }) => [kind, value])));
    }
  }
  const found = collect(lines, at);
  return found !== undefined && isMail(found) ? headersOf(found) : undefined;
}

/** The labelled lines from `at` on, wrapped values joined; `undefined` when a form's label is among them. */
function collect(lines: readonly Line[], at: number): Map<HeaderKind, string> | undefined {
  const found = new Map<HeaderKind, string>();
  let last: HeaderKind | undefined;
  let blanks = 0;
  /** Lines without a label, which belong to the value above them only where another label follows. */
  let wrapped: string[] = [];
  for (let i = at; i < Math.min(lines.length, at + MAX_LINES); i++) {
    const text = shown(lines[i]);
    if (isBlankText(text)) {
      if (++blanks > MAX_BLANKS) break;
      continue;
    }
    const header = headerLine(text);
    if (header === 'form') return undefined;
    if (header === undefined) {
      if (blanks > 0 || wrapped.push(text.trim()) > MAX_CONTINUATIONS) break;
      continue;
    }
    if (last !== undefined && wrapped.length > 0) found.set(last, [found.get(last), ...wrapped].join(' '));
    blanks = 0;
    wrapped = [];
    // A mail names its sender once.
    if (found.has(header.kind) && header.kind !== 'other') break;
    last = found.has(header.kind) ? undefined : header.kind;
    if (last !== undefined) found.set(last, header.value);
  }
  return found;
}

/** "De : Paris, À : Lyon, Date : 12 mai" is a customer's; a mail program names an address or a subject as well. */
function isMail(found: ReadonlyMap<HeaderKind, string>): boolean {
  const from = found.get('from');
  const to = found.get('to');
  const date = /\d/.test(found.get('date') ?? '');
  const hasAddress = [from, to, found.get('other')].some((value) => value?.includes('@'));
  const known = ['from', 'to', 'date', 'subject'].filter((kind) => found.has(kind as HeaderKind)).length;
  if (from === undefined) return date && to?.includes('@') === true;
  if (known >= 3) return found.has('subject') || hasAddress;
  return (date || found.has('subject')) && from.includes('@');
}

function headersOf(found: ReadonlyMap<HeaderKind, string>): Headers {
  const from = found.get('from');
  const subject = found.get('subject');
  return { ...(from ? { from } : {}), ...(subject ? { subject } : {}) };
}

function shown(line: Line | undefined): string {
  return (line?.text ?? '')
    .slice(0, LOOKED_AT)
    .replace(/[\u00a0\u202f\ufeff]/g, ' ')
    .trimStart();
}
