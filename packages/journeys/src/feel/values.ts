/** What a rule computes with: values whose kind is known, taken from data that nobody has checked. */
import { type Bilingual, say } from '../bilingual.ts';
import { type Rational, rationalOf } from './rational.ts';

/** A value of a rule. Lists are read item by item, only when a rule looks at them. */
export type Value =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'money'; readonly minor: bigint; readonly currency: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly (() => Value)[] }
  | { readonly kind: 'record'; readonly value: object };

/** The variables of a run, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** Thrown inside an evaluation that cannot be decided; never leaves `feel/`. */
export class Undecided extends Error {
  readonly why: Bilingual;

  constructor(why: Bilingual) {
    super(why.en);
    this.name = 'Undecided';
    this.why = why;
  }
}

const KIND_NAMES: Readonly<Record<Value['kind'], Bilingual>> = {
  number: say('un nombre', 'a number'),
  money: say('un montant', 'an amount of money'),
  text: say('un texte', 'a text'),
  flag: say('un oui/non', 'a yes/no'),
  date: say('une date', 'a date'),
  list: say('une liste', 'a list'),
  record: say('une fiche', 'a record'),
};

/** The kind of `value` in words. */
export function kindName(value: Value): Bilingual {
  return value.kind === 'money'
    ? say(`un montant en ${value.currency}`, `an amount in ${value.currency}`)
    : KIND_NAMES[value.kind];
}

/** True for an object that claims to be money, well formed or not. */
export function looksLikeMoney(raw: unknown): raw is Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null) return false;
  const has = (key: string): boolean => Object.hasOwn(raw, key);
  return has('minor') || (has('currency') && (has('value') || has('amount')));
}

/** True for `{ minor: safe integer, currency: 'EUR' }` and nothing else: the only form in which money is believed. */
export function isMoney(raw: unknown): raw is { minor: number; currency: string } {
  return (
    looksLikeMoney(raw) &&
    Object.keys(raw).length === 2 &&
    Number.isSafeInteger(raw.minor) &&
    typeof raw.currency === 'string' &&
    /^[A-Z]{3}$/.test(raw.currency)
  );
}

/** True for a day of the calendar written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/**
 * `raw` (JSON data) as a value; `label` names it in messages.
 * @throws Undecided on a missing value, a number that is none, or money in any other form than integer minor units.
 */
export function readValue(raw: unknown, label: string): Value {
  if (raw === undefined || raw === null) throw new Undecided(say(`« ${label} » manque`, `"${label}" is missing`));
  if (typeof raw === 'string') return { kind: 'text', value: raw };
  if (typeof raw === 'boolean') return { kind: 'flag', value: raw };
  if (typeof raw === 'number') return numberOf(raw, label);
  if (Array.isArray(raw)) {
    return { kind: 'list', items: raw.map((item: unknown, index) => () => readValue(item, `${label}[${index + 1}]`)) };
  }
  if (isMoney(raw)) return { kind: 'money', minor: BigInt(raw.minor), currency: raw.currency };
  if (looksLikeMoney(raw)) throw new Undecided(badMoney(label));
  return { kind: 'record', value: raw };
}

function numberOf(raw: number, label: string): Value {
  const value = Number.isFinite(raw) ? rationalOf(String(raw)) : undefined;
  if (value === undefined) throw new Undecided(say(`« ${label} » n’est pas un nombre`, `"${label}" is not a number`));
  return { kind: 'number', value };
}

function badMoney(label: string): Bilingual {
  return say(
    `« ${label} » n’est pas un montant exact (entier de centimes et devise)`,
    `"${label}" is not an exact amount (integer minor units and currency)`,
  );
}

/**
 * The value as JSON data again, for what leaves the rule (inputs of a call, keys).
 * @throws Undecided on a number that JSON cannot hold exactly.
 */
export function toJson(value: Value): unknown {
  switch (value.kind) {
    case 'number':
      return jsonNumber(value.value);
    case 'money':
      return { minor: jsonNumber({ n: value.minor, d: 1n }), currency: value.currency };
    case 'list':
      return value.items.map((item) => toJson(item()));
    default:
      return value.value;
  }
}

function jsonNumber({ n, d }: Rational): number {
  const number = Number(n) / Number(d);
  const exact = rationalOf(String(number));
  if (exact === undefined || exact.n !== n || exact.d !== d) {
    throw new Undecided(say('un résultat ne tombe pas juste', 'a result is not exact'));
  }
  return number;
}
