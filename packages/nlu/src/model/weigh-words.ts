/** Which words speak for an intent: what each adds to its logit, above what it adds to the others' on average. */
import type { TextToClassify, WordWeight } from '../classification.ts';
import { type HashedText, hashText } from '../features/hash-text.ts';
import type { Row } from '../head/rows.ts';
import type { Model } from './model.ts';

const TOLD = 5;
/** Longer texts have their first words weighed. */
const MAX_WORDS = 200;
/** Less than that says nothing. */
const LEAST = 0.05;

/** Heaviest first, at most five; of words alone, because a vector of a whole sentence has no words. */
export function weighWords(
  { intents, sparse: { head } }: Model,
  vectorise: (text: HashedText) => Row,
  { text, language }: TextToClassify,
  intent: string,
): WordWeight[] {
  const wanted = intents.indexOf(intent);
  if (wanted === -1) return [];
  const words = [...new Set(text.match(/[\p{L}\p{N}'’-]+/gu) ?? [])].slice(0, MAX_WORDS);
  const weightOf = (column: number): number => {
    const start = column * head.width;
    let mean = 0;
    for (let k = 0; k < head.classes; k += 1) mean += (head.values[start + k] ?? 0) / head.classes;
    return (head.values[start + wanted] ?? 0) - mean;
  };
  const weighed = words.map((word): WordWeight => {
    const { indices, values } = vectorise(hashText(word, language));
    let weight = 0;
    for (const [at, column] of indices.entries()) weight += (values[at] ?? 0) * weightOf(column);
    return { word, weight };
  });
  return weighed
    .filter(({ weight }) => Math.abs(weight) >= LEAST)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, TOLD);
}
