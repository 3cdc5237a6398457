/** What the reply editor says of files, blanks, forwarding and writing together. */
import { pageWords } from '../words/page-words.ts';

const fr = {
  attach: 'Joindre',
  attachLabel: 'Joindre un fichier',
  chooseFile: 'Choisir un fichier…',
  ofCase: 'Fichiers du dossier',
  attached: 'Fichiers joints',
  drop: 'Déposez les fichiers pour les joindre à la réponse',
  uploading: (name: string, share: string): string => `Envoi de ${name} : ${share}`,
  remove: (name: string): string => `Retirer ${name}`,
  retry: 'Réessayer',
  tooLarge: 'Plus de 20 Mo : il ne peut pas partir par mail.',
  notUploaded: 'Non transmis.',
  tooMuchTogether: (total: string): string =>
    `Les fichiers joints pèsent ${total} ensemble ; un mail en porte 20 Mo au plus. Retirez-en.`,
  stillUploading: 'Un fichier est encore en cours d’envoi : la réponse partira ensuite.',
  unsentFile: 'Un fichier n’a pas pu être transmis : réessayez ou retirez-le avant d’envoyer.',
  forward: 'Transférer…',
  forwardNote: 'Écrire à quelqu’un d’extérieur, sans que le client le voie',
  forwardPrefix: 'Tr : ',
  quoted: (who: string, when: string): string => `Le ${when}, ${who} a écrit :`,
  blanks: (count: number): string =>
    count > 1
      ? `Il reste ${count} champs à remplir, entre doubles crochets. La touche Tab mène au suivant.`
      : 'Il reste un champ à remplir, entre doubles crochets.',
  writing: (names: string): string => `${names} écrit dans ce brouillon`,
  begun: (name: string): string => `Brouillon de ${name},`,
};

type EditorWords = typeof fr;

const en: EditorWords = {
  attach: 'Attach',
  attachLabel: 'Attach a file',
  chooseFile: 'Choose a file…',
  ofCase: 'Files of this case',
  attached: 'Attached files',
  drop: 'Drop files to attach them to the reply',
  uploading: (name, share) => `Uploading ${name}: ${share}`,
  remove: (name) => `Remove ${name}`,
  retry: 'Retry',
  tooLarge: 'More than 20 MB: it cannot leave by email.',
  notUploaded: 'Not uploaded.',
  tooMuchTogether: (total) =>
    `The attached files weigh ${total} together; an email carries 20 MB at most. Remove some.`,
  stillUploading: 'A file is still being uploaded: the reply can leave after that.',
  unsentFile: 'A file could not be uploaded: retry or remove it before sending.',
  forward: 'Forward…',
  forwardNote: 'Write to somebody outside, without the customer seeing it',
  forwardPrefix: 'Fwd: ',
  quoted: (who, when) => `On ${when}, ${who} wrote:`,
  blanks: (count) =>
    count > 1
      ? `${count} blanks are left to fill in, between double brackets. Tab leads to the next one.`
      : 'One blank is left to fill in, between double brackets.',
  writing: (names) => `${names} is writing in this draft`,
  begun: (name) => `Draft by ${name},`,
};

export const editorWords = pageWords<EditorWords>(fr, en);
