/** Texts as the words that are searched: without case, accents and marks. What is looked for is folded the same way. Pure. */

/** Letters that no accent is taken from. */
const WHOLE: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };
const LEAST_LETTERS = 2;
const MOST_LETTERS = 40;

/** Lower case, without accents; ligatures as two letters. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most texts have nothing to be taken away
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøłđ]/g, (letter) => WHOLE[letter] ?? letter);
}

/** One thing that is looked for: a word, or a number written with marks in it, which is found whole or by its parts. */
export interface Sought {
  readonly parts: readonly string[];
  /** `CMD-2026-00042` as `cmd202600042`. */
  readonly whole?: string;
}

const CHUNK = /[\p{L}\p{N}]+(?:[-._/#:][\p{L}\p{N}]+)*/gu;

/** What stands in `text`, in order. */
export function soughtIn(text: string): Sought[] {
  const chunks = fold(text).match(CHUNK) ?? [];
  return chunks.flatMap((chunk): Sought[] => {
    const parts = chunk.split(/[-._/#:]/).filter(isWord);
    const whole = chunk.replace(/[-._/#:]/g, '');
    if (whole !== chunk && /\d/.test(whole) && isWord(whole)) return [{ parts, whole }];
    return parts.map((part) => ({ parts: [part] }));
  });
}

/** The distinct words of `text`; numbers with marks in them also as a whole. */
export function wordsIn(text: string): Set<string> {
  const words = new Set<string>();
  for (const { parts, whole } of soughtIn(text)) {
    for (const part of parts) words.add(part);
    if (whole !== undefined) words.add(whole);
  }
  return words;
}

function isWord(word: string): boolean {
  return word.length >= LEAST_LETTERS && word.length <= MOST_LETTERS;
}
