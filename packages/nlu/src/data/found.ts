/** What a piece of data found in a mail looks like, and what finders work with. */
import type { Json } from '@facteur/primitives';
import type { Catalogue } from './catalogue.ts';
import type { NumberMatcher } from './numbers/number-pattern.ts';

/** Numbers have the type that their pattern declares: `order-number`, `invoice-number`, `booking-number`, `parcel-number` … */
export type DatumType =
  | `${string}-number`
  | 'money'
  | 'date'
  | 'period'
  | 'duration'
  | 'email'
  | 'phone'
  | 'iban'
  | 'bic'
  | 'person-name'
  | 'postal-address'
  | 'product';

/**
 * A piece of data: `raw` is as written at `start`..`end` (UTF-16 units) of the text or subject, `value` is normalised:
 * numbers as their pattern writes them (`CMD-2026-00123`); money `{ minor, currency }`, minor units as an integer; dates `2026-11-30`;
 * periods `{ from, to }`, both days included; durations `{ iso: 'P8D', since? }`; mail addresses in lower case; phones in E.164; IBAN
 * and BIC in capitals without blanks, check digits verified; names `Claire Martin`; postal addresses
 * `{ street, postcode?, city?, country? }`; products by the id that the catalogue gives them.
 */
export interface FoundDatum {
  readonly type: DatumType;
  readonly value: Json;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly in: 'text' | 'subject';
  /** 0..1: how sure it is that this is meant. Below `SURE` a human should look before anything is done with it. */
  readonly confidence: number;
}

/** From this confidence on a piece of data may be acted upon. */
export const SURE = 0.5;

/** What is known beside the text; all of it optional. */
export interface DataContext {
  /** The day on which the mail was written, ISO 8601 (of a date-time only the date counts). Without it, relative dates have no value. */
  readonly now?: string;
  /** ISO 3166 code of the country whose phones, addresses and currency are meant unless the text hints at another; default FR. */
  readonly country?: string;
  /** Default `defaultNumbers`. */
  readonly numbers?: readonly NumberMatcher[];
  /** Default none: no products are found. */
  readonly catalogue?: Catalogue;
  /** What is less sure is left out; default `SURE`. With 0, dates that could not be resolved are given too, with `null`. */
  readonly minConfidence?: number;
}

/** A text in both forms, of equal length: as written, and folded (lower case, no accents, plain blanks, quotes and dashes). */
export interface Source {
  readonly text: string;
  readonly folded: string;
  readonly numbers: readonly NumberMatcher[];
  readonly catalogue: Catalogue | undefined;
  /** Days since 1970-01-01. */
  readonly today: number | undefined;
  /** ISO 3166. */
  readonly country: string;
  /** True when the text itself, not only the context, speaks for that country. */
  readonly isCountryHinted: boolean;
}

/** Something that may be data; `decoy` marks what looks like data and is none (a time, a web address), so that nobody else takes it. */
export interface Candidate {
  readonly type: DatumType | 'decoy';
  readonly value: Json;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** Which of two overlapping candidates wins; default the confidence. Then the longer one wins. */
  readonly weight?: number;
  /** Data inside this one that stand beside it: the two days of a period. */
  readonly parts?: readonly Candidate[];
}

/** Never throws; bounded in time for any input. */
export type Finder = (source: Source) => Candidate[];
