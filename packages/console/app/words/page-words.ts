/** Words of one page or part of it, loaded with that page: the first page must stay small. Pure. */
import type { Language } from '../api/types.ts';
import { frenchSpaces, mapTexts } from './spaces.ts';

/** Words by language, the same in shape. */
export type PageWords<Words extends object> = Readonly<Record<Language, Words>>;

/** Words of a page, from its French and English ones. */
export function pageWords<Words extends object>(fr: Words, en: Words): PageWords<Words> {
  return { fr: mapTexts(fr, frenchSpaces), en };
}
