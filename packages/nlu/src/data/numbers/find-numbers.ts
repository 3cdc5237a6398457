/** Finds numbers of declared shapes as customers type them: other separators, small letters, one O for a 0. */
import { type Candidate, type Finder, type Source, SURE } from '../found.ts';
import { before } from '../matches.ts';
import { passes } from './checks.ts';
import type { NumberMatcher, Place } from './number-pattern.ts';

/** Read in both directions; what is repaired is never more than one character of a number. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  I: '1',
  L: '1',
  '|': '1',
  S: '5',
  B: '8',
  Z: '2',
};
const LETTER_FOR: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B', '2': 'Z' };
const MAX_NUMBERS = 500;
const NEAR_CHARACTERS = 40;
/** A kind of number that nobody declared, directly before the digits. */
const OTHER_NUMBERS =
  /\b(?:clients?|tel|telephone|lot|serie|facture|dossier|compte|adherent|carte|fidelite|article|siret|customer|account|phone)\b[^\p{L}]{0,4}(?:(?:numero|num|no?|n°)\b)?[^\p{L}\p{N}]{0,4}$/u;
/** Separators that may stand where the pattern has one. */
const MAX_SEPARATORS = 3;

/** The characters of one number as read, and where it ends. */
interface Walked {
  readonly read: readonly string[];
  readonly repairs: number;
  readonly gaps: number;
  readonly end: number;
}

export const findNumbers: Finder = (source) => {
  const found: Candidate[] = [];
  const starts = startsIn(source.folded);
  for (const matcher of source.numbers) {
    const isNear = nearnessIn(source.folded, matcher);
    if (isNear === undefined) continue;
    let end = 0;
    for (const at of starts) {
      if (at < end || !opens(matcher, source.folded, at)) continue;
      const candidate = numberAt(source, matcher, at, isNear);
      if (candidate === undefined) continue;
      found.push(candidate);
      end = candidate.end;
      if (found.length >= MAX_NUMBERS) return found;
    }
  }
  return found;
};

/** Where words and numbers begin. */
function startsIn(folded: string): number[] {
  const starts: number[] = [];
  for (const { index } of folded.matchAll(/(?<![\p{L}\p{N}])[a-z0-9|]/gu)) starts.push(index);
  return starts;
}

/** Whether one of the matcher's words stands near before a place; `undefined` where no number of it can be in this text. */
function nearnessIn(folded: string, { near, isDigitsOnly }: NumberMatcher): ((start: number) => boolean) | undefined {
  if (near === undefined) return () => true;
  const places = new Set<number>();
  for (const { index, 0: word } of folded.matchAll(near)) {
    for (let at = index + word.length; at <= index + word.length + NEAR_CHARACTERS && folded[at] !== '\n'; at += 1)
      places.add(at);
  }
  return places.size === 0 && isDigitsOnly ? undefined : (start) => places.has(start);
}

/** A quick look at the first two characters, since nearly all places end there. */
function opens({ places }: NumberMatcher, folded: string, at: number): boolean {
  const [first, second] = places;
  return (
    first !== undefined &&
    second !== undefined &&
    isReadable(first, folded[at]) &&
    (second.separator !== '' || isReadable(second, folded[at + 1]) || isSeparator(folded[at + 1], true))
  );
}

function isReadable(place: Place, character = ''): boolean {
  const written = character.toUpperCase();
  return fits(place, written) || repairOf(place, written) !== undefined;
}

