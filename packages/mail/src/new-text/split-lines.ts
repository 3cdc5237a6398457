/** Parts a mail's lines into what its sender newly wrote, the mails quoted in it, and the signature. Linear. */
import { attributionAt } from './attribution.ts';
import { type Headers, headerBlock } from './header-block.ts';
import { isBlankText, type Line, ownLine, trimBlankLines } from './lines.ts';
import { isForwardPhrase, isFrenchWebmailStart, isRule, separatorOf } from './separators.ts';
import { cutSignature } from './signature.ts';

/** The mail that is quoted first. */
export interface Original extends Headers {
  /** The announcement itself says that it is forwarded. */
  readonly isForward: boolean;
  /** Nothing but an announcement by name and date, as answers have. */
  readonly isAttribution: boolean;
}

/** The parts of a mail's lines. */
export interface SplitLines {
  readonly text: string;
  readonly quoted: string;
  readonly signature: string;
  readonly original?: Original;
}

interface Boundary {
  readonly lines: number;
  /** True when all that follows is quoted. */
  readonly isOpenEnded: boolean;
  readonly original: Original;
  readonly before?: string;
}

/** Blank lines between an announcement and the headers below it. */
const NEAR = 4;

/** Parts `lines`; answers between quoted lines are all new text. `isForwardExpected`: the subject says so. */
export function splitLines(lines: readonly Line[], isForwardExpected = false): SplitLines {
  const fresh: Line[] = [];
  const quoted: string[] = [];
  const signed: string[] = [];
  let original: Original | undefined;
  let at = 0;
  let runStart = 0;
  while (at < lines.length) {
    const line = lines[at] ?? ownLine('');
    const isQuoted = line.depth > 0;
    if (isQuoted && at > 0 && (lines[at - 1]?.depth ?? 0) === 0) runStart = at;
    // Within quoted lines, only their first ones may announce the forwarded mail.
    const boundary = !isQuoted || (original === undefined && at - runStart < NEAR) ? boundaryAt(lines, at) : undefined;
    if (boundary !== undefined) {
      if (isQuoted) {
        original ??= boundary.original;
        if (!boundary.original.isForward && !isForwardExpected) {
          quoted.push(line.raw);
          at++;
          continue;
        }
      }
      original ??= boundary.original;
      if (boundary.before) fresh.push(ownLine(boundary.before));
      const end = boundary.isOpenEnded ? lines.length : at + boundary.lines;
      for (; at < end; at++) quoted.push(lines[at]?.raw ?? '');
      continue;
    }
    if (isQuoted || line.role === 'attribution' || isLeftover(lines, at)) quoted.push(line.raw);
    else if (line.role === 'signature') signed.push(line.text);
    else fresh.push(line);
    at++;
  }
  const { text, signature } = cutSignature(fresh.map((line) => line.text));
  return {
    text,
    quoted: trimBlankLines(quoted),
    signature: trimBlankLines([signature, ...signed]),
    ...(original === undefined ? {} : { original }),
  };
}

/** What a mail program broke off a quoted line: it stands between quoted lines and ends in a quote mark. */
function isLeftover(lines: readonly Line[], at: number): boolean {
  if (!(lines[at]?.text.endsWith('>') ?? false)) return false;
  return (lines[at - 1]?.depth ?? 0) > 0 && (lines[at + 1]?.depth ?? 0) > 0;
}

function boundaryAt(lines: readonly Line[], at: number): Boundary | undefined {
  const line = lines[at];
  if (line === undefined) return undefined;
  if (line.role === 'original') return openEnded(headersNear(lines, at), false);
  const { text } = line;
  if (!isCandidate(text)) return undefined;
  return separated(lines, at, text) ?? headed(lines, at, line) ?? attributed(lines, at);
}

/** Below a separator, a rule or a phrase; a rule and a phrase are one only with a header block below them. */
function separated(lines: readonly Line[], at: number, text: string): Boundary | undefined {
  const isRuled = /^\s{0,4}\*?\s?[-_=*+]{2}/.test(text);
  const separator = isRuled ? separatorOf(text) : undefined;
  if (separator !== undefined) {
    const below = separator.rest.trim() === '' ? headersNear(lines, at + 1) : headersOf(separator.rest);
    return openEnded(below, separator.isForward);
  }
  if (isFrenchWebmailStart(text)) return openEnded(headersNear(lines, at + 1), false);
  const isPhrase = !isRuled && isForwardPhrase(text);
  if (!isPhrase && !(isRuled && isRule(text))) return undefined;
  const below = headersNear(lines, at + 1);
  return below === undefined ? undefined : openEnded(below, isPhrase);
}

function headed(lines: readonly Line[], at: number, line: Line): Boundary | undefined {
  const headers = headerBlock(lines, at, line.role === 'rule');
  return headers === undefined ? undefined : openEnded(headers, false);
}

/** Cheap, as it is asked of every line. */
function isCandidate(text: string): boolean {
  if (text.length > 2000) return false;
  return text.includes(':') || /[：@<]|^\s{0,4}\*?[-_=*+]{2}|^.{0,40}\d/.test(text);
}

function attributed(lines: readonly Line[], at: number): Boundary | undefined {
  const found = attributionAt(lines, at);
  if (found === undefined) return undefined;
  const original: Original = { from: found.text, isForward: false, isAttribution: true };
  return { lines: found.lines, isOpenEnded: !found.isQuoteBelow, original, before: found.before };
}

function openEnded(headers: Headers | undefined, isForward: boolean): Boundary {
  return { lines: 1, isOpenEnded: true, original: { ...headers, isForward, isAttribution: false } };
}

function headersOf(text: string): Headers | undefined {
  return headerBlock([ownLine(text)], 0, true);
}

/** The header block that follows, quoted or not; blank lines and further separators are passed over. */
function headersNear(lines: readonly Line[], from: number): Headers | undefined {
  for (let i = from; i < Math.min(lines.length, from + NEAR); i++) {
    const text = lines[i]?.text ?? '';
    if (isBlankText(text) || isRule(text)) continue;
    const separator = separatorOf(text);
    if (separator === undefined) return headerBlock(lines, i, true);
    if (separator.rest.trim() !== '') return headersOf(separator.rest);
  }
  return undefined;
}
