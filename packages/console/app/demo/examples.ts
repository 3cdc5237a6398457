/** Mails that show what the bot can do, from customers of the demo company about what they really ordered. */
import type { WrittenMail } from './raw-mail.ts';

const SHOP = 'sav@boutique.example';
const HOTEL = 'reservation@hotel.example';

export const MAILBOXES: readonly string[] = [SHOP, HOTEL];

export const EXAMPLES: readonly (WrittenMail & { readonly label: string })[] = [
  {
    label: 'Où est ma commande ?',
    fromName: 'Claire Martin',
    fromAddress: 'claire.martin@courriel.example',
    to: SHOP,
    subject: 'Où en est ma commande ?',
    text: 'Bonjour,\n\nMa commande porte le numéro CMD-2026-00123. Pouvez-vous me dire où elle en est et quand elle arrivera ?\n\nMerci d’avance,\nClaire Martin',
  },
  {
    label: 'Colis perdu',
    fromName: 'Fatou Diallo',
    fromAddress: 'fatou.diallo@courriel.example',
    to: SHOP,
    subject: 'Colis jamais reçu',
    text: 'Bonjour,\n\nMon colis de la commande CMD-2026-00131 est perdu : le transporteur n’en retrouve plus la trace.\nPouvez-vous me le renvoyer ?\n\nCordialement,\nFatou Diallo',
  },
  {
    label: 'Remboursement',
    fromName: 'Karim Benali',
    fromAddress: 'karim.benali@mail.example',
    to: SHOP,
    subject: 'Demande de remboursement',
    text: 'Bonjour,\n\nJe souhaite être remboursé de ma commande CMD-2026-00125 : la cafetière fuit.\n\nKarim Benali',
  },
  {
    label: 'Deux demandes',
    fromName: 'Élodie Lefèvre',
    fromAddress: 'elodie.lefevre@courriel.example',
    to: SHOP,
    subject: 'Plusieurs choses',
    text: 'Bonjour,\n\nOù en est ma commande CMD-2026-00127 ? Par ailleurs, merci de m’envoyer la facture de la commande CMD-2026-00128.\n\nÉlodie Lefèvre',
  },
  {
    label: 'Annuler une chambre',
    fromName: 'Karim Benali',
    fromAddress: 'karim.benali@mail.example',
    to: HOTEL,
    subject: 'Annulation de ma réservation',
    text: 'Bonjour,\n\nJe dois annuler ma réservation TIL-20417 : je ne pourrai pas venir.\n\nBien à vous,\nKarim Benali',
  },
  {
    label: 'In English',
    fromName: 'Emily Carter',
    fromAddress: 'emily.carter@mail.example',
    to: SHOP,
    subject: 'Where is my order?',
    text: 'Hello,\n\nWhere is my order CMD-2026-00135, please? When will it arrive?\n\nBest regards,\nEmily Carter',
  },
];
