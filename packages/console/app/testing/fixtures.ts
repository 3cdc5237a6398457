/** A day at “La Boutique Claire” and the “Hôtel des Tilleuls”: invented cases for tests and screenshots. Never in the bundle. */
import type { DeskItem, Me, Notice, Person, Priority, Supervision } from '../api/types.ts';

/** The present of the fixtures: a Friday morning in Paris. */
export const NOW_MS = Date.parse('2026-11-20T09:40:00Z');
const MINUTE_MS = 60_000;

/** An instant `minutes` before the present; negative: after it. */
export function ago(minutes: number): string {
  return new Date(NOW_MS - minutes * MINUTE_MS).toISOString();
}

export const me: Me = {
  id: 'lea',
  name: 'Léa Fontaine',
  email: 'lea@boutique.example',
  role: 'admin',
  language: 'fr',
  settings: { theme: 'light', singleKeys: true, keys: {} },
  isDemo: true,
  teams: ['Service après-vente'],
};

const person = (id: string, name: string, role: Person['role'], changes: Partial<Person> = {}): Person => ({
  id,
  name,
  email: `${id}@boutique.example`,
  role,
  teams: ['Service après-vente'],
  skills: [],
  languages: ['fr'],
  isAway: false,
  isActive: true,
  ...changes,
});

export const people: readonly Person[] = [
  person('lea', 'Léa Fontaine', 'admin', { languages: ['fr', 'en'] }),
  person('karim', 'Karim Haddad', 'advisor', { teams: ['Logistique'] }),
  person('sophie', 'Sophie Lambert', 'supervisor', { languages: ['fr', 'es'] }),
  person('yann', 'Yann Le Goff', 'advisor', { isAway: true, languages: ['fr', 'en'] }),
  person('ines', 'Inès Moreau', 'author', { teams: ['Parcours'] }),
];

interface Seed {
  readonly number: string;
  readonly who: string;
  readonly subject: string;
  readonly excerpt: string;
  readonly reasons: readonly string[];
  readonly journey?: string;
  readonly step?: string;
  readonly priority?: Priority;
  readonly minutes: number;
  readonly dueIn?: number;
  readonly tags?: readonly string[];
  readonly bulk?: string;
  readonly bulkOption?: string;
  readonly options?: readonly string[];
  readonly mailbox?: string;
  readonly language?: string;
  readonly assignee?: string;
  readonly snoozedFor?: number;
  readonly isDone?: boolean;
}

const SHOP = 'sav@boutique.example';
const HOTEL = 'reservation@hotel.example';

