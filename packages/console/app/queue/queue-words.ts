/** The queue's words that belong to no other page. Those of acts on many cases are in `bulk-words.ts`, loaded when they are needed. */
import { pageWords } from '../words/page-words.ts';

const fr = {
  trash: 'Supprimés',
  trashNote: 'Ces dossiers sont effacés pour de bon trente jours après. Ouvrez-en un pour le restaurer.',
  emptyTrash: 'Aucun dossier n’est supprimé.',
  sample: 'Contrôle',
  sampleNote: 'Réponse automatique tirée au hasard, à contrôler : rien n’attend la décision.',
  call: 'Appel',
  callNote: 'Ce dossier vient d’un appel noté par un conseiller.',
  step: (journey: string, step: string): string => `${journey}, étape « ${step} »`,
};

type QueueWords = typeof fr;

const en: QueueWords = {
  trash: 'Deleted',
  trashNote: 'These cases are erased for good after thirty days. Open one to restore it.',
  emptyTrash: 'No case is deleted.',
  sample: 'Check',
  sampleNote: 'Automatic answer drawn at random, to be checked: nothing waits for the decision.',
  call: 'Call',
  callNote: 'This case comes from a call that an advisor noted.',
  step: (journey, step) => `${journey}, step “${step}”`,
};

export const queueWords = pageWords<QueueWords>(fr, en);
