/** The words of the organisation page, the template picker and the macro menu. */
import { pageWords } from '../words/page-words.ts';
import { organisationEn } from './organisation-en.ts';
import { organisationFr } from './organisation-fr.ts';

export const organisationWords = pageWords(organisationFr, organisationEn);
