/** What a piece of data found in a mail looks like. */
import type { Json } from '@facteur/primitives';

export type DatumType = 'order-number' | 'money' | 'date' | 'email' | 'phone' | 'iban';

/**
 * A piece of data: `raw` is as written at `start`..`end` of the text or subject, `value` is normalised. Order numbers
 * `CMD-2026-00123`; money `{ minor, currency }`, minor units as an integer; dates `2026-11-30`; addresses in lower case; phones in
 * E.164; IBAN in capitals without blanks, check digits verified.
 */
export interface FoundDatum {
  readonly type: DatumType;
  readonly value: Json;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly in: 'text' | 'subject';
}

/** A kind of data: a pattern with the flag `g`, and what a match means; undefined when it is none, or the length to keep. */
export interface Finder {
  readonly type: DatumType;
  readonly pattern: RegExp;
  read(match: RegExpExecArray): Reading | undefined;
}

/** `length`: how much of the match belongs to it; default all. */
export interface Reading {
  readonly value: Json;
  readonly length?: number;
}
