/** Words by language. */
import type { Language } from '../api/types.ts';
import { en } from './en.ts';
import { fr, type Words } from './fr.ts';
import { frenchSpaces, mapTexts } from './spaces.ts';

export type { Words } from './fr.ts';

const WORDS: Readonly<Record<Language, Words>> = { fr: mapTexts(fr, frenchSpaces), en };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** The language to begin with, by what the browser prefers. */
export function browserLanguage(preferred: readonly string[]): Language {
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'fr' || tag === 'en');
  return known === 'en' ? 'en' : 'fr';
}
