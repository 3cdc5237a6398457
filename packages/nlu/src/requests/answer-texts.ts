/** Texts by themselves, as labelled files hold them: what was understood of each as a mail without subject. */
import type { Classification, Classifier, TextToClassify } from '../classification.ts';
import type { UnexplainedRequest } from './requests-of.ts';
import { understandAll } from './understand-all.ts';

/** What a text asks for. */
export interface Answer {
  /** That to its request, or to the text as a whole where it has none or several: a text that was cut wrongly is still understood. */
  readonly answer: Classification;
  /** Intents of its requests, each once. */
  readonly found: readonly string[];
}

/** A single request that is more likely out of scope than not is none; where several were told apart, each is one. */
const IN_SCOPE = 0.5;

/** One answer per text, in their order. */
export async function answerTexts(classifier: Classifier, texts: readonly TextToClassify[]): Promise<Answer[]> {
  const understood = await understandAll(
    classifier,
    texts.map((one) => ({ ...one, subject: '' })),
  );
  const others = texts.filter((_, at) => understood[at]?.requests.length !== 1);
  const wholes = others.length === 0 ? [] : await classifier.classify(others);
  const wholeOf = new Map(others.map((text, at) => [text, wholes[at]]));
  return texts.map((text, at) => {
    const requests = understood[at]?.requests ?? [];
    const answer = wholeOf.get(text) ?? requests[0] ?? { intents: [], outOfScope: 1, nearest: [] };
    return { answer, found: intentsOf(requests) };
  });
}

function intentsOf(requests: readonly UnexplainedRequest[]): string[] {
  const asked = requests.filter(({ outOfScope }) => requests.length > 1 || outOfScope < IN_SCOPE);
  return [...new Set(asked.flatMap(({ intents }) => intents[0]?.intent ?? []))];
}
