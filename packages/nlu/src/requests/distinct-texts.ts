/** Texts to classify, each once, and what was said of them. */
import type { Classification, TextToClassify } from '../classification.ts';

const UNKNOWN: Classification = { intents: [], outOfScope: 1, nearest: [] };

/** Each text in a language once. */
export function distinctTexts(texts: readonly TextToClassify[]): TextToClassify[] {
  return [...new Map(texts.map((text) => [keyOf(text), text])).values()];
}

/** What was said of each text, by text; a text that was not asked about is out of scope. */
export function answersBy(
  texts: readonly TextToClassify[],
  answers: readonly Classification[],
): (text: TextToClassify) => Classification {
  const known = new Map(texts.map((text, at) => [keyOf(text), answers[at]]));
  return (text) => known.get(keyOf(text)) ?? UNKNOWN;
}

function keyOf({ text, language }: TextToClassify): string {
  return `${language}\n${text}`;
}
