/** What the played API says of journeys' maps, links, side conversations and calls; laid over what it says of a case. */
import type { ActsDesk, JourneyMap, JourneyWords, MapStep, Title } from '../api/case-types.ts';
import type { Case, TimelineEntry } from '../api/types.ts';
import { ago } from './fixtures.ts';

/** The case with everything; those that are held by a colleague, merged into another, in the trash. */
const FULL = '7Q2K-9MXD-Y';
const HELD = '3HTV-K8RN-4';
const MERGED = 'C2FN-V7GK-8';
const TRASHED = 'R6JZ-3CWM-P';

const LEA = { id: 'lea', name: 'Léa Fontaine' };
const KARIM = { id: 'karim', name: 'Karim Haddad' };
const SIDE = 'k3n8q2w7r5tz';

/** An answer of the played API. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** `answer` as the rest of the API gave it, with what acts on cases add; other answers are left as they are. */
export function withCaseActs(path: string, answer: Answer): Answer {
  if (path === '/journeys/words') return { status: 200, body: journeyWords };
  const mapped = /^\/journeys\/([^/]+)\/map$/.exec(path)?.[1];
  if (mapped !== undefined)
    return mapped === journeyMap.journey ? { status: 200, body: journeyMap } : { status: 404, body: {} };
  const [, number, action] = /^\/cases\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  if (number === undefined || answer.status !== 200) return answer;
  if (action === undefined) return { status: 200, body: caseWithActs(answer.body as Case) };
  const isDesk = typeof answer.body === 'object' && answer.body !== null && 'lease' in answer.body;
  return isDesk ? { status: 200, body: deskWithActs(number, answer.body as ActsDesk) } : answer;
}

function caseWithActs(shown: Case): Case {
  const desk = shown.desk && deskWithActs(shown.number, shown.desk);
  const full = { ...shown, ...(desk && { desk }) };
  if (shown.number === MERGED) return { ...full, status: 'merged', into: FULL, reviews: [] };
  if (shown.number !== FULL) return full;
  const timeline = [...shown.timeline, ...MORE].sort((a, b) => a.at.localeCompare(b.at));
  return { ...full, timeline };
}

function deskWithActs(number: string, desk: ActsDesk): ActsDesk {
  switch (number) {
    case FULL:
      return {
        ...desk,
        links: [
          { number: MERGED, kind: 'absorbed' },
          { number: 'X4WD-2JPQ-C', kind: 'split-into' },
          { number: 'B8XE-4NHD-2', kind: 'related' },
        ],
        side: [
          {
            id: SIDE,
            with: ['m.leroy@transport.example'],
            subject: 'Carton écrasé, tournée du 18 novembre',
            startedAt: ago(70),
            by: LEA,
            lastAt: ago(24),
            isAnswered: true,
          },
        ],
      };
    case HELD:
      return { ...desk, lease: { holder: 'advisor', advisor: KARIM, epoch: 3 } };
    case TRASHED:
      return { ...desk, state: 'trash', trashedAt: ago(200) };
    default:
      return desk;
  }
}

const event = (nth: number, minutes: number, topic: string, data: object): TimelineEntry => ({
  at: ago(minutes),
  topic,
  eventId: `act-${nth}`,
  data,
});

const changed = (nth: number, minutes: number, step: string, data: object): TimelineEntry =>
  event(nth, minutes, 'case.changed', {
    change: 'stepped',
    status: 'open',
    journey: 'renvoi-colis',
    journeyHash: 'h1',
    step,
    data,
  });

const order = {
  number: 'CMD-2026-00131',
  status: 'livrée',
  total: { minor: 18_900, currency: 'EUR' },
  sku: 'VASE-GRES-32',
};

