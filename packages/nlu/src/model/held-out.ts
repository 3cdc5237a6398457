/** Which texts are held out to measure, calibrate and choose: all of them once where there are few, a part where there are many. */
import { derivedId } from '@facteur/primitives';

/** Sets of texts; each is held out once, from a head trained on all others. */
export type Parts = readonly (readonly number[])[];

const FOLDS = 5;
/** From this many texts on, one part is enough. */
export const MANY = 3_000;
const LARGEST_PART = 2_000;

/** Deals texts to five folds, class by class, in an order that hangs on `seed` and the texts alone; equal texts are held out together. */
export function dealFifths(
  texts: readonly { readonly text: string }[],
  labelOf: (at: number) => unknown,
  seed: number,
): number[][] {
  const ranked = texts.map(({ text }, at) => ({ at, rank: derivedId(String(seed), text.trim().toLowerCase()) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at));
  const folds: number[][] = Array.from({ length: FOLDS }, () => []);
  const dealt = new Map<unknown, number>();
  const foldOf = new Map<string, number>();
  for (const { at, rank } of ranked) {
    const turn = dealt.get(labelOf(at)) ?? 0;
    const fold = foldOf.get(rank) ?? turn % FOLDS;
    foldOf.set(rank, fold);
    dealt.set(labelOf(at), turn + 1);
    folds[fold]?.push(at);
  }
  return folds;
}

/** Fifths of the texts by label, or the beginning of one where there are many. */
export function dealHeldOut(texts: readonly { readonly text: string }[], labels: Int32Array, seed: number): Parts {
  const folds = dealFifths(texts, (at) => labels[at], seed);
  if (texts.length < MANY) return folds.filter((fold) => fold.length > 0);
  return [(folds[0] ?? []).slice(0, LARGEST_PART)];
}