function isAlphanumeric(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function numberAt(
  source: Source,
  matcher: NumberMatcher,
  start: number,
  isNearAt: (start: number) => boolean,
): Candidate | undefined {
  const walked = walk(source.folded, matcher, start);
  if (walked === undefined || isInLongerNumber(source.folded, matcher, start, walked)) return undefined;
  const isNear = isNearAt(start);
  if (matcher.isDigitsOnly && (!isNear || isNamedOtherwise(before(source, start, 24), matcher))) return undefined;
  if (!isNear && walked.gaps > 4) return undefined;
  if (walked.gaps > 0 && takesAnyLetter(matcher) && hasSmallLetters(source.text.slice(start, walked.end)))
    return undefined;
  const written = { ...walked, isOk: matcher.check !== undefined && passes(matcher.check, walked.read.join('')) };
  const best = matcher.check === undefined || written.isOk ? written : (repaired(matcher, walked) ?? written);
  if (matcher.check !== undefined && !best.isOk && (!isNear || best.repairs > 0)) return undefined;
  const value = best.read.map((character, at) => (matcher.places[at]?.separator ?? '') + character).join('');
  const confidence = confidenceOf(matcher, best, isNear);
  // What fails its check leaves its place to dates and phones.
  return {
    type: matcher.type,
    value,
    start,
    end: walked.end,
    confidence,
    weight: confidence < SURE ? confidence : 0.97,
  };
}

function confidenceOf(
  matcher: NumberMatcher,
  { repairs, isOk }: { repairs: number; isOk: boolean },
  isNear: boolean,
): number {
  if (matcher.check !== undefined && !isOk) return matcher.check === 'colissimo' ? 0.5 : 0.3;
  const sure = isOk ? 0.99 : matcher.isDistinct ? 0.95 : isNear && matcher.near !== undefined ? 0.8 : 0.6;
  return repairs === 0 ? sure : sure - 0.15;
}

/** Follows the places from `start`; `undefined` when the text does not have that shape, or would need two repairs. */
function walk(folded: string, { places, isDistinct }: NumberMatcher, start: number): Walked | undefined {
  const read: string[] = [];
  let at = start;
  let repairs = 0;
  let gaps = 0;
  for (const [index, place] of places.entries()) {
    const from = at;
    const most = index === 0 ? 0 : place.separator === '' ? 1 : MAX_SEPARATORS;
    while (at - from < most && isSeparator(folded[at], isDistinct || place.separator === '/')) at += 1;
    if (at > from && place.separator === '') gaps += 1;
    const written = (folded[at] ?? '').toUpperCase();
    const character = fits(place, written) ? written : repairOf(place, written);
    if (character === undefined) return undefined;
    if (character !== written) repairs += 1;
    if (repairs > 1) return undefined;
    read.push(character);
    at += 1;
  }
  return isAlphanumeric(folded[at]) ? undefined : { read, repairs, gaps, end: at };
}

/** A slash in a row of digits makes it a date. */
function isSeparator(character: string | undefined, isDistinct: boolean): boolean {
  return character !== undefined && (isDistinct ? ' ._/()-' : ' ._()-').includes(character);
}

/** Words in a row fit such a shape: "un 123 …". */
function takesAnyLetter({ places }: NumberMatcher): boolean {
  return places.some(({ kind }) => kind === 'any' || kind === 'letter');
}

function fits({ kind, literal }: Place, written: string): boolean {
  if (kind === 'literal') return written === literal;
  const isDigit = written >= '0' && written <= '9';
  if (kind === 'digit') return isDigit;
  const isLetter = written >= 'A' && written <= 'Z' && written.length === 1;
  return isLetter || (kind === 'any' && isDigit);
}

function repairOf(place: Place, written: string): string | undefined {
  const digit = LOOK_ALIKE[written];
  if (digit !== undefined && fits(place, digit)) return digit;
  const letter = LETTER_FOR[written];
  return letter !== undefined && fits(place, letter) ? letter : undefined;
}

/** Where a place takes letters and digits, the other of two look-alikes may be what makes the check digits fit. */
function repaired({ check, places }: NumberMatcher, walked: Walked): (Walked & { isOk: boolean }) | undefined {
  if (check === undefined || walked.repairs > 0) return undefined;
  for (const [index, character] of walked.read.entries()) {
    const other = LOOK_ALIKE[character] ?? LETTER_FOR[character];
    if (places[index]?.kind !== 'any' || other === undefined) continue;
    const read = walked.read.with(index, other);
    if (passes(check, read.join(''))) return { ...walked, read, repairs: 1, isOk: true };
  }
  return undefined;
}

/** "commande du 3, n° client 00451278": the nearer word says what the digits are. */
function isNamedOtherwise(earlier: string, { near }: NumberMatcher): boolean {
  const [word] = OTHER_NUMBERS.exec(earlier) ?? [];
  return word !== undefined && near !== undefined && word.search(near) < 0;
}

/** Eight digits in the middle of sixteen are no number of eight digits, and "CMD-2026-1077" is another shape with a digit missing. */
function isInLongerNumber(folded: string, { isDigitsOnly }: NumberMatcher, start: number, walked: Walked): boolean {
  if (!isDigitsOnly) return false;
  const earlier = folded.slice(Math.max(0, start - 2), start);
  const later = folded.slice(walked.end, walked.end + 2);
  if (walked.gaps > 0 && /\p{L}[-._/]$/u.test(earlier)) return true;
  return /\d[ .,/-]?$/.test(earlier) || /^(?:[ .,/-]?\d|[.,/:-]\w|@)/.test(later);
}

function hasSmallLetters(written: string): boolean {
  return /\p{Ll}/u.test(written);
}
