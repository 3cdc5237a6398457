/** Mails to what their writers ask for: one call of the classifier for all of them, after a glance where it has a fast one. */
import type { GlancingClassifier } from '../cascade/create-cascade.ts';
import { narrowAll } from '../cascade/narrow-all.ts';
import { findData } from '../data/find-data.ts';
import type { DataContext } from '../data/found.ts';
import { signalsOf } from '../signals/signals.ts';
import { wishesOf } from '../signals/wishes.ts';
import type { MailText, Understanding } from '../understanding.ts';
import { answersBy, distinctTexts } from './distinct-texts.ts';
import { readMail, textsOf } from './reading.ts';
import { requestsOf } from './requests-of.ts';
import type { IntentRelations } from './split.ts';

/** What is known beside the mails. */
export interface UnderstandOptions {
  /** Which intents go together or explain each other; default none. */
  readonly relations?: IntentRelations;
  /** What the company's data look like; default the demo company's order numbers, carriers' parcel numbers, no products. */
  readonly company?: CompanyData;
}

/** Shapes of the company's numbers, its products, and the country that its customers write from. */
export type CompanyData = Pick<DataContext, 'numbers' | 'catalogue' | 'country'>;

/**
 * One understanding per mail, in their order. Any text: nothing is thrown for it, and of each mail at most 200 clauses and 100 000 characters are read
 * and at most 81 texts classified, identical ones once.
 */
export async function understandAll(
  classifier: GlancingClassifier,
  mails: readonly MailText[],
  { relations = {}, company = {} }: UnderstandOptions = {},
): Promise<Understanding[]> {
  const readings = await narrowAll(classifier, mails.map(readMail));
  const texts = distinctTexts(readings.flatMap(textsOf));
  const known = answersBy(texts, texts.length === 0 ? [] : await classifier.classify(texts));
  return readings.map((reading) => {
    const { subject, text, language, sentAt } = reading.mail;
    const context = { ...company, ...(sentAt === undefined ? {} : { now: sentAt }) };
    const requests = requestsOf(reading, (said) => known({ text: said, language }), relations);
    return {
      requests: requests.map((request) => ({
        ...request,
        words: classifier.wordsFor({ text: request.text, language }, request.intents[0]?.intent ?? ''),
      })),
      data: [...findData(subject, 'subject', context), ...findData(text, 'text', context)],
      signals: signalsOf([
        { in: 'subject', text: subject },
        { in: 'text', text },
      ]),
      wishes: wishesOf(subject, text, requests.length === 0),
    };
  });
}