const SEEDS: readonly Seed[] = [
  {
    number: '7Q2K-9MXD-Y',
    who: 'Camille Roux',
    subject: 'Vase reçu cassé — commande CMD-2026-00131',
    excerpt:
      'Bonjour, le vase en grès est arrivé brisé en trois morceaux. Le carton était écrasé d’un côté, je joins une photo.',
    reasons: ['step-review'],
    journey: 'renvoi-colis',
    step: 'valider',
    priority: 'high',
    minutes: 95,
    dueIn: -20,
    tags: ['casse'],
    options: ['accepter', 'refuser', 'rembourser'],
  },
  {
    number: '3HTV-K8RN-4',
    who: 'Julien Morel',
    subject: 'Toujours pas remboursé !',
    excerpt:
      'C’est mon troisième message. Je vous ai renvoyé la lampe le 28 octobre et je n’ai toujours rien reçu sur mon compte.',
    reasons: ['customer-upset', 'step-review'],
    journey: 'remboursement',
    priority: 'high',
    minutes: 140,
    dueIn: 35,
    tags: ['relance', 'vip'],
    options: ['accepter', 'refuser'],
  },
  {
    number: 'X4WD-2JPQ-C',
    who: 'Nadia Benali',
    subject: 'Où est mon colis ?',
    excerpt: 'Bonjour, ma commande CMD-2026-00140 devait arriver mardi. Le suivi n’a pas bougé depuis cinq jours.',
    reasons: ['assist-mode'],
    journey: 'suivi-commande',
    minutes: 48,
    dueIn: 190,
    bulk: 'Répondre « expédiée », suivi commande',
    bulkOption: 'envoyer',
    options: ['accepter', 'refuser'],
  },
  {
    number: 'M9RB-6YTE-H',
    who: 'Thomas Lefèvre',
    subject: 'Chambre double pour le 12 décembre',
    excerpt:
      'Auriez-vous une chambre double pour deux nuits à partir du 12 décembre, avec petit-déjeuner et un lit bébé ?',
    reasons: ['several-intents'],
    journey: 'reservation-hotel',
    minutes: 31,
    dueIn: 210,
    mailbox: HOTEL,
    options: [],
  },
  {
    number: 'C2FN-V7GK-8',
    who: 'Hélène Garnier',
    subject: 'Facture au nom de mon entreprise',
    excerpt: 'Pourriez-vous refaire la facture de la commande CMD-2026-00098 au nom de la société Garnier & Fils ?',
    reasons: ['low-confidence'],
    journey: 'facture-justificatif',
    minutes: 62,
    dueIn: 260,
    tags: ['professionnel'],
    options: ['accepter', 'refuser'],
  },
  {
    number: 'R6JZ-3CWM-P',
    who: 'Marc Petit',
    subject: 'Re: Votre commande CMD-2026-00117',
    excerpt: 'Finalement je préfère garder l’article, merci d’annuler le retour. Bonne journée.',
    reasons: ['unexpected-reply'],
    journey: 'retour-echange',
    minutes: 75,
    dueIn: 300,
    options: ['continuer', 'annuler'],
  },
  {
    number: 'B8XE-4NHD-2',
    who: 'Aurélie Blanc',
    subject: 'Suivi de ma commande',
    excerpt: 'Bonjour, pouvez-vous me dire où en est la commande CMD-2026-00142 ? Merci.',
    reasons: ['assist-mode'],
    journey: 'suivi-commande',
    minutes: 22,
    dueIn: 330,
    bulk: 'Répondre « expédiée », suivi commande',
    bulkOption: 'envoyer',
    options: ['accepter', 'refuser'],
  },
  {
    number: 'K5TP-8QVR-J',
    who: 'Oliver Hughes',
    subject: 'Wrong size delivered',
    excerpt: 'Hello, I ordered a medium and received a small. How can I exchange it? Order CMD-2026-00125.',
    reasons: ['low-confidence'],
    journey: 'retour-echange',
    minutes: 18,
    dueIn: 340,
    language: 'en',
    options: ['accepter', 'refuser'],
  },
  {
    number: 'W3GM-7DKX-6',
    who: 'Sarah Cohen',
    subject: 'Remboursement du 14 novembre',
    excerpt: 'Votre mail m’annonce 249,00 € mais ma banque ne voit rien passer. Pouvez-vous vérifier ?',
    reasons: ['effect-in-doubt', 'connector-failed'],
    journey: 'remboursement',
    priority: 'urgent',
    minutes: 12,
    dueIn: 48,
    options: ['verifier', 'rembourser'],
  },
  {
    number: 'H7CR-5EFY-T',
    who: 'Paul Girard',
    subject: 'Question',
    excerpt: 'Bonjour, est-ce que vous recrutez en ce moment dans votre boutique de Lyon ?',
    reasons: ['out-of-scope'],
    minutes: 9,
    dueIn: 400,
    options: [],
  },
  {
    number: 'D4VK-9XWB-M',
    who: 'Isabelle Faure',
    subject: 'Ma commande',
    excerpt: 'Bonjour, ma commande CMD-2026-00147 n’est pas encore là. Est-ce normal ?',
    reasons: ['assist-mode'],
    journey: 'suivi-commande',
    minutes: 6,
    dueIn: 420,
    bulk: 'Répondre « expédiée », suivi commande',
    bulkOption: 'envoyer',
    options: ['accepter', 'refuser'],
  },
  {
    number: 'T2NQ-6MHC-5',
    who: 'Bruno Chevalier',
    subject: 'Changement d’adresse',
    excerpt: 'Je déménage le 1er décembre. Merci d’utiliser désormais le 14 rue des Lilas, 44000 Nantes.',
    reasons: ['unproven-sender'],
    journey: 'coordonnees',
    minutes: 4,
    dueIn: 430,
    options: ['accepter', 'refuser'],
  },
  {
    number: 'P9ZF-2KTD-W',
    who: 'Claire Dumont',
    subject: 'Échange de taille',
    excerpt: 'Bonjour, je souhaite échanger le pull bleu contre une taille L.',
    reasons: ['step-review'],
    journey: 'retour-echange',
    minutes: 180,
    dueIn: 90,
    assignee: 'lea',
    options: ['accepter', 'refuser'],
  },
  {
    number: 'J6WX-3RVE-8',
    who: 'Antoine Masson',
    subject: 'Attestation de garantie',
    excerpt: 'Mon assurance demande une attestation de garantie pour la machine à café.',
    reasons: ['no-journey'],
    minutes: 230,
    dueIn: 120,
    assignee: 'karim',
    options: [],
  },
  {
    number: 'N8GB-7CYQ-3',
    who: 'Émilie Laurent',
    subject: 'Réservation du 3 janvier',
    excerpt: 'Nous arriverons tard, vers 23 h. Est-ce possible ?',
    reasons: ['advisor-asked'],
    journey: 'reservation-hotel',
    minutes: 300,
    snoozedFor: 1320,
    mailbox: HOTEL,
    assignee: 'lea',
    options: ['accepter'],
  },
  {
    number: 'F5DM-4HKP-R',
    who: 'Gérard Simon',
    subject: 'Merci !',
    excerpt: 'Tout est arrivé en parfait état, merci beaucoup.',
    reasons: [],
    journey: 'renvoi-colis',
    minutes: 600,
    isDone: true,
    options: [],
  },
];

