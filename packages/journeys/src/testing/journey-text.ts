/** A small right journey as text, for tests to break or run. */

import type { JourneyFiles } from '../files/journey-files.ts';
import { type Journey, journeyFrom } from '../journey.ts';
import { DEMO_CATALOGUE } from './demo-catalogue.ts';

/** Lines of a right `journey.yaml`; line numbers in tests count from here. */
export const JOURNEY_TEXT = `journey: essai
title: { fr: Essai, en: Trial }
intent: essai
risk: 1%
queue: sav
collect:
  commande: { type: order-number, ask: demande, remind: [3d, 7d], remind-with: relance, give-up: 14d }
  motif:
    type: choice
    of: [perdu, abîmé]
    ask: demande-motif
  photo:
    type: document
    accept: [image/*]
    when: motif = "abîmé"
    ask: demande-photo
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order, on: { not-found: verifier } }
  - choisir:
      decide:
        - { when: order.total <= eur(150), go: rembourser }
        - { otherwise: valider }
  - valider: { review: { queue: compta, show: [order, photo], within: 4h, options: { accepter: rembourser, refuser: fin } } }
  - rembourser:
      call: comptabilite.refund
      with: { order: order.number, amount: order.total }
      once-per: order.number
      save: refund
  - confirmer: { reply: confirmation, close: resolved }
  - fin: { close: refused }
  - verifier: { handoff: sav, show: [commande] }
`;

const template = (body: string) => `---\nsubject: Objet\n---\n${body}\n`;

/** The files of a right journey around `text`. */
export function filesAround(text: string, more: Readonly<Record<string, string>> = {}): JourneyFiles {
  const templates = ['demande', 'demande-motif', 'demande-photo', 'relance'].map((name) => [
    `templates/${name}.fr.md`,
    template(name),
  ]);
  return {
    folder: 'essai',
    files: {
      'journey.yaml': text,
      'examples.fr.txt': 'Un exemple.\n',
      ...Object.fromEntries(templates),
      'templates/confirmation.fr.md': template('{{ order.number }} : {{ refund.amount | money }}'),
      ...more,
    },
  };
}

/** `JOURNEY_TEXT` (or `text`) as a journey. Throws when it has a problem. */
export function journeyOf(text = JOURNEY_TEXT, more: Readonly<Record<string, string>> = {}): Journey {
  const { journey, problems } = journeyFrom(filesAround(text, more), DEMO_CATALOGUE);
  if (journey === undefined) throw new Error(JSON.stringify(problems));
  return journey;
}
