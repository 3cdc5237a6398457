/** The case of a broken vase, in the middle of its journey: for tests and screenshots. */
import type { Case, CaseDesk, Mail, Review } from '../api/types.ts';
import { ago, items } from './fixtures.ts';

const TEXT = `Bonjour,

Le vase en grès de ma commande CMD-2026-00131 est arrivé brisé en trois morceaux. Le carton était écrasé d’un côté, vous le verrez sur la photo ci-jointe.

Pouvez-vous m’en renvoyer un autre ? C’est pour un anniversaire, samedi prochain.

Et tant que j’y suis : où en est ma commande CMD-2026-00138, passée le 9 novembre ?

Merci d’avance,
Camille Roux`;

function spanOf(words: string) {
  const start = TEXT.indexOf(words);
  return { in: 'text' as const, start, end: start + words.length };
}

const BROKEN = 'Le vase en grès de ma commande CMD-2026-00131 est arrivé brisé en trois morceaux.';
const CRUSHED = 'Le carton était écrasé d’un côté, vous le verrez sur la photo ci-jointe.';
const WHERE = 'où en est ma commande CMD-2026-00138, passée le 9 novembre ?';

const requests = [
  {
    span: spanOf(BROKEN),
    text: BROKEN,
    intents: [
      { intent: 'renvoi-colis', probability: 0.86 },
      { intent: 'reclamation', probability: 0.08 },
      { intent: 'remboursement', probability: 0.04 },
    ],
    outOfScope: 0.01,
    nearest: [{ intent: 'renvoi-colis', text: 'Mon colis est arrivé cassé', similarity: 0.91 }],
    threshold: { value: 0.75, isGuaranteed: false, risk: 0.01 },
    missing: [{ code: 'not-guaranteed' as const, needed: 112 }],
    explainedBy: [{ span: spanOf(CRUSHED), text: CRUSHED, intent: 'reclamation' }],
  },
  {
    span: spanOf(WHERE),
    text: WHERE,
    intents: [
      { intent: 'suivi-commande', probability: 0.97 },
      { intent: 'annulation-commande', probability: 0.01 },
    ],
    outOfScope: 0.01,
    threshold: { value: 0.8, isGuaranteed: true, risk: 0.01 },
    missing: [],
  },
];

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const order = { number: 'CMD-2026-00131', status: 'livrée', total: eur(18_900), sku: 'VASE-GRES-32' };

function reviewOf(number: string, options: readonly string[]): Review {
  return {
    reviewId: `${number}.r1`,
    queue: 'logistique',
    priority: 'high',
    reasons: [{ code: 'step-review' }],
    runVersion: 7,
    journey: 'renvoi-colis',
    step: 'valider',
    mailId: 'm1',
    requests,
    show: [
      { name: 'commande', value: order },
      { name: 'motif', value: 'abîmé' },
      { name: 'stock', value: { disponible: 2, entrepôt: 'Nantes' } },
    ],
    options,
    acts: { accepter: 'money', refuser: 'nothing', rembourser: 'money' },
    edit: [
      { name: 'motif', type: 'choice', choices: ['perdu', 'abîmé'], value: 'abîmé' },
      { name: 'commande', type: 'order-number', value: 'CMD-2026-00131' },
    ],
    data: { commande: 'CMD-2026-00131', motif: 'abîmé', photo: { name: 'vase.jpg', type: 'image/jpeg' }, order },
    requestedAt: ago(95),
    status: 'open',
    dueAt: ago(20),
  };
}

/** The case whose automatic answer was drawn for a check. */
const CHECKED = 'F5DM-4HKP-R';

function checkOf(number: string): Review {
  return {
    ...reviewOf(number, []),
    reviewId: `${number}.check`,
    reasons: [{ code: 'assist-mode', detail: 'réponse automatique tirée au hasard (5 %)' }],
    journey: 'suivi-commande',
    requests: requests.slice(1),
    show: [],
    edit: [],
    data: {},
    sample: { rate: 0.05 },
  };
}

