/** Sentences shown to authors and advisors, in both languages of the product. */

/** One sentence in French and in English. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** Builds a `Bilingual`. */
export function say(fr: string, en: string): Bilingual {
  return { fr, en };
}
