/** Reading with patterns: bounded in number, so that no text makes a finder slow or its result large. */
import type { Candidate, Source } from './found.ts';

/** More candidates than these of one pattern are not read. */
const MAX_MATCHES = 500;

/** What a match means; `undefined` when it is nothing. Places default to the whole match. */
export type Reading = Omit<Candidate, 'start' | 'end'> & { readonly start?: number; readonly end?: number };

/** `pattern` has the flag `g` and reads the folded text. */
export function readMatches(
  source: Source,
  pattern: RegExp,
  read: (match: RegExpExecArray) => Reading | undefined,
): Candidate[] {
  const found: Candidate[] = [];
  let seen = 0;
  for (const match of source.folded.matchAll(pattern)) {
    seen += 1;
    if (seen > MAX_MATCHES) break;
    const reading = read(match);
    if (reading === undefined) continue;
    found.push({ start: match.index, end: match.index + match[0].length, ...reading });
  }
  return found;
}

/** What stands directly before `at` in the folded text, at most `length` characters, in the same line. */
export function before(source: Source, at: number, length: number): string {
  const piece = source.folded.slice(Math.max(0, at - length), at);
  return piece.slice(piece.lastIndexOf('\n') + 1);
}

/** What stands directly after `at` in the folded text, at most `length` characters, in the same line. */
export function after(source: Source, at: number, length: number): string {
  const piece = source.folded.slice(at, at + length);
  const feed = piece.indexOf('\n');
  return feed < 0 ? piece : piece.slice(0, feed);
}