const mail = (number: string): Mail => ({
  mailId: 'm1',
  mailbox: 'sav@boutique.example',
  receivedAt: ago(97),
  kind: 'human',
  language: 'fr',
  from: items.find((item) => item.number === number)?.customer ?? { address: 'camille.roux@client.example' },
  proof: 'authenticated',
  subject: 'Vase reçu cassé — commande CMD-2026-00131',
  text: TEXT,
  attachments: [
    { name: 'vase.png', type: 'image/png', bytes: 482_000, blob: {}, thumbnail: {} },
    { name: 'bon-de-livraison.pdf', type: 'application/pdf', bytes: 96_400, blob: {}, thumbnail: {}, text: {} },
    { name: 'facture.exe', type: 'application/octet-stream', bytes: 51_000, danger: 'Win.Test.EICAR_HDB-1' },
  ],
  problems: [{ code: 'file-infected', detail: 'facture.exe: Win.Test.EICAR_HDB-1' }],
});

const answerOf = (number: string) => [
  {
    replyId: `${number}.a2`,
    purpose: 'answer',
    mailbox: 'sav@boutique.example',
    sentAt: ago(95),
    to: { address: 'gerard.simon@client.example' },
    subject: `Re: Merci ! [${number}]`,
    text: 'Bonjour,\n\nVotre commande CMD-2026-00138 a été expédiée le 18 novembre ; la livraison est prévue demain.\n\nL’équipe de La Boutique Claire',
    author: { id: 'bot' },
    merges: [`${number}.a0`],
    refused: [{ address: 'copie@client.example', reply: '550 boîte inconnue' }],
  },
];

const desk = (): CaseDesk => ({
  state: 'unassigned',
  tags: ['casse'],
  notes: [
    {
      id: 'n1',
      at: ago(16),
      by: { id: 'karim', name: 'Karim Haddad' },
      text: '@lea il en reste deux en stock, tu peux renvoyer. Colis à assurer cette fois.',
      mentions: ['lea'],
    },
  ],
  lease: { holder: 'bot', epoch: 3 },
});

export function sampleCase(number: string): Case {
  const item = items.find((one) => one.number === number);
  const options = item?.review?.options ?? [];
  const hasReview = item?.review !== undefined;
  const event = (nth: number, minutes: number, topic: string, data: unknown) => ({
    at: ago(minutes),
    topic,
    eventId: `${number}.e${nth}`,
    data,
  });
  const review = reviewOf(number, options.length > 0 ? options : ['accepter', 'refuser']);
  return {
    number,
    mailbox: item?.mailbox ?? 'sav@boutique.example',
    subject: item?.subject ?? 'Vase reçu cassé — commande CMD-2026-00131',
    ...(item?.customer && { customer: item.customer }),
    language: item?.language ?? 'fr',
    openedAt: ago(97),
    updatedAt: ago(16),
    status: item?.status ?? 'waiting-advisor',
    journey: item?.journey ?? 'renvoi-colis',
    step: 'valider',
    ...(!hasReview && { outcome: 'resolved' }),
    reasons: item?.reasons ?? ['step-review'],
    timeline: [
      event(1, 97, 'mail.received', mail(number)),
      event(2, 97, 'reply.requested', { replyId: `${number}.a0`, purpose: 'acknowledgement' }),
      event(3, 97, 'mail.understood', { mailId: 'm1', model: 'e5', requests, data: [], tone: 'neutral' }),
      event(4, 96, 'reply.sent', {
        replyId: `${number}.a1`,
        purpose: 'acknowledgement',
        mailbox: item?.mailbox,
        sentAt: ago(96),
        to: item?.customer,
        subject: `Re: ${item?.subject ?? ''} [${number}]`,
        text:
          'Bonjour,\n\nNous avons bien reçu votre message et nous nous en occupons. Voici votre numéro de dossier : ' +
          `${number}.\n\nL’équipe de La Boutique Claire`,
        author: { id: 'bot' },
      }),
      ...(number === CHECKED ? answerOf(number).map((data, nth) => event(20 + nth, 95, 'reply.sent', data)) : []),
      event(9, 95, 'reply.failed', {
        replyId: `${number}.a9`,
        purpose: 'reminder',
        code: 'BOUNCED',
        detail: '5.2.2 boîte pleine',
      }),
      event(5, 96, 'case.changed', { change: 'stepped', status: 'open', journey: 'renvoi-colis', step: 'stock' }),
      ...(hasReview ? [event(6, 95, 'review.requested', review)] : []),
    ],
    reviews: hasReview ? [review] : number === CHECKED ? [checkOf(number)] : [],
    desk: desk(),
  };
}
