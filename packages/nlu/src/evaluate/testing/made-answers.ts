/** Answers of a made-up classifier to made-up mails, the same for the same seed. */
import { seededRandom } from '@facteur/primitives/testing';
import type { AnsweredText } from '../score-table.ts';

export const INTENTS = ['suivi-commande', 'remboursement', 'renvoi-colis', 'facture', 'annulation'] as const;

const TEXTS = [
  'Où en est ma commande n° 4471 ?',
  'Je souhaite être remboursée, l’article est arrivé cassé.',
  'Mon colis est perdu : renvoyez-le, s’il vous plaît.',
  'Pourriez-vous m’adresser la facture <script>alert("1")</script> & son duplicata ?',
  'J’annule tout.',
] as const;

/** `count` texts: three in four with one request, the others out of scope or with two; about one answer in eight is wrong. */
export function madeAnswers(count: number, seed = 1, intents: readonly string[] = INTENTS): AnsweredText[] {
  const random = seededRandom(seed);
  const pick = (): string => intents[Math.floor(random.next() * intents.length)] ?? '';
  return Array.from({ length: count }, (_, at) => {
    const kind = random.next();
    const [one, other] = [pick(), pick()];
    const truth = kind < 0.75 ? [one] : kind < 0.88 || one === other ? [] : [one, other];
    const said = random.next() < 0.88 ? one : pick();
    const outOfScope = truth.length === 0 ? 0.9 * random.next() : 0.3 * random.next() ** 3;
    const top = (1 - outOfScope) * (said === one ? 1 - 0.6 * random.next() ** 3 : 0.4 + 0.5 * random.next());
    const rest = (1 - outOfScope - top) / (intents.length - 1);
    return {
      text: `${TEXTS[at % TEXTS.length]} (${at + 1})`,
      truth,
      found: truth.length === 2 && random.next() < 0.7 ? truth : [said],
      answer: {
        intents: [said, ...intents.filter((intent) => intent !== said)].map((intent, rank) => ({
          intent,
          probability: rank === 0 ? top : rest,
        })),
        outOfScope,
        nearest: [],
      },
    };
  });
}
