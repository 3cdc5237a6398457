/**
 * Finds the line by which mail programs announce a quote: "Le … a écrit :", "Am … schrieb X:", "26.06.2014, 14:41, X <x@y>:".
 * Looks at a bounded number of lines and characters per line, so that no text costs more than its length.
 */
import { isBlankText, type Line } from './lines.ts';

/** An announcement of a quote. */
export interface Attribution {
  /** Lines that it takes. */
  readonly lines: number;
  /** True when lines with quote marks follow; else all that follows is the quoted mail. */
  readonly isQuoteBelow: boolean;
  /** What it says, on one line. */
  readonly text: string;
  /** What the sender wrote before it on its first line. */
  readonly before: string;
}

/** After them, the quoted mail's author has been named. A blank before keeps "m'a écrit" out. Lower case. */
const VERBS =
  /[\s>"”»)](?:a écrit|a ecrit|wrote|writes|schrieb|geschrieben|geschreven|escribió|escribio|ha escrito|ha scritto|scrisse|schreef|escreveu|skrev|kirjoitti|napsala?\b|napsal\(a\)|napísala?|napisała?|napisał\(a\)|pisze|napisao|je napisala?|a scris|írta|yazdı|şunu yazdı|va escriure|έγραψε|написала?|написав|пише|пишет|wrote on|kirjutas|rašė|rakstīja)(?=[\s:：<,(."/]|$)/;
/** Languages that need no blank, and Horde’s way. */
const OTHER_VERBS =
  /^\s?(?:quoting|zitat von|citando|selon|en réponse à)\s.{1,200}@|写道|寫道|작성|のメール|書きました|tarihinde|hat am .{1,60} geschrieben/;
/** The words that begin such a line, before the date. */
const STARTERS =
  'le|on|am|el|il giorno|il|op|em|no dia|dne|den|d|v|w dniu|dnia|na|a|în|på|kl|vào|в|у|ons|date|at|в дате|στις|el día|于|在';
const DATE_START = new RegExp(
  `^[^\\p{L}\\p{N}]{0,4}(?:(?:${STARTERS})[\\s:.,]{1,3})?(?:\\p{L}{2,14}[.,]{0,2}\\s){0,3}\\d`,
  'iu',
);
/** Without a starter, a short or punctuated weekday or month may stand before the first number. */
const BARE_DATE_START =
  /^[^\p{L}\p{N}]{0,4}(?:\d|\p{L}{1,4}\.?,?\s\d|\p{L}{2,14}[.,]{1,2}\s\d|\p{L}{2,14}[.,]{1,2}\s\p{L}{2,14}\.?\s\d)/u;
const WITH_STARTER = new RegExp(`^[^\\p{L}\\p{N}]{0,4}(?:${STARTERS})[\\s:.,]`, 'iu');
const TIME = /(?<!\d)\d{1,2}\s?[:.h時]\s?\d{2}(?!\d)/;
const DAY = /(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)/;
const ADDRESS = /[^\s<>@]{1,64}@[^\s<>@]{2,255}|<[^<>\s]{3,320}>/;
/** "2016-03-03 17:21 GMT+01:00 X" and "2013/7/20 X <x@y>", as Gmail once wrote, without a verb. */
const OLD_GMAIL =
  /^\s?\d{4}[-/]\d{1,2}[-/]\d{1,2}\s(?:\d{1,2}:\d{2}\sGMT[+-]\d{1,2}:\d{2}\s\S.{0,200}|\S.{0,200}<\s?[^<>\s]{3,320}\s?>:?)$/;
/** Where an announcement begins behind the sender's own words, on one line. */
const WITHIN =
  /[\s\-–—.!?](?:On|Le|Am|El|Il giorno|Il|Op|Em)\s(?:\p{L}{2,9}[.,]{0,2}\s){0,2}\d{1,4}(?=[\s.,/-]|\p{L})/u;

const LONGEST_LINE = 400;
const MAX_LINES = 6;

/** The announcement that begins at line `at`; `undefined` for any other line. */
export function attributionAt(lines: readonly Line[], at: number): Attribution | undefined {
  const first = shown(lines[at]);
  const found = joinFrom(lines, at, first);
  if (found === undefined) return undefined;
  for (let later = at + 1; later < at + found.lines; later++) {
    // The sender's own line, with a number, above the announcement.
    const text = shown(lines[later]);
    const inner = beginsWithDate(text) ? joinFrom(lines, later, text) : undefined;
    if (inner !== undefined && (hasVerb(inner.text) || ADDRESS.test(inner.text))) return undefined;
  }
  return found;
}

