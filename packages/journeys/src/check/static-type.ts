/** What is known of a datum before any journey runs: its kind, and where that is known, its words or its members. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Field } from '../read/definition.ts';
import type { OutputType } from './catalogue.ts';

/** `unknown` is never wrong: nothing is said about it. */
export type StaticType =
  | { readonly kind: 'unknown' | 'number' | 'money' | 'date' | 'flag' | 'list' }
  /** `of`: the only words that it may be. */
  | { readonly kind: 'text'; readonly of?: readonly string[] }
  | { readonly kind: 'record'; readonly members: ReadonlyMap<string, StaticType> };

/** Types by the name of the variable; a name that is absent is unknown. */
export type TypeEnvironment = ReadonlyMap<string, StaticType>;

/** Nothing is known. */
export const UNKNOWN: StaticType = { kind: 'unknown' };

const KIND_NAMES: Readonly<Record<StaticType['kind'], Bilingual>> = {
  unknown: say('une donnée', 'a datum'),
  number: say('un nombre', 'a number'),
  money: say('un montant', 'an amount of money'),
  date: say('une date', 'a date'),
  flag: say('un oui/non', 'a yes/no'),
  list: say('une liste', 'a list'),
  text: say('un texte', 'a text'),
  record: say('une fiche', 'a record'),
};

/** The kind in words, with its article. */
export function kindInWords(kind: StaticType['kind']): Bilingual {
  return KIND_NAMES[kind];
}

/** The type of a collected datum. */
export function typeOfField({ type, choices }: Field): StaticType {
  switch (type) {
    case 'money':
    case 'date':
      return { kind: type };
    case 'choice':
      return { kind: 'text', of: [...choices.keys()] };
    case 'document':
      return { kind: 'list' };
    default:
      return { kind: 'text' };
  }
}

/** The record that an operation answers, from its dotted paths. */
export function typeOfOutputs(outputs: Readonly<Record<string, OutputType>>): StaticType {
  const entries = Object.entries(outputs);
  const heads = new Set(entries.map(([path]) => path.split('.', 1)[0] ?? path));
  const members = [...heads].map((head) => {
    const own = outputs[head];
    const inside = entries.flatMap(([path, type]) =>
      path.startsWith(`${head}.`) ? [[path.slice(head.length + 1), type] as const] : [],
    );
    return [head, inside.length > 0 ? typeOfOutputs(Object.fromEntries(inside)) : typeOfOutput(own)] as const;
  });
  return { kind: 'record', members: new Map(members) };
}

/** The type of one datum that an operation answers, or takes. */
export function typeOfOutput(type: OutputType | undefined): StaticType {
  if (type === undefined || type === 'object') return UNKNOWN;
  if (typeof type === 'object') return { kind: 'text', of: type.of };
  return { kind: type === 'boolean' ? 'flag' : type };
}

/** What holds for a value that is either of the two. */
export function eitherType(a: StaticType, b: StaticType): StaticType {
  if (a.kind !== b.kind || a.kind === 'record') return a === b ? a : UNKNOWN;
  if (a.kind !== 'text' || b.kind !== 'text') return a;
  return a.of === undefined || b.of === undefined ? { kind: 'text' } : { kind: 'text', of: [...a.of, ...b.of] };
}
