/** What the learning page says. */
import { pageWords } from '../words/page-words.ts';
import { learningEn } from './learning-en.ts';
import { learningFr } from './learning-fr.ts';

export const learningWords = pageWords(learningFr, learningEn);