const MORE: readonly TimelineEntry[] = [
  changed(1, 95.9, 'retrouver', {
    trail: ['renvoi-colis/collect', 'renvoi-colis/retrouver'],
    learned: { commande: 'CMD-2026-00131', motif: 'abîmé', photo: { name: 'vase.jpg', type: 'image/jpeg' } },
  }),
  changed(2, 95.8, 'client', {
    trail: ['renvoi-colis/situer#4', 'renvoi-colis/client'],
    learned: { order },
    called: { step: 'retrouver', operation: 'boutique.order', output: order },
  }),
  changed(3, 95.7, 'stock', { trail: ['renvoi-colis/stock'] }),
  changed(4, 95.6, 'valider', { trail: ['renvoi-colis/choisir#2', 'renvoi-colis/valider'] }),
  event(5, 70, 'advisor.acted', { action: 'expert', advisor: LEA, conversation: SIDE }),
  event(6, 70, 'reply.requested', { replyId: 's1', purpose: 'question', side: SIDE }),
  event(7, 69, 'reply.sent', {
    replyId: 's1',
    purpose: 'question',
    mailbox: 'sav@boutique.example',
    sentAt: ago(69),
    to: { address: 'm.leroy@transport.example' },
    cc: [{ address: 'litiges@transport.example' }],
    subject: 'Carton écrasé, tournée du 18 novembre',
    text: 'Bonjour,\n\nUn carton a été livré écrasé à Nantes le 18. Avez-vous une réserve du livreur ?\n\nLéa Fontaine',
    author: LEA,
    attachments: [{ name: 'vase.png', type: 'image/png', bytes: 482_000 }],
    side: SIDE,
  }),
  event(8, 24, 'mail.received', {
    mailId: 'm9',
    mailbox: 'sav@boutique.example',
    channel: 'smtp',
    receivedAt: ago(24),
    kind: 'human',
    language: 'fr',
    from: { address: 'm.leroy@transport.example', name: 'Michel Leroy' },
    proof: 'authenticated',
    subject: 'Re: Carton écrasé, tournée du 18 novembre',
    text: 'Bonjour Léa,\n\nOui : réserve notée à la livraison, choc au dépôt. Nous prenons le litige à notre charge.\n\nMichel',
    attachments: [],
    side: SIDE,
  }),
  event(9, 40, 'advisor.acted', {
    action: 'call',
    advisor: KARIM,
    note: 'Madame Roux a rappelé : elle veut être sûre que le vase arrive avant samedi.',
  }),
  event(10, 60, 'advisor.acted', { action: 'split', advisor: LEA, parts: [{ id: 'p1', text: 'où en est…' }] }),
  event(11, 58, 'advisor.acted', { action: 'link', advisor: LEA, others: ['B8XE-4NHD-2'] }),
];

const titled = (fr: string, en: string): Title => ({ fr, en });

function step(
  id: string,
  kind: MapStep['kind'],
  title: Title,
  next: MapStep['next'],
  acts: MapStep['acts'] = 'nothing',
): MapStep {
  return { id, kind, title, acts, next };
}

const journeyMap: JourneyMap = {
  journey: 'renvoi-colis',
  hash: 'h1',
  title: titled('Renvoi d’un colis perdu ou abîmé', 'Reship a lost or damaged parcel'),
  collect: [
    { name: 'commande', type: 'order-number', title: titled('Numéro de commande', 'Order number') },
    { name: 'motif', type: 'choice', title: titled('Motif', 'Reason') },
    { name: 'photo', type: 'document', title: titled('Photo du colis', 'Photo of the parcel') },
  ],
  steps: [
    step('retrouver', 'call', titled('Retrouver la commande', 'Find the order'), [
      { to: 'situer' },
      { to: 'verifier' },
    ]),
    step('situer', 'decide', titled('Situer la livraison', 'Place the delivery'), [
      { to: 'verifier' },
      { to: 'client' },
    ]),
    step('client', 'call', titled('Lire la fiche client', 'Read the customer’s record'), [{ to: 'stock' }]),
    step('stock', 'call', titled('Vérifier le stock', 'Check the stock'), [{ to: 'choisir' }, { to: 'verifier' }]),
    step('choisir', 'decide', titled('Choisir la suite', 'Choose how to go on'), [
      { to: 'renvoyer', when: 'order.total <= eur(150)' },
      { to: 'valider' },
      { to: 'rembourser' },
    ]),
    step('valider', 'review', titled('Valider le renvoi', 'Validate the reshipment'), [
      { to: 'renvoyer', option: 'accepter' },
      { to: 'refus', option: 'refuser' },
      { to: 'rembourser', option: 'rembourser' },
    ]),
    step('renvoyer', 'call', titled('Renvoyer l’article', 'Reship the article'), [{ to: 'confirmer' }], 'goods'),
    step('confirmer', 'reply', titled('Confirmer au client', 'Confirm to the customer'), [{}]),
    step('refus', 'reply', titled('Expliquer le refus', 'Explain the refusal'), [{}]),
    step('rembourser', 'start', titled('Passer au remboursement', 'Go on to the refund'), [{}], 'money'),
    step('verifier', 'handoff', titled('Confier à la logistique', 'Hand to logistics'), [{}]),
  ],
};

const journeyWords: JourneyWords = {
  steps: Object.fromEntries(journeyMap.steps.map(({ id, title }) => [id, title])),
  options: {
    accepter: titled('Accepter le renvoi', 'Accept the reshipment'),
    refuser: titled('Refuser', 'Refuse'),
    rembourser: titled('Rembourser à la place', 'Refund instead'),
  },
  data: { order: titled('Commande', 'Order'), stock: titled('Stock', 'Stock') },
};
