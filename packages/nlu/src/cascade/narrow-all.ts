/** Readings of mails, narrowed by a glance at all their texts and a full look at each mail as a whole. */
import type { TextToClassify } from '../classification.ts';
import { answersBy, distinctTexts } from '../requests/distinct-texts.ts';
import { type Reading, textsOf } from '../requests/reading.ts';
import type { GlancingClassifier } from './create-cascade.ts';
import { narrowReading, wholeOf } from './narrow-reading.ts';

/**
 * One reading per reading, in their order; the same ones where the classifier has no fast one. The wholes are classified once here and
 * again by whoever reads on: a cache before the embedder makes the second time cheap.
 */
export async function narrowAll(
  classifier: GlancingClassifier,
  readings: readonly Reading[],
): Promise<readonly Reading[]> {
  const texts = distinctTexts(readings.flatMap(textsOf));
  const glances = texts.length === 0 ? undefined : await classifier.glance?.(texts);
  if (glances === undefined) return readings;
  const wholes = distinctTexts(readings.flatMap(wholeTextOf));
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
