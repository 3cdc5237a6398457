/** What is said of acts on many cases at once. */
import { pageWords } from '../words/page-words.ts';

const many = (count: number, one: string, more: string): string => `${count} ${count > 1 ? more : one}`;

const fr = {
  acts: 'Actions sur les dossiers cochés',
  tickAll: (count: number): string => `Cocher les ${count} affichés`,
  auto: 'Au plus adapté',
  autoNote: 'Langues, compétences et charge de chacun',
  tag: 'Étiqueter',
  addTag: 'Ajouter une étiquette',
  add: 'Ajouter',
  removeTag: (tag: string, count: number): string => `Retirer « ${tag} » (${many(count, 'dossier', 'dossiers')})`,
  archive: 'Archiver',
  archiveTitle: (count: number): string => `Archiver ${many(count, 'dossier', 'dossiers')}`,
  archiveText:
    'Leurs parcours s’arrêtent là où ils en sont et rien n’est plus envoyé. Aucun paiement ni remboursement n’est déclenché. Un dossier se rouvre si le client écrit de nouveau.',
  trash: 'Supprimer',
  trashTitle: (count: number): string => `Supprimer ${many(count, 'dossier', 'dossiers')}`,
  trashText:
    'Leurs parcours s’arrêtent là où ils en sont et rien n’est plus envoyé. Vous pouvez les restaurer pendant trente jours ; ensuite, ils sont effacés pour de bon.',
  done: (count: number): string => `C’est fait pour ${many(count, 'dossier', 'dossiers')}.`,
  refused: (count: number): string => `${many(count, 'dossier n’a pas changé', 'dossiers n’ont pas changé')} :`,
  hide: 'Masquer',
};

type BulkWords = typeof fr;

const cases = (count: number): string => many(count, 'case', 'cases');

const en: BulkWords = {
  acts: 'Acts on the ticked cases',
  tickAll: (count) => `Tick the ${count} shown`,
  auto: 'Whoever fits best',
  autoNote: 'Languages, skills and load of each',
  tag: 'Tag',
  addTag: 'Add a tag',
  add: 'Add',
  removeTag: (tag, count) => `Remove “${tag}” (${cases(count)})`,
  archive: 'Archive',
  archiveTitle: (count) => `Archive ${cases(count)}`,
  archiveText:
    'Their journeys stop where they are and nothing more is sent. No payment or refund is made. A case opens again when the customer writes.',
  trash: 'Delete',
  trashTitle: (count) => `Delete ${cases(count)}`,
  trashText:
    'Their journeys stop where they are and nothing more is sent. You can restore them for thirty days; after that they are erased for good.',
  done: (count) => `Done for ${cases(count)}.`,
  refused: (count) => `${count} ${count > 1 ? 'cases have' : 'case has'} not changed:`,
  hide: 'Hide',
};

export const bulkWords = pageWords<BulkWords>(fr, en);
