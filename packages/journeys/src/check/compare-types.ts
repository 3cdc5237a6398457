/** Which types a rule may compare and compute with: what `feel/operators.ts` does with values, said before they are there. */
import { type Bilingual, say } from '../bilingual.ts';
import { isIsoDate } from '../feel/values.ts';
import { kindInWords, type StaticType, UNKNOWN } from './static-type.ts';
import { type TypeFault, unknownWord } from './type-faults.ts';

/** One side of a comparison: what is known of it, and what the author wrote. */
export interface Typed {
  readonly type: StaticType;
  readonly text: string;
  /** Where it begins in the expression. */
  readonly offset: number;
  /** The text between the quotes, for a text that is written out. */
  readonly literal?: string | undefined;
  /** What stands between the brackets, for a list that is written out. */
  readonly items?: readonly Typed[] | undefined;
}

/** A fault in an expression, `offset` characters in. */
export interface PlacedFault extends TypeFault {
  readonly offset: number;
}

/** Why `a` cannot be compared with `b`; `ranked` for `<`, `<=`, `>`, `>=`. */
export function comparisonFault(a: Typed, b: Typed, ranked: boolean): PlacedFault | undefined {
  const [left, right] = [a.type.kind, b.type.kind];
  if (left === 'unknown' || right === 'unknown') return undefined;
  if (left === 'date' || right === 'date') return dateFault(a, b);
  if (left !== right) return mismatch(a, b);
  if (left === 'number' || left === 'money') return undefined;
  if (left === 'list' || left === 'record') return mismatch(a, b);
  if (ranked) return notRanked(a);
  return wordFault(a, b) ?? wordFault(b, a);
}

function wordFault({ type, text }: Typed, { literal, offset }: Typed): PlacedFault | undefined {
  if (type.kind !== 'text' || type.of === undefined || literal === undefined) return undefined;
  const words = type.of.map((word) => word.normalize());
  return words.includes(literal.normalize()) ? undefined : { ...unknownWord(literal, text, words), offset };
}

/** A day compares with a day, or with a text that is written as one. */
function dateFault(a: Typed, b: Typed): PlacedFault | undefined {
  if (a.type.kind === b.type.kind) return undefined;
  const other = a.type.kind === 'date' ? b : a;
  if (other.type.kind !== 'text') return mismatch(a, b);
  if (other.literal !== undefined && isIsoDate(other.literal)) return undefined;
  return {
    ...mismatch(a, b),
    offset: other.offset,
    hint: say('une date s’écrit date("2026-11-16")', 'a date is written date("2026-11-16")'),
  };
}

function notRanked(a: Typed): PlacedFault {
  const what = kindInWords(a.type.kind);
  return {
    code: 'wrong-value',
    offset: a.offset,
    message: say(
      `« ${a.text} » est ${what.fr} : on demande s’il est égal (= ou !=), pas s’il est plus grand`,
      `"${a.text}" is ${what.en}: it can be equal (= or !=), not greater`,
    ),
  };
}

/** Told at the side that is written out rather than read from data, else at the right one. */
function mismatch(a: Typed, b: Typed): PlacedFault {
  const money = moneyHint(a, b);
  const culprit = money?.number ?? (isWritten(b) || !isWritten(a) ? b : a);
  const other = culprit === b ? a : b;
  const [is, against] = [kindInWords(other.type.kind), kindInWords(culprit.type.kind)];
  return {
    code: 'wrong-value',
    offset: culprit.offset,
    message: say(
      `« ${other.text} » est ${is.fr} : cela ne se compare pas avec ${against.fr}`,
      `"${other.text}" is ${is.en}: it does not compare with ${against.en}`,
    ),
    ...(money && { hint: money.hint }),
  };
}

function isWritten({ text }: Typed): boolean {
  return /^["\d[-]|^(?:true|false)$/.test(text);
}

function moneyHint(a: Typed, b: Typed): { readonly number: Typed; readonly hint: Bilingual } | undefined {
  const sides = [a, b];
  const number = sides.find(({ type }) => type.kind === 'number');
  if (number === undefined || !sides.some(({ type }) => type.kind === 'money')) return undefined;
  const amount = isWritten(number) ? number.text : '150';
  const words = [
    `un montant se compare avec eur(${amount})`,
    `compare an amount of money with eur(${amount})`,
  ] as const;
  return { number, hint: say(...words) };
}

/** The type of `a op b`, or why that cannot be computed. */
export function computed(op: string, a: Typed, b: Typed): StaticType | PlacedFault {
  if (op === '+' && [a, b].every(({ type }) => type.kind === 'text')) return { kind: 'text' };
  for (const side of [a, b]) {
    if (!['unknown', 'number', 'money'].includes(side.type.kind)) return noNumber(side);
  }
  const kinds = `${a.type.kind} ${op} ${b.type.kind}`;
  if (kinds.includes('unknown')) return UNKNOWN;
  const result = COMPUTED[kinds];
  return result === undefined ? noResult(a, b, op) : { kind: result };
}

const COMPUTED: Readonly<Record<string, 'number' | 'money'>> = {
  'number + number': 'number',
  'number - number': 'number',
  'number * number': 'number',
  'number / number': 'number',
  'money + money': 'money',
  'money - money': 'money',
  'money / money': 'number',
  'money * number': 'money',
  'money / number': 'money',
  'number * money': 'money',
};

function noNumber({ text, type, offset }: Typed): PlacedFault {
  const what = kindInWords(type.kind);
  return {
    code: 'wrong-value',
    offset,
    message: say(
      `« ${text} » est ${what.fr} : on ne calcule pas avec`,
      `"${text}" is ${what.en}: it cannot be computed with`,
    ),
  };
}

function noResult(a: Typed, b: Typed, op: string): PlacedFault {
  const [left, right] = [kindInWords(a.type.kind), kindInWords(b.type.kind)];
  const hint = op === '+' || op === '-' ? moneyHint(a, b) : undefined;
  return {
    code: 'wrong-value',
    offset: hint?.number.offset ?? b.offset,
    message: say(`${left.fr} ${op} ${right.fr} : cela n’a pas de sens`, `${left.en} ${op} ${right.en} has no meaning`),
    ...(hint && { hint: say(hint.hint.fr.replace('compare', 'calcule'), hint.hint.en.replace('compare', 'compute')) }),
  };
}
