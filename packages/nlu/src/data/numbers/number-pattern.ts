/** Shapes of the company's numbers, declared in a notation that cannot be slow: no repetition, no alternatives. */
import { AppError } from '@facteur/primitives';
import { type CheckName, checkNames } from './checks.ts';

/** One shape. */
export interface NumberPattern {
  /** Names the data in journeys: `order-number`. */
  readonly type: `${string}-number`;
  /**
   * `#` a digit, `@` a letter, `*` a letter or digit; capitals and digits stand for themselves; `-`, blank, `.`, `/` and `_` separate, and customers may write
   * any of them, or none. 3 to 40 characters: `CMD-20##-#####`.
   */
  readonly pattern: string;
  /** Default none. */
  readonly check?: CheckName;
  /**
   * Words of which one must stand within 40 characters before; needed where the shape alone says little (`########`). For a shape with capitals of its
   * own, or with check digits that fit, they are not asked for.
   */
  readonly near?: readonly string[];
}

/** One character of a number; `separator` is what the normalised form has before it. */
export interface Place {
  readonly kind: 'digit' | 'letter' | 'any' | 'literal';
  readonly literal: string;
  readonly separator: string;
}

/** A pattern, read. */
export interface NumberMatcher {
  readonly type: `${string}-number`;
  readonly places: readonly Place[];
  readonly check: CheckName | undefined;
  /** Reads folded text, all of it. */
  readonly near: RegExp | undefined;
  /** How sure the shape alone makes: `distinct` has letters of its own. */
  readonly isDistinct: boolean;
  readonly isDigitsOnly: boolean;
}

const KINDS: Readonly<Record<string, Place['kind']>> = { '#': 'digit', '@': 'letter', '*': 'any' };

/** @throws AppError `CONFIG_INVALID` for a shape, type or check that is none. */
export function readNumberPattern({ type, pattern, check, near = [] }: NumberPattern): NumberMatcher {
  if (!/^[a-z][a-z-]{0,40}-number$/.test(type)) throw invalid(`the type "${type}" is not like "order-number"`, pattern);
  if (!/^[#@*A-Z0-9](?:[-./_ ]?[#@*A-Z0-9]){2,39}$/.test(pattern))
    throw invalid('it may hold # @ * A-Z 0-9 and separators', pattern);
  if (check !== undefined && !checkNames.includes(check)) throw invalid(`the check "${check}" is unknown`, pattern);
  const places = placesOf(pattern);
  return {
    type,
    places,
    check,
    near: near.length === 0 ? undefined : new RegExp(`\\b(?:${near.map(escaped).join('|')})\\b`, 'g'),
    isDistinct: /[A-Z]/.test(pattern),
    isDigitsOnly: places.every(({ kind, literal }) => kind === 'digit' || (kind === 'literal' && /\d/.test(literal))),
  };
}

function placesOf(pattern: string): Place[] {
  const places: Place[] = [];
  let separator = '';
  for (const sign of pattern) {
    if (/[-./_ ]/.test(sign)) separator = sign;
    else {
      places.push({ kind: KINDS[sign] ?? 'literal', literal: sign, separator });
      separator = '';
    }
  }
  return places;
}

function escaped(word: string): string {
  return word.replace(/[^\p{L}\p{N} ]/gu, '\\$&');
}

function invalid(why: string, pattern: string): AppError {
  return new AppError('CONFIG_INVALID', `The number pattern "${pattern}": ${why}`, { pattern });
}
