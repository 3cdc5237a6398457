/** Merging two cases: two documents, no transaction, and any number of people and threads at it at once. */
import { AppError } from '@facteur/primitives';
import type { EffectRunner, Runner } from '@facteur/runtime';
import type { Admission, Merge } from './merge.ts';
import type { IngestState } from './state.ts';

/** What is needed of a runner. */
export type Cases = Pick<Runner<IngestState>, 'read' | 'command'>;

/** The case under which `caseNumber` goes on: itself, unless it was merged. */
export async function rootOf(cases: Pick<Cases, 'read'>, caseNumber: string): Promise<string> {
  const seen = new Set<string>();
  for (let number = caseNumber; ; ) {
    seen.add(number);
    const into = (await cases.read(number))?.state.mergedInto;
    if (into === undefined || seen.has(into)) return number;
    number = into;
  }
}

/**
 * Merges `goes` into the case under which `stays` goes on: that one admits its participants and takes a greater rank, then `goes` is
 * merged, unless either has changed since. Nothing is done for a case that is gone or erased, or to make one of what is one already.
 * @returns false when something came between, and it is to be tried again
 */
export async function mergeCases(cases: Cases, goes: string, stays: string): Promise<boolean> {
  const into = await rootOf(cases, stays);
  const going = (await cases.read(goes))?.state;
  if (into === goes || going === undefined || going.mergedInto !== undefined) return true;
  if ((await cases.read(into)) === undefined) return true;
  const { participants, rank: above = 0 } = going;
  const seen = `${above}/${participants.length}`;
  const admission: Admission = { participants, above };
  await cases.command({ key: into, id: `admit/${goes}/${seen}` }, 'admit', admission);
  const { mergedInto, rank = 0 } = (await cases.read(into))?.state ?? {};
  if (mergedInto !== undefined || rank <= above) return false;
  const merge: Merge = { into, rank, participants: participants.length };
  await cases.command({ key: goes, id: `merge/${into}/${rank}/${seen}` }, 'merge', merge);
  return (await cases.read(goes))?.state.mergedInto !== undefined;
}

/** Runner of the effect `merge`. @throws AppError `CONFLICT` (retry later) when something came between */
export function mergeEffect(cases: () => Cases): EffectRunner {
  return async ({ input }, { key }) => {
    const { into } = input as { into: string };
    if (await mergeCases(cases(), key, into)) return null;
    throw new AppError('CONFLICT', `${key} was changed while it was merged into ${into}`, { retry: 'later' });
  };
}
