/** What supervisors see, played: journeys, a stop in force, mails held back. */
import type { Brake, LiveJourney, Quarantine } from '../api/types.ts';
import { ago } from './fixtures.ts';

export const liveJourneys: readonly LiveJourney[] = [
  {
    journey: 'suivi-commande',
    intent: 'suivi-commande',
    title: { fr: 'Suivi d’une commande', en: 'Where is my order' },
  },
  { journey: 'remboursement', intent: 'remboursement', title: { fr: 'Remboursement', en: 'Refund' } },
  { journey: 'reclamation', intent: 'reclamation', title: { fr: 'Réclamation', en: 'Complaint' } },
  {
    journey: 'coordonnees',
    intent: 'coordonnees',
    title: { fr: 'Changement de coordonnées', en: 'Change of contact details' },
  },
];

export const brake: Brake = {
  records: [
    {
      scope: 'journey',
      name: 'remboursement',
      isStopped: true,
      history: [{ at: ago(12), by: 'Karim Benali', what: 'stopped', reason: 'montants à vérifier' }],
    },
  ],
  journeys: liveJourneys.map(({ journey }) => journey),
  mailboxes: ['sav@boutique.example', 'reservation@hotel.example'],
};

export const quarantine: Quarantine = {
  mails: [
    {
      caseNumber: '9QAW-MPYF-6',
      mailId: 'm1',
      mailbox: 'sav@boutique.example',
      receivedAt: ago(95),
      from: { address: 'offres@promo.example', name: 'Super Promos' },
      subject: 'Gagnez un téléphone',
      text: 'Félicitations ! Vous avez été tiré au sort parmi nos clients. Cliquez ici avant minuit.',
    },
  ],
};
