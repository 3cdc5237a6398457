/** Header values of the form `value; name=value; …` (RFC 2045 §5.1), with the continuations and charsets of RFC 2231. */
import { decodeByteString, decodeCharset } from './decode-charset.ts';
import { decodeWords } from './decode-words.ts';

/** Above these a header is cut: nobody honest writes them. */
const MAX_VALUE = 20_000;
const MAX_PARAMS = 200;

/** A value and its parameters; names in lower case, values decoded. */
export interface HeaderValue {
  /** In lower case, without comments. */
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

/** Reads `source`, a byte string; linear in its length. */
export function readHeaderValue(source: string): HeaderValue {
  const [value = '', ...rest] = splitParams(source.slice(0, MAX_VALUE));
  const params = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const param of rest.slice(0, MAX_PARAMS)) {
    const equals = param.indexOf('=');
    if (equals <= 0) continue;
    const [, name = '', number, extended] = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(param.slice(0, equals).trim()) ?? [];
    if (name === '') continue;
    const key = name.toLowerCase();
    const text = param.slice(equals + 1).trim();
    if (number === undefined && extended === undefined) {
      if (!params.has(key)) params.set(key, decodeWords(text));
    } else {
      const list = pieces.get(key) ?? [];
      list.push({ number: Number(number ?? 0), isEncoded: extended !== undefined, text });
      pieces.set(key, list);
    }
  }
  // RFC 2231's form is there for programs that know it, the plain one beside it for the others.
  for (const [name, list] of pieces) params.set(name, joined(list));
  return { value: value.trim().toLowerCase(), params };
}

interface Piece {
  readonly number: number;
  readonly isEncoded: boolean;
  readonly text: string;
}

function joined(pieces: readonly Piece[]): string {
  const sorted = [...pieces].sort((a, b) => a.number - b.number);
  let charset = '';
  const bytes = sorted.map(({ isEncoded, text }, index) => {
    if (!isEncoded) return Buffer.from(text, 'latin1');
    const [, label, encoded] = (index === 0 && /^([^']{0,60})'[^']{0,60}'(.*)$/s.exec(text)) || [];
    if (label !== undefined) charset = label;
    return percentDecoded(encoded ?? text);
  });
  const whole = Buffer.concat(bytes);
  return charset === '' ? decodeByteString(whole.toString('latin1')) : decodeCharset(whole, charset).text;
}

function percentDecoded(text: string): Buffer {
  const bytes = text.replace(/%([0-9a-fA-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}

/** Splits on `;`, with quotes opened and comments left out; a quote that is never closed ends with the value. */
function splitParams(source: string): string[] {
  if (!/["(]/.test(source)) return source.split(';');
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    // Windows programs write paths into names: there a backslash escapes only what needs it.
    if (isQuoted && char === '\\' && /["\\]/.test(source.charAt(i + 1))) part += source.charAt(++i);
    else if (char === '"' && depth === 0) isQuoted = !isQuoted;
    else if (isQuoted) part += char;
    else if (char === '(' && !part.includes('=')) depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (char === ';') {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  return parts;
}
