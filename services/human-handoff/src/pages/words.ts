/** The dictionary of a language, and how names written by authors read as words. */
import type { PageLanguage } from './language.ts';
import { en } from './words-en.ts';
import { fr, type Words } from './words-fr.ts';

export type { Words } from './words-fr.ts';

const DICTIONARIES: Readonly<Record<PageLanguage, Words>> = { fr, en };

/** The words of `language`. */
export function wordsOf(language: PageLanguage): Words {
  return DICTIONARIES[language];
}

/** `demande-numero-commande` → `Demande numero commande`, `customer.balance` → `Customer balance`, `orderedOn` → `Ordered on`. */
export function inWords(name: string): string {
  const text = name
    .replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll(/[-_.\s]+/g, ' ')
    .trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A state of a run: a step, or `collect:ask`, `valider:review`, `handoff`, `end`. */
export function stepInWords(step: string, words: Words): string {
  const [name = '', part] = step.split(':');
  const text = lookUp(words.steps, name) ?? inWords(name);
  return part === 'review' ? `${text} (${words.stepReview})` : text;
}

/** An outcome: one of ours, a kind of mail that is not answered, or the author's word. */
export function outcomeInWords(outcome: string, words: Words): string {
  return lookUp(words.outcomes, outcome) ?? lookUp(words.kinds, outcome) ?? inWords(outcome);
}

/** A kind of data found in a mail: `order-number`. */
export function foundInWords(type: string, words: Words): string {
  return lookUp(words.found, type) ?? inWords(type);
}

function lookUp(table: object, key: string): string | undefined {
  return Object.hasOwn(table, key) ? String(table[key as keyof typeof table]) : undefined;
}
