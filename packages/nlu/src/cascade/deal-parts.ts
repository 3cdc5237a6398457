/** Which texts are held out from both classifiers of a cascade, and with which others. */
import { dealFifths } from '../model/held-out.ts';
import type { TrainingText } from '../model/train.ts';

/**
 * Places of the texts in parts of a fifth each: as many parts as it takes to hold `wanted` texts, at most all. Each intent is spread
 * evenly; equal texts stay together. The same for the same texts and seed.
 */
export function dealParts(
  texts: readonly TrainingText[],
  wanted: number,
  seed: number,
): readonly (readonly number[])[] {
  const folds = dealFifths(texts, (at) => texts[at]?.intent ?? null, seed);
  return folds.slice(0, Math.ceil((wanted * folds.length) / Math.max(1, texts.length)));
}
