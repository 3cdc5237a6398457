/** What the customer's page says. */
import { pageWords } from '../words/page-words.ts';

const fr = {
  title: 'Client',
  unnamed: 'Client sans nom',
  open: 'En cours',
  over: 'Terminés',
  noneOpen: 'Aucun dossier en cours.',
  newMail: 'Nouveau mail',
  noteCall: 'Noter un appel',
  unknown: (who: string): string => `${who} n’est pas encore connu.`,
  unknownPhone: 'Aucun dossier ne porte ce numéro. Notez l’appel : un dossier s’ouvre à ce numéro.',
  unknownAddress: 'Aucun dossier ne porte cette adresse.',
  find: 'Adresse ou numéro de téléphone',
  findHint: 'camille@exemple.fr ou 06 12 34 56 78',
  show: 'Afficher',
  lead: 'Retrouvez un client et tous ses dossiers. Votre téléphonie peut ouvrir cette page toute seule à chaque appel.',
  isTrash: 'Supprimé',
  isCall: 'Appel',
};

type CustomerWords = typeof fr;

const en: CustomerWords = {
  title: 'Customer',
  unnamed: 'Customer without a name',
  open: 'Open',
  over: 'Over',
  noneOpen: 'No open case.',
  newMail: 'New email',
  noteCall: 'Note a call',
  unknown: (who) => `${who} is not known yet.`,
  unknownPhone: 'No case has this number. Note the call: a case is opened for it.',
  unknownAddress: 'No case has this address.',
  find: 'Address or phone number',
  findHint: 'camille@example.com or +33 6 12 34 56 78',
  show: 'Show',
  lead: 'Find a customer and all their cases. Your telephone system can open this page by itself at every call.',
  isTrash: 'Deleted',
  isCall: 'Call',
};

export const customerWords = pageWords<CustomerWords>(fr, en);
