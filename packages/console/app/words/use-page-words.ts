/** The words of a page in the language of whoever is signed in. */
import { useSession } from '../session.tsx';
import type { PageWords } from './page-words.ts';

export function usePageWords<Words extends object>(words: PageWords<Words>): Words {
  return words[useSession().language];
}
