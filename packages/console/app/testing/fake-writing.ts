/** What the played API says of files, new cases, customers by phone, acts on many cases; laid over what it says otherwise. */
import type { CustomerCases, DeskAct, QueueItem } from '../api/write-types.ts';
import { ago } from './fixtures.ts';
import { sampleItem } from './sample-item.ts';

/** The case of a noted call, and the one that is but a check. */
const CALL = 'H7CR-5EFY-T';
const SAMPLE = 'T2NQ-6MHC-5';
/** The case that a new one becomes: it is there at once. */
const OPENED = 'K5TP-8QVR-J';
/** The number of a customer who called before. */
const KNOWN_PHONE = '33612345678';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly body: unknown;
}

const trashed: readonly QueueItem[] = [
  sampleItem({
    number: 'Q3LX-8WPN-5',
    subject: 'Gagnez un téléphone',
    customer: { name: 'Super Promos', address: 'offres@promo.example' },
    status: 'closed',
    state: 'trash',
    reasons: [],
    since: ago(4_000),
    updatedAt: ago(300),
    excerpt: 'Félicitations ! Vous avez été tiré au sort parmi nos clients.',
  }),
];

/** `answer` as the rest of the API gave it, or ours where it is asked for what we know. */
export function withWriting({ method, path, search, body }: Asked, answer: Answer): Answer {
  if (answer.status === 401) return answer;
  if (path === '/openings') return { status: 201, body: { caseNumber: OPENED } };
  if (path === '/desk/acts') return { status: 200, body: acted(body as { numbers: string[]; act: DeskAct }) };
  if (method === 'POST' && path.endsWith('/files')) return { status: 201, body: uploaded(search.get('name') ?? '') };
  if (path === '/customers') return { status: 200, body: byPhone(search.get('phone') ?? '') };
  if (path.startsWith('/customers/')) return { status: 200, body: byAddress(answer.body as CustomerCases) };
  if (path === '/desk/counts') return { status: 200, body: withTrash(answer.body as { states: object }) };
  if (path === '/desk') return { status: 200, body: page(search, answer.body as { items: readonly QueueItem[] }) };
  return answer;
}

/** The second of several is not in a state for it. */
function acted({ numbers, act }: { numbers: string[]; act: DeskAct }) {
  const refused = numbers.slice(1, 2).map((number) => ({
    number,
    why: `Le dossier est tenu par Karim Haddad : demandez-lui la main avant de le ${act.kind === 'trash' ? 'jeter' : 'changer'}.`,
  }));
  return { done: numbers.filter((number) => number !== refused[0]?.number), refused };
}

function uploaded(name: string) {
  return { file: { id: `f-${name.length}`, name, type: 'application/pdf', bytes: 182_000 } };
}

function byPhone(phone: string): CustomerCases {
  if (!phone.endsWith(KNOWN_PHONE.slice(-9))) return { cases: [] };
  return { address: 'camille.roux@client.example', name: 'Camille Roux', cases: casesOfCamille };
}

function byAddress(found: CustomerCases): CustomerCases {
  return found.address === 'camille.roux@client.example'
    ? { ...found, name: 'Camille Roux', cases: casesOfCamille }
    : found.address?.startsWith('inconnu')
      ? { cases: [] }
      : found;
}

const camille = { name: 'Camille Roux', address: 'camille.roux@client.example' };
const casesOfCamille: readonly QueueItem[] = [
  sampleItem({
    number: '7Q2K-9MXD-Y',
    subject: 'Vase reçu cassé — commande CMD-2026-00131',
    customer: camille,
    journey: 'renvoi-colis',
    tags: ['casse'],
    updatedAt: ago(5),
    excerpt: 'Bonjour, le vase en grès est arrivé brisé en trois morceaux.',
  }),
  sampleItem({
    number: 'X4WD-2JPQ-C',
    subject: 'Appel de Camille Roux',
    customer: { ...camille, address: 'c.roux@travail.example' },
    status: 'waiting-customer',
    journey: 'suivi-commande',
    isCall: true,
    updatedAt: ago(600),
    excerpt: 'Demande où en est la commande CMD-2026-00138, passée le 9 novembre.',
  } as Partial<QueueItem> & { number: string }),
  sampleItem({
    number: 'F5DM-4HKP-R',
    subject: 'Merci !',
    customer: camille,
    status: 'closed',
    state: 'done',
    tags: ['vip'],
    updatedAt: ago(40_000),
    excerpt: 'Tout est arrivé en parfait état, merci beaucoup.',
  }),
];

function withTrash<Counts extends { states: object }>(counts: Counts): Counts {
  return { ...counts, states: { ...counts.states, trash: trashed.length } };
}

function page(search: URLSearchParams, shown: { readonly items: readonly QueueItem[] }) {
  if (search.get('state') === 'trash') return { items: trashed, total: trashed.length };
  return { ...shown, items: shown.items.map(marked) };
}

function marked(item: QueueItem): QueueItem {
  if (item.number === CALL) return { ...item, isCall: true };
  return item.number === SAMPLE ? { ...item, sample: true } : item;
}