function itemOf(seed: Seed): DeskItem {
  const { number, who, minutes, dueIn, isDone = false, assignee, snoozedFor, options = [] } = seed;
  const state = isDone
    ? 'done'
    : snoozedFor !== undefined
      ? 'snoozed'
      : assignee !== undefined
        ? 'assigned'
        : 'unassigned';
  const local = who
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(' ', '.');
  return {
    number,
    ...(!isDone && {
      review: {
        reviewId: `${number}.r1`,
        queue: seed.journey === 'renvoi-colis' ? 'logistique' : 'sav',
        options,
        requestedAt: ago(minutes),
      },
    }),
    subject: seed.subject,
    customer: { name: who, address: `${local}@client.example` },
    mailbox: seed.mailbox ?? SHOP,
    language: seed.language ?? 'fr',
    ...(seed.journey !== undefined && { journey: seed.journey }),
    ...(seed.step !== undefined && { step: seed.step }),
    status: isDone ? 'closed' : 'waiting-advisor',
    priority: seed.priority ?? 'normal',
    reasons: seed.reasons,
    since: ago(minutes),
    ...(dueIn !== undefined && { dueAt: ago(-dueIn) }),
    updatedAt: ago(Math.min(minutes, 5)),
    state,
    ...(assignee !== undefined && { assignee }),
    ...(snoozedFor !== undefined && { snoozedUntil: ago(-snoozedFor) }),
    tags: seed.tags ?? [],
    excerpt: seed.excerpt,
    ...(seed.bulk !== undefined && { bulk: seed.bulk }),
    ...(seed.bulkOption !== undefined && { bulkOption: seed.bulkOption }),
  };
}

export const items: readonly DeskItem[] = SEEDS.map(itemOf);

export const supervision: Supervision = {
  open: 47,
  unassigned: 12,
  oldestSince: ago(180),
  overdue: 1,
  dueSoon: 2,
  automaticShare: 0.68,
  perAdvisor: [
    { id: 'lea', name: 'Léa Fontaine', open: 2, decidedToday: 14 },
    { id: 'karim', name: 'Karim Haddad', open: 5, decidedToday: 21 },
    { id: 'sophie', name: 'Sophie Lambert', open: 1, decidedToday: 6 },
  ],
  perJourney: [
    { journey: 'suivi-commande', open: 18, closedToday: 64, automaticShare: 0.91 },
    { journey: 'retour-echange', open: 11, closedToday: 17, automaticShare: 0.55 },
    { journey: 'remboursement', open: 9, closedToday: 12, automaticShare: 0.42 },
    { journey: 'renvoi-colis', open: 6, closedToday: 8, automaticShare: 0.5 },
    { journey: 'reservation-hotel', open: 3, closedToday: 10, automaticShare: 0.7 },
  ],
  perMailbox: [
    { mailbox: SHOP, open: 41, closedToday: 98, automaticShare: 0.66 },
    { mailbox: HOTEL, open: 6, closedToday: 13, automaticShare: 0.77 },
  ],
};

export const notices: readonly Notice[] = [
  {
    id: 'n1',
    at: ago(16),
    number: '7Q2K-9MXD-Y',
    kind: 'mention',
    by: { id: 'karim', name: 'Karim Haddad' },
    text: '@lea il en reste deux en stock, tu peux renvoyer.',
  },
  {
    id: 'n2',
    at: ago(180),
    number: 'P9ZF-2KTD-W',
    kind: 'assigned',
    by: { id: 'sophie', name: 'Sophie Lambert' },
    text: 'Échange de taille',
  },
];
