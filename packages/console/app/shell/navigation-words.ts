/** Words of the navigation that came with later pages. */
import { pageWords } from '../words/page-words.ts';

export const navigationWords = pageWords(
  {
    organisation: 'Organisation',
    learning: 'Apprentissage',
    create: 'Nouveau',
    newMail: 'Nouveau mail',
    newCall: 'Noter un appel',
  },
  {
    organisation: 'Organisation',
    learning: 'Learning',
    create: 'New',
    newMail: 'New email',
    newCall: 'Note a call',
  },
);
