/**
 * Index values as bytes that sort as the values do: numbers, then strings (by UTF-8 code unit), then booleans, as MongoDB
 * has it. No value's bytes are the beginning of another's, so any number of them can stand in a row.
 */
import type { IndexValue } from './store.ts';

const NUMBER = 0x10;
const STRING = 0x20;
const BOOLEAN = 0x30;
/** Above every tag and every byte of UTF-8. */
const ABOVE_ALL = 0xff;
/** Ends a string; in a string, 00 and 01 stand as 01 01 and 01 02. */
const STRING_END = 0x00;
const ESCAPE = 0x01;

/** The longest row: 32 fields (`check-definition.ts`) of 500 characters at 3 bytes, tag and end. */
const scratch = Buffer.allocUnsafe(32 * (500 * 3 + 2));

/** The bytes of `values` in a row. */
export function encodeValues(values: readonly IndexValue[]): Buffer {
  let end = 0;
  for (const value of values) end = writeValue(value, end);
  return Buffer.from(scratch.subarray(0, end));
}

/** The bytes between which (`low` inclusive, `high` exclusive) all rows lie that begin with `equals` and go on within the range. */
export function encodeBounds(
  equals: readonly IndexValue[],
  from?: IndexValue,
  below?: IndexValue,
): { low: Buffer; high: Buffer } {
  const prefix = encodeValues(equals);
  const bound = from ?? below;
  if (bound === undefined) return { low: prefix, high: Buffer.concat([prefix, Buffer.of(ABOVE_ALL)]) };
  const tag = tagOf(bound);
  return {
    low: Buffer.concat([prefix, from === undefined ? Buffer.of(tag) : encodeValues([from])]),
    high: Buffer.concat([prefix, below === undefined ? Buffer.of(tag + 1) : encodeValues([below])]),
  };
}

function tagOf(value: IndexValue): number {
  if (typeof value === 'number') return NUMBER;
  return typeof value === 'string' ? STRING : BOOLEAN;
}

function writeValue(value: IndexValue, at: number): number {
  scratch[at] = tagOf(value);
  if (typeof value === 'string') return writeString(value, at + 1);
  if (typeof value === 'number') return writeNumber(value, at + 1);
  scratch[at + 1] = value ? 1 : 0;
  return at + 2;
}

/** IEEE 754, big-endian; the sign bit is turned over, and for negative numbers all others too; so -0 becomes 0. */
function writeNumber(value: number, at: number): number {
  scratch.writeDoubleBE(value, at);
  if (value < 0) for (let i = at; i < at + 8; i += 1) scratch[i] = ~(scratch[i] ?? 0);
  else scratch[at] = (scratch[at] ?? 0) | 0x80;
  return at + 8;
}

function writeString(value: string, at: number): number {
  let end = at;
  for (let i = 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit >= 0x80) return writeUnicode(value, at);
    if (unit <= ESCAPE) {
      scratch[end] = ESCAPE;
      end += 1;
    }
    scratch[end] = unit <= ESCAPE ? unit + 1 : unit;
    end += 1;
  }
  scratch[end] = STRING_END;
  return end + 1;
}

function writeUnicode(value: string, at: number): number {
  let end = at;
  for (const byte of Buffer.from(value)) {
    if (byte <= ESCAPE) {
      scratch[end] = ESCAPE;
      end += 1;
    }
    scratch[end] = byte <= ESCAPE ? byte + 1 : byte;
    end += 1;
  }
  scratch[end] = STRING_END;
  return end + 1;
}
