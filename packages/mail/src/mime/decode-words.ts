/** Encoded words in headers (RFC 2047), as programs really write them: split characters, blanks inside, raw 8-bit around. */
import { decodeByteString, decodeCharset } from './decode-charset.ts';
import { decodeBase64 } from './decode-transfer.ts';

/** Above this the rest of a value is not decoded, nor kept. */
const MAX_VALUE = 50_000;
/** RFC 2047 §2 allows 75 characters; programs that know no folding write thousands. */
const WORD = /=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?]|\?(?!=)){0,4000})\?=/g;

/** `value`, a byte string, as text: encoded words decoded, what stands around them as it most likely was meant. */
export function decodeWords(value: string): string {
  const bounded = value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value;
  if (!bounded.includes('=?')) return decodeByteString(bounded);
  let text = '';
  let at = 0;
  let run: WordRun | undefined;
  for (const match of bounded.matchAll(WORD)) {
    const between = bounded.slice(at, match.index);
    // Blanks between two encoded words are folding, not text (RFC 2047 §6.2).
    if (run !== undefined && between.trim() !== '') {
      text += decodeRun(run);
      run = undefined;
    }
    if (run === undefined) text += decodeByteString(between);
    const charset = (match[1] ?? '').split('*')[0]?.toLowerCase() ?? '';
    const bytes = wordBytes(match[2] ?? '', match[3] ?? '');
    if (run !== undefined && run.charset !== charset) {
      text += decodeRun(run);
      run = undefined;
    }
    // Several words in one charset are decoded as one: a character may be split between them.
    if (run === undefined) run = { charset, bytes: [bytes] };
    else run.bytes.push(bytes);
    at = match.index + match[0].length;
  }
  return text + (run === undefined ? '' : decodeRun(run)) + decodeByteString(bounded.slice(at));
}

interface WordRun {
  readonly charset: string;
  readonly bytes: Buffer[];
}

function decodeRun({ charset, bytes }: WordRun): string {
  return decodeCharset(Buffer.concat(bytes), charset).text;
}

function wordBytes(encoding: string, encoded: string): Buffer {
  if (encoding === 'b' || encoding === 'B') return decodeBase64(encoded);
  const bytes = encoded
    .replaceAll('_', ' ')
    .replace(/=([0-9a-fA-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
