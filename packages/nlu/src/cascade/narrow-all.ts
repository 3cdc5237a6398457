/** Readings of mails, narrowed by a glance at all their texts and a full look at each mail as a whole. */
import type { Classification, TextToClassify } from '../classification.ts';
import { type Reading, textsOf } from '../requests/reading.ts';
import type { GlancingClassifier } from './create-cascade.ts';
import { narrowReading, wholeOf } from './narrow-reading.ts';

const UNKNOWN: Classification = { intents: [], outOfScope: 1, nearest: [] };

/**
 * One reading per reading, in their order; the same ones where the classifier has no fast one. The wholes are classified once here and
 * again by whoever reads on: a cache before the embedder makes the second time cheap.
 */
export async function narrowAll(
  classifier: GlancingClassifier,
  readings: readonly Reading[],
): Promise<readonly Reading[]> {
  const texts = distinct(readings.flatMap(textsOf));
  const glances = texts.length === 0 ? undefined : await classifier.glance?.(texts);
  if (glances === undefined) return readings;
  const wholes = distinct(readings.flatMap(wholeTextOf));
  const glanced = answersBy(texts, glances);
  const known = answersBy(wholes, await classifier.classify(wholes));
  return readings.map((reading) => {
    const { language } = reading.mail;
    const [whole] = wholeTextOf(reading);
    if (whole === undefined) return reading;
    return narrowReading(reading, { whole: known(whole), glance: (text) => glanced({ text, language }) });
  });
}

function wholeTextOf(reading: Reading): TextToClassify[] {
  const text = wholeOf(reading);
  return text === undefined ? [] : [{ text, language: reading.mail.language }];
}

function distinct(texts: readonly TextToClassify[]): TextToClassify[] {
  return [...new Map(texts.map((text) => [keyOf(text), text])).values()];
}

function answersBy(
  texts: readonly TextToClassify[],
  answers: readonly Classification[],
): (text: TextToClassify) => Classification {
  const known = new Map(texts.map((text, at) => [keyOf(text), answers[at]]));
  return (text) => known.get(keyOf(text)) ?? UNKNOWN;
}

function keyOf({ text, language }: TextToClassify): string {
  return `${language}\n${text}`;
}
