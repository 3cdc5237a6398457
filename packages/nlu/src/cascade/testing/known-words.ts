/** A classifier that knows some words, in place of a trained one. For tests only. */
import type { Classification, Classifier, TextToClassify } from '../../classification.ts';

/** The port, and the texts of each call that it got. */
export interface WatchedClassifier extends Classifier {
  readonly calls: readonly (readonly string[])[];
}

/** Each intent whose words stand in a text takes an equal part of `sureness`; without any, the text is out of scope. */
export function sayingOf(
  words: Readonly<Record<string, RegExp>>,
  sureness: number,
): (said: Pick<TextToClassify, 'text'>) => Classification {
  return ({ text }) => {
    const found = Object.entries(words).filter(([, pattern]) => pattern.test(text));
    const share = found.length === 0 ? 0 : sureness / found.length;
    const intents = Object.keys(words)
      .map((intent) => ({ intent, probability: found.some(([one]) => one === intent) ? share : 0 }))
      .sort((a, b) => b.probability - a.probability);
    return { intents, outOfScope: found.length === 0 ? 1 : 1 - sureness, nearest: [] };
  };
}

/** Answers as `say` does. */
export function watched(id: string, say: (text: TextToClassify) => Classification): WatchedClassifier {
  const calls: string[][] = [];
  return {
    id,
    calls,
    classify: async (texts) => {
      calls.push(texts.map(({ text }) => text));
      return texts.map(say);
    },
    wordsFor: () => [{ word: id, weight: 1 }],
  };
}
