/** Words of the acts on a case, its journey and its side conversations, loaded with the case page. */
import { pageWords } from '../words/page-words.ts';
import { actsEn } from './acts-words-en.ts';
import { type ActsWords, actsFr } from './acts-words-fr.ts';

export type { ActsWords } from './acts-words-fr.ts';

export const actsWords = pageWords<ActsWords>(actsFr, actsEn);
