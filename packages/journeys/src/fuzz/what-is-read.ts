/** What a journey's rules, inputs and templates read of its variables: by path, with the values that rules compare it to. */
import { minorDigits } from '../feel/functions.ts';
import type { Journey } from '../journey.ts';

/** What is known of one path, such as `order.total`. */
export interface Reads {
  readonly path: readonly string[];
  /** Values on, just below and just above what rules compare it to. */
  readonly values: unknown[];
  /** What a filter or a rule takes it for; undefined: a text will do. */
  kind?: Kind;
}

/** Kinds of data that can be told from how they are read. */
export type Kind = 'money' | 'date' | 'boolean' | 'number' | 'list';

/** An expression's text, and whether it is a rule (yes or no) rather than a value. */
interface Source {
  readonly text: string;
  readonly isRule: boolean;
}

/** Every path that is read below one of `roots`, by its dotted name; the root itself among them. */
export function whatIsRead(journey: Journey, roots: readonly string[]): Map<string, Reads> {
  const reads = new Map<string, Reads>();
  const note = (path: string): Reads => {
    const known = reads.get(path) ?? { path: path.split('.'), values: [] };
    reads.set(path, known);
    return known;
  };
  for (const { text, isRule } of sourcesIn(journey.steps)) {
    for (const clause of isRule ? clausesOf(text) : [text]) readClause(clause, isRule, roots, note);
  }
  for (const text of Object.values(journey.files.files)) {
    for (const [tag] of text.matchAll(/\{[{%][^{}]*[%}]\}/g)) readTag(tag, roots, note);
  }
  return reads;
}

/** Everything in the steps that has the shape of an expression, whatever kind of step holds it. */
function sourcesIn(value: unknown, isRule = false): Source[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('source' in value && typeof value.source === 'string' && 'uses' in value) return [{ text: value.source, isRule }];
  if (value instanceof Map) return [...value.values()].flatMap((inside: unknown) => sourcesIn(inside));
  return Object.entries(value).flatMap(([key, inside]: [string, unknown]) =>
    sourcesIn(inside, isRule || key === 'when'),
  );
}

/** Parts of a rule that are true or false by themselves, roughly: a comparison with what it compares. */
function clausesOf(rule: string): string[] {
  return rule.split(/\b(?:and|or|if|then|else)\b|;/).map((clause) => clause.trim().replace(/^not\((.*)\)$/, '$1'));
}

function pathsIn(text: string, roots: readonly string[]): string[] {
  const words = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const paths = words.match(/(?<![\p{L}\p{N}_.-])\p{L}[\p{L}\p{N}_-]*(?:\.\p{L}[\p{L}\p{N}_]*)*/gu) ?? [];
  return paths.filter((path) => roots.includes(path.split('.')[0] ?? ''));
}

function readClause(clause: string, isRule: boolean, roots: readonly string[], note: (path: string) => Reads): void {
  const literals = literalsIn(clause);
  for (const path of pathsIn(clause, roots)) {
    const reads = note(path);
    reads.values.push(...literals);
    if (isRule && clause === path) reads.kind ??= 'boolean';
    if (clause.includes(`count(${path})`)) reads.kind ??= 'list';
    if (isRule && literals.length === 0 && /[<>]/.test(clause)) reads.kind ??= 'number';
  }
}

function readTag(tag: string, roots: readonly string[], note: (path: string) => Reads): void {
  for (const path of pathsIn(tag, roots)) {
    const filter = /\|\s*(money|date)\b/.exec(tag)?.[1];
    const reads = note(path);
    if (filter === 'money' || filter === 'date') reads.kind ??= filter;
  }
}

/** The literals of a rule: texts and dates as they are, numbers and money with their neighbours. */
export function literalsIn(clause: string): unknown[] {
  const dates = [...clause.matchAll(/date\("([^"]*)"\)/g)].map(([, day]) => day);
  const money = [...clause.matchAll(/\b(?:eur\((\d+(?:\.\d+)?)\)|money\((\d+(?:\.\d+)?),\s*"([A-Z]{3})"\))/g)].flatMap(
    ([, euros, amount = euros ?? '0', currency = 'EUR']) => {
      const minor = Math.round(Number(amount) * 10 ** minorDigits(currency));
      return [minor, minor - 1, minor + 1].map((each) => ({ minor: each, currency }));
    },
  );
  const rest = clause.replace(/\b(?:date|eur|money)\([^)]*\)/g, '');
  const texts = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
  const numbers = [...rest.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/(?<![\p{L}\p{N}_.])\d+(?:\.\d+)?/gu)].flatMap(
    ([number]) => [Number(number), Number(number) - 1, Number(number) + 1],
  );
  return [...dates, ...money, ...texts, ...numbers];
}
