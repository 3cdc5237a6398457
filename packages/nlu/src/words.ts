/** From text to words: lower case, no accents, stems. Accents are dropped before stemming, as half the customers leave them out. */
import englishStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import frenchStemmer from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';

/** Stands for every word that holds a digit: which number it is does not say what is wanted. */
export const NUMBER_WORD = '#';

const MAX_TEXT_CHARACTERS = 4_000;
const MAX_WORD_CHARACTERS = 40;
const MAX_CACHED_STEMS = 20_000;
const stems = { fr: new Map<string, string>(), en: new Map<string, string>() };

/** Lower case without accents and ligatures. Not of the same length as `text`. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
}

/** The words of the beginning of `text` (4 000 characters); elided letters (l', d', j') are left out, negations kept. */
export function wordsOf(text: string): string[] {
  const found = plain(text.slice(0, MAX_TEXT_CHARACTERS)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const words: string[] = [];
  for (const word of found) {
    if (/\p{N}/u.test(word)) {
      if (words.at(-1) !== NUMBER_WORD) words.push(NUMBER_WORD);
    } else if (word.length > 1 || word === 'n') words.push(word.slice(0, MAX_WORD_CHARACTERS));
  }
  return words;
}

/** The stem of a plain word; English for `en`, French for all other languages. */
export function stemOf(word: string, language: string): string {
  const known = language === 'en' ? stems.en : stems.fr;
  const cached = known.get(word);
  if (cached !== undefined) return cached;
  const stem = /^[a-z]+$/.test(word) ? (language === 'en' ? englishStemmer : frenchStemmer).stem(word) : word;
  if (known.size >= MAX_CACHED_STEMS) known.clear();
  known.set(word, stem);
  return stem;
}
