/** Which texts are held out to measure, calibrate and choose: all of them once where there are few, a part where there are many. */
import { derivedId } from '@facteur/primitives';

/** Sets of texts; each is held out once, from a head trained on all others. */
export type Parts = readonly (readonly number[])[];

const FOLDS = 5;
/** From this many texts on, one part is enough. */
export const MANY = 3_000;
const LARGEST_PART = 2_000;

/** Deals texts class by class, in an order that hangs on `seed` and the texts alone; equal texts are held out together. */
export function dealHeldOut(
  texts: readonly { readonly text: string }[],
  labels: Int32Array,
  classes: number,
  seed: number,
): Parts {
  const ranked = texts.map(({ text }, at) => ({ at, rank: derivedId(String(seed), text.trim().toLowerCase()) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at));
  const folds: number[][] = Array.from({ length: FOLDS }, () => []);
  const dealt = new Int32Array(classes);
  const foldOf = new Map<string, number>();
  for (const { at, rank } of ranked) {
    const label = labels[at] ?? 0;
    const fold = foldOf.get(rank) ?? (dealt[label] ?? 0) % FOLDS;
    foldOf.set(rank, fold);
    dealt[label] = (dealt[label] ?? 0) + 1;
    folds[fold]?.push(at);
  }
  if (texts.length < MANY) return folds.filter((fold) => fold.length > 0);
  return [(folds[0] ?? []).slice(0, LARGEST_PART)];
}
