/** Precision and recall of what is found in a set of texts whose data are known. */
import { readFileSync } from 'node:fs';
import type { Json } from '@facteur/primitives';
import { findData } from '../find-data.ts';
import type { DataContext, FoundDatum } from '../found.ts';

/** One line of a set. */
export interface Labelled {
  readonly text: string;
  readonly now?: string;
  readonly data: readonly { readonly type: string; readonly raw: string; readonly value: Json }[];
}

/** Counts: `right` were found as they are, `wrong` were found and are not there, `missed` are there and were not found. */
export interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

/** `overall` and by type; `faults` in words, for those who look for them. */
export interface Score {
  readonly overall: Counts;
  readonly byType: ReadonlyMap<string, Counts>;
  readonly faults: readonly string[];
}

/** A set of `packages/nlu/sets`: `data.tune.jsonl`. */
export function readSet(name: string): Labelled[] {
  const file = new URL(`../../../sets/${name}`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Labelled);
}

/** Right is what has the type and the value of a label, and shares a place with it. */
export function score(set: readonly Labelled[], context: DataContext): Score {
  const byType = new Map<string, Counts>();
  const faults: string[] = [];
  const count = (type: string, kind: keyof Counts) => {
    const counts = byType.get(type) ?? { right: 0, wrong: 0, missed: 0 };
    counts[kind] += 1;
    byType.set(type, counts);
  };
  for (const { text, now, data } of set) {
    const open = [...findData(text, 'text', now === undefined ? context : { ...context, now })];
    for (const label of data) {
      const at = open.findIndex((found) => isSame(found, label));
      count(label.type, at < 0 ? 'missed' : 'right');
      if (at < 0) faults.push(`missed ${label.type} "${label.raw}" ${JSON.stringify(label.value)} in "${text}"`);
      else open.splice(at, 1);
    }
    for (const { type, raw, value, confidence } of open) {
      count(type, 'wrong');
      faults.push(`wrong ${type} "${raw}" ${JSON.stringify(value)} ${confidence.toFixed(2)} in "${text}"`);
    }
  }
  const overall = [...byType.values()].reduce(
    (sum, { right, wrong, missed }) => ({
      right: sum.right + right,
      wrong: sum.wrong + wrong,
      missed: sum.missed + missed,
    }),
    { right: 0, wrong: 0, missed: 0 },
  );
  return { overall, byType, faults };
}

/** 1 where nothing was found. */
export function precisionOf({ right, wrong }: Counts): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

/** 1 where there is nothing. */
export function recallOf({ right, missed }: Counts): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

/** One line a type. */
export function tableOf(name: string, { overall, byType }: Score): string {
  const row = (type: string, counts: Counts) =>
    `${type.padEnd(16)} precision ${precisionOf(counts).toFixed(3)}  recall ${recallOf(counts).toFixed(3)}  (${counts.right} right, ${counts.wrong} wrong, ${counts.missed} missed)`;
  return [name, row('overall', overall), ...[...byType].sort().map(([type, counts]) => row(type, counts))].join('\n');
}

function isSame(found: FoundDatum, label: Labelled['data'][number]): boolean {
  const isClose = found.raw.includes(label.raw) || label.raw.includes(found.raw);
  return found.type === label.type && isClose && sorted(found.value) === sorted(label.value);
}

/** Keys in order: the same value is the same text. */
function sorted(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