function joinFrom(lines: readonly Line[], at: number, first: string): Attribution | undefined {
  const isAddressed = first.includes('@') || first.includes('<');
  const isComplete = /[:：]$/.test(first);
  if (!isComplete && !isAddressed && !/\d/.test(first)) return undefined;
  const isDated = beginsWithDate(first);
  const most = isDated || isAddressed ? MAX_LINES : 1;
  if (most === 1 && !isComplete) return undefined;
  let joined = '';
  let openAngles = 0;
  for (let count = 1; count <= most; count++) {
    const line = lines[at + count - 1];
    if (line === undefined) return undefined;
    // "<", "mailto:x", "> wrote:" on lines of their own: the last mark is no quote's.
    if (line.depth > 0 && openAngles <= 0) return undefined;
    const text = shown(line, line.depth > 0);
    if (text.length >= LONGEST_LINE) return undefined;
    if (text === '' && !(isDated && shown(lines[at + count]).startsWith('<'))) return undefined;
    joined = `${joined} ${text}`.trimEnd();
    openAngles += angles(text);
    const found = complete(lines, at, count, joined, isDated);
    if (found !== undefined) return found;
  }
  return undefined;
}

function complete(
  lines: readonly Line[],
  at: number,
  count: number,
  joined: string,
  isDated: boolean,
): Attribution | undefined {
  const isOld = isDated && OLD_GMAIL.test(joined);
  if (!isOld && !/[:：]$/.test(joined)) return undefined;
  const next = nextFilled(lines, at + count, 3);
  const isQuoteBelow = next !== undefined && (next.depth > 0 || /^\s?\|/.test(next.text));
  const whole = { lines: count, isQuoteBelow: next !== undefined && next.depth > 0, text: joined, before: '' };
  if (isOld) return whole;
  const isVerbal = hasVerb(joined);
  const hasAddress = ADDRESS.test(joined);
  const isTimed = TIME.test(joined);
  const within = isVerbal && isQuoteBelow ? WITHIN.exec(joined) : null;
  if (within !== null && within.index > 1) {
    const before = joined
      .slice(0, within.index + 1)
      .replace(/[\s-]+$/, '')
      .trim();
    if (before !== '' && !beginsWithDate(before)) return { ...whole, before };
  }
  if (!isVerbal) {
    // A language that is not known here, or none: the date, the time and the address, or a quote below, say enough.
    const isKnown = isTimed && DAY.test(joined) && (isQuoteBelow || (isDated && /<\s?[^<>\s]{1,64}@/.test(joined)));
    return isKnown ? whole : undefined;
  }
  if (isQuoteBelow) return isDated || hasAddress || isTimed || count === 1 ? whole : undefined;
  // Without quote marks below, an address or a full date tells a mail program's line from a customer's.
  return hasAddress || (isDated && isTimed && DAY.test(joined)) ? whole : undefined;
}

function hasVerb(text: string): boolean {
  const lower = text.toLowerCase();
  return VERBS.test(lower) || OTHER_VERBS.test(lower);
}

function beginsWithDate(text: string): boolean {
  const start = text.slice(0, 80);
  return BARE_DATE_START.test(start) || (WITH_STARTER.test(start) && DATE_START.test(start));
}

function shown(line: Line | undefined, isRaw = false): string {
  const text = (isRaw ? line?.raw : line?.text) ?? '';
  return text
    .slice(0, LONGEST_LINE)
    .replace(/[\u00a0\u202f\u2009\ufeff\u200b*]/g, ' ')
    .trim();
}

function angles(text: string): number {
  let open = 0;
  for (const character of text) {
    if (character === '<') open++;
    else if (character === '>') open--;
  }
  return open;
}

function nextFilled(lines: readonly Line[], from: number, within: number): Line | undefined {
  for (let i = from; i < Math.min(lines.length, from + within); i++) {
    const line = lines[i];
    if (line !== undefined && (line.depth > 0 || !isBlankText(line.text))) return line;
  }
  return undefined;
}
