/** Mails to what their writers ask for: one call of the classifier for all of them, after a glance where it has a fast one. */
import type { GlancingClassifier } from '../cascade/create-cascade.ts';
import { narrowAll } from '../cascade/narrow-all.ts';
import type { Classification, TextToClassify } from '../classification.ts';
import { findData } from '../data/find-data.ts';
import { signalsOf } from '../signals/signals.ts';
import type { MailText, Understanding } from '../understanding.ts';
import { readMail, textsOf } from './reading.ts';
import { requestsOf } from './requests-of.ts';
import type { IntentRelations } from './split.ts';

/** What is known beside the mails. */
export interface UnderstandOptions {
  /** Which intents go together or explain each other; default none. */
  readonly relations?: IntentRelations;
}

const UNKNOWN: Classification = { intents: [], outOfScope: 1, nearest: [] };

/**
 * One understanding per mail, in their order. Any text: nothing is thrown for it, and of each mail at most 200 clauses and 100 000 characters are read
 * and at most 81 texts classified, identical ones once.
 */
export async function understandAll(
  classifier: GlancingClassifier,
  mails: readonly MailText[],
  { relations = {} }: UnderstandOptions = {},
): Promise<Understanding[]> {
  const readings = await narrowAll(classifier, mails.map(readMail));
  const texts = distinct(readings.flatMap(textsOf));
  const classifications = texts.size === 0 ? [] : await classifier.classify([...texts.values()]);
  const known = new Map([...texts.keys()].map((key, at) => [key, classifications[at] ?? UNKNOWN]));
  return readings.map((reading) => {
    const { subject, text, language, sentAt } = reading.mail;
    const context = sentAt === undefined ? {} : { now: sentAt };
    const { tone } = signalsOf([
      { in: 'subject', text: subject },
      { in: 'text', text },
    ]);
    return {
      requests: requestsOf(reading, (said) => known.get(keyOf({ text: said, language })) ?? UNKNOWN, relations).map(
        (request) => ({
          ...request,
          words: classifier.wordsFor({ text: request.text, language }, request.intents[0]?.intent ?? ''),
        }),
      ),
      data: [...findData(subject, 'subject', context), ...findData(text, 'text', context)],
      tone,
    };
  });
}

function distinct(texts: readonly TextToClassify[]): Map<string, TextToClassify> {
  return new Map(texts.map((text) => [keyOf(text), text]));
}

function keyOf({ text, language }: TextToClassify): string {
  return `${language}\n${text}`;
}
