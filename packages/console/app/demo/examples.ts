/** Mails that show what the bot can do, from customers of the demo company. */
import type { WrittenMail } from './raw-mail.ts';

const SHOP = 'sav@boutique.example';
const HOTEL = 'reservation@hotel.example';

export const MAILBOXES: readonly string[] = [SHOP, HOTEL];

export const EXAMPLES: readonly (WrittenMail & { readonly label: string })[] = [
  {
    label: 'Où est ma commande ?',
    fromName: 'Camille Roux',
    fromAddress: 'camille.roux@client.example',
    to: SHOP,
    subject: 'Où en est ma commande ?',
    text: 'Bonjour,\n\nJ’ai commandé le 4 novembre et je n’ai plus de nouvelles. Ma commande porte le numéro CMD-2026-00123.\nPouvez-vous me dire quand elle arrivera ?\n\nMerci d’avance,\nCamille Roux',
  },
  {
    label: 'Colis abîmé',
    fromName: 'Julien Morel',
    fromAddress: 'julien.morel@client.example',
    to: SHOP,
    subject: 'Colis arrivé cassé',
    text: 'Bonjour,\n\nLe vase de ma commande CMD-2026-00131 est arrivé brisé. Le carton était écrasé d’un côté.\nPouvez-vous me le renvoyer ?\n\nCordialement,\nJulien Morel',
  },
  {
    label: 'Remboursement',
    fromName: 'Nadia Benali',
    fromAddress: 'nadia.benali@client.example',
    to: SHOP,
    subject: 'Demande de remboursement',
    text: 'Bonjour,\n\nJe vous ai retourné la lampe il y a dix jours et je n’ai toujours pas été remboursée.\n\nNadia Benali',
  },
  {
    label: 'Réservation d’hôtel',
    fromName: 'Thomas Lefèvre',
    fromAddress: 'thomas.lefevre@client.example',
    to: HOTEL,
    subject: 'Chambre pour le 12 décembre',
    text: 'Bonjour,\n\nAuriez-vous une chambre double pour deux nuits à partir du 12 décembre, petit-déjeuner compris ?\n\nBien à vous,\nThomas Lefèvre',
  },
];
