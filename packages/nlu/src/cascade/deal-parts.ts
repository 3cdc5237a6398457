/** Which texts are held out from both classifiers of a cascade, and with which others. */
import { derivedId } from '@facteur/primitives';
import type { TrainingText } from '../model/train.ts';

const FOLDS = 5;

/**
 * Places of the texts in parts of a fifth each: as many parts as it takes to hold `wanted` texts, at most all. Each intent is spread
 * evenly; equal texts stay together. The same for the same texts and seed.
 */
export function dealParts(
  texts: readonly TrainingText[],
  wanted: number,
  seed: number,
): readonly (readonly number[])[] {
  const ranked = texts.map(({ text }, at) => ({ at, rank: derivedId(String(seed), text.trim().toLowerCase()) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at));
  const folds: number[][] = Array.from({ length: FOLDS }, () => []);
  const dealt = new Map<string | null, number>();
  const foldOf = new Map<string, number>();
  for (const { at, rank } of ranked) {
    const intent = texts[at]?.intent ?? null;
    const turn = dealt.get(intent) ?? 0;
    const fold = foldOf.get(rank) ?? turn % FOLDS;
    foldOf.set(rank, fold);
    dealt.set(intent, turn + 1);
    folds[fold]?.push(at);
  }
  return folds.slice(0, Math.ceil((wanted * FOLDS) / Math.max(1, texts.length)));
}
