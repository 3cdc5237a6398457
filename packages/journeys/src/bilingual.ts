/** Sentences shown to authors and advisors, in both languages of the product. */

/** One sentence in French and in English. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** What readers call something: in French, and in English where its author wrote it. */
export interface Wording {
  readonly fr: string;
  readonly en?: string;
}

/** Builds a `Bilingual`. */
export function say(fr: string, en: string): Bilingual {
  return { fr, en };
}
