/**
 * Finds the line that announces a quoted mail: "Le … a écrit :", "-----Message d'origine-----", "De : … Envoyé : …".
 * Looks at a bounded number of lines and characters per line, so that no text costs more than its length.
 */
import {
  ATTRIBUTION_VERBS,
  DATE_LABELS,
  FROM_LABELS,
  SEPARATORS,
  STARTS_OF_SEPARATORS,
  SUBJECT_LABELS,
  TO_LABELS,
} from './quote-words.ts';

/** An announcement of a quoted mail. */
export interface QuoteStart {
  /** Lines that the announcement takes. */
  readonly lines: number;
  /** True when all that follows is quoted, false when only the lines after it that begin with `>` are. */
  readonly openEnded: boolean;
}

const CANDIDATE = /^\s{0,3}(?:[-_*=]{2}|(?:le|on|am|el|il|op|em|den|\d{1,4}|\p{L}{3,9}\.,?)[\s/.-])/iu;
const LONGEST_LINE = 300;
const ATTRIBUTION_LINES = 4;
const HEADER_LINES = 7;

/** The announcement that begins at line `at`; `undefined` for any other line. */
export function quoteStart(lines: readonly string[], at: number): QuoteStart | undefined {
  const line = lines[at] ?? '';
  if (line.length > LONGEST_LINE || !isCandidate(line)) return undefined;
  const text = plain(line);
  if (text === '') return undefined;
  if (isSeparator(text)) return { lines: 1, openEnded: true };
  if (isHeaderBlock(lines, at, text)) return { lines: 1, openEnded: true };
  return attribution(lines, at, text);
}

/** Cheap, as it is asked of every line: an announcement has a colon, a `<`, a row of dashes, or begins as a date does. */
function isCandidate(line: string): boolean {
  return line.includes(':') || line.includes('<') || CANDIDATE.test(line);
}

function plain(line: string): string {
  return line.replace(/[\u00a0\u202f]/g, ' ').trim();
}

/** "-----Original Message-----" and its like: dashes on both sides, or a phrase that only mail programs write. */
function isSeparator(text: string): boolean {
  const lower = text.toLowerCase();
  if (STARTS_OF_SEPARATORS.some((start) => lower.startsWith(start))) return true;
  if (!/^[-_*=]{2}/.test(text)) return false;
  const words = lower.replace(/^[-_*= ]{2,60}/, '').replace(/[-_*= :]{0,60}$/, '');
  return SEPARATORS.has(words.replaceAll('’', "'"));
}

/** A block of header labels as Outlook, Zimbra and others put above a quoted mail. */
function isHeaderBlock(lines: readonly string[], at: number, first: string): boolean {
  if (/^_{10,}$/.test(first)) {
    const next = nextFilled(lines, at + 1, 2);
    return next !== undefined && isHeaderBlock(lines, next, plain((lines[next] ?? '').slice(0, LONGEST_LINE)));
  }
  const label = labelOf(first);
  if (!FROM_LABELS.has(label) && !DATE_LABELS.has(label)) return false;
  const block = lines.slice(at, at + HEADER_LINES).map((line) => plain(line.slice(0, LONGEST_LINE)));
  const labels = block.map(labelOf);
  const count = (known: ReadonlySet<string>): number => labels.filter((name) => known.has(name)).length;
  const from = count(FROM_LABELS);
  const subject = count(SUBJECT_LABELS);
  // "De : Paris, À : Lyon, Date : 12 mai" is a customer's; a mail program names an address or a subject as well.
  const isMail = subject > 0 || block.some((line) => line.includes('@'));
  return from > 0 && isMail && from + subject + count(DATE_LABELS) + count(TO_LABELS) >= 3;
}

/** The word before a line's first colon, lower case: the label of "*Envoyé :* lundi". */
function labelOf(text: string): string {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon > 30) return '';
  return text.slice(0, colon).replaceAll('*', '').trim().toLowerCase();
}

function nextFilled(lines: readonly string[], from: number, within: number): number | undefined {
  for (let i = from; i < Math.min(lines.length, from + within); i++) {
    if ((lines[i] ?? '').trim() !== '') return i;
  }
  return undefined;
}

/** "Le lun. 16 nov. 2026 à 17:40, X <x@y> a écrit :", on one line or wrapped over up to four. */
function attribution(lines: readonly string[], at: number, first: string): QuoteStart | undefined {
  if (
    !/^(?:le|on|am|el|il|op|em|le:|den|date|\p{L}{2,9}[.,]|\d|"|<)[\s\d]/iu.test(`${first} `) &&
    !first.includes('<')
  ) {
    return undefined;
  }
  let joined = '';
  for (let count = 1; count <= ATTRIBUTION_LINES; count++) {
    const line = lines[at + count - 1];
    if (line === undefined || line.length > LONGEST_LINE || line.trim() === '') return undefined;
    joined = `${joined} ${plain(line)}`;
    if (!joined.endsWith(':')) continue;
    if (!isAttribution(joined)) return undefined;
    const next = nextFilled(lines, at + count, 3);
    const quoteFollows = next !== undefined && /^[ \u00a0]{0,3}>/.test(lines[next] ?? '');
    if (quoteFollows) return { lines: count, openEnded: false };
    // Without `>` below, only a date with a time or an address tells a mail program's line from a customer's.
    return /@|\d{1,2}[:h.]\d{2}/.test(joined) ? { lines: count, openEnded: true } : undefined;
  }
  return undefined;
}

function isAttribution(joined: string): boolean {
  const lower = joined.toLowerCase();
  const hasVerb = ATTRIBUTION_VERBS.some((verb) => lower.includes(verb));
  return (hasVerb || /< ?[^<>\s]{3,320} ?> ?:$/.test(joined)) && /\d/.test(joined);
}
