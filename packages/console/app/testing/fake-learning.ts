/** What authors see of learning, played: proposals that can be settled, and thresholds of each kind. */
import type { ModelInForce, Proposal, ProposalStatus } from '../learning/learning-types.ts';
import { ago } from './fixtures.ts';

const DAY_MIN = 1_440;

interface Seed {
  readonly number: string;
  readonly text: string;
  readonly intent: string;
  readonly predicted: string;
  readonly probability: number;
  readonly minutes: number;
  readonly language?: string;
  readonly status?: ProposalStatus;
}

const SEEDS: readonly Seed[] = [
  {
    number: '7Q2K-9MXD-Y',
    text: 'Le livreur a balancé mon carton par-dessus la haie du voisin et tout est trempé, que comptez-vous faire ?',
    ...{ intent: 'reclamation', predicted: 'suivi-commande', probability: 0.41, minutes: 95 },
  },
  {
    number: '3HTV-K8RN-4',
    text: 'Cela fait trois fois que je vous réclame mon argent pour la lampe.',
    ...{ intent: 'remboursement', predicted: 'remboursement', probability: 0.58, minutes: 140 },
  },
  {
    number: 'K5TP-8QVR-J',
    text: 'I moved last week, please send my next parcels to the new flat.',
    ...{ intent: 'coordonnees', predicted: 'suivi-commande', probability: 0.36, minutes: 260, language: 'en' },
  },
  {
    number: 'B8XE-4NHD-2',
    text: 'Le suivi dit « livré » depuis mardi, or je n’ai rien dans ma boîte et la gardienne non plus. J’ai demandé aux voisins du dessus, appelé le transporteur, attendu deux jours de plus comme on me l’avait conseillé : toujours rien. Où est passé mon paquet ?',
    ...{ intent: 'suivi-commande', predicted: 'reclamation', probability: 0.47, minutes: DAY_MIN },
  },
  {
    number: 'C2FN-V7GK-8',
    text: 'Mon adresse de facturation n’est plus la bonne depuis le déménagement.',
    ...{ intent: 'coordonnees', predicted: 'reclamation', probability: 0.29, minutes: 2 * DAY_MIN },
  },
  {
    number: 'X4WD-2JPQ-C',
    text: 'Mon colis dort à l’agence depuis une semaine.',
    ...{ intent: 'suivi-commande', predicted: 'reclamation', probability: 0.44, minutes: 3 * DAY_MIN },
    status: 'accepted',
  },
  {
    number: 'D4VK-9XWB-M',
    text: 'Rendez-moi mes sous, je garde le vase cassé en souvenir.',
    ...{ intent: 'remboursement', predicted: 'reclamation', probability: 0.52, minutes: 4 * DAY_MIN },
    status: 'accepted',
  },
  {
    number: 'H7CR-5EFY-T',
    text: 'Suite à notre échange de ce matin avec Sophie, c’est d’accord.',
    ...{ intent: 'remboursement', predicted: 'suivi-commande', probability: 0.31, minutes: 5 * DAY_MIN },
    status: 'refused',
  },
];

const model: ModelInForce = {
  model: 'b41f0c72',
  savedAt: ago(DAY_MIN + 35),
  thresholds: {
    'suivi-commande': { value: 0.87, isGuaranteed: true, risk: 0.01, cases: 412, coverage: 0.64 },
    remboursement: { value: 0.75, isGuaranteed: false, risk: 0.01, cases: 179, needed: 120 },
    reclamation: { isGuaranteed: false, risk: 0.005, cases: 12, needed: 1_186 },
    coordonnees: { isGuaranteed: false, risk: 0, cases: 40 },
  },
};

function proposalOf({ number, minutes, predicted, probability, status = 'proposed', ...rest }: Seed): Proposal {
  const about = { id: `${number}.p1`, caseNumber: number, language: 'fr', status, at: ago(minutes) };
  const by = status === 'proposed' ? {} : { by: 'Inès Moreau' };
  return { ...about, ...rest, ...by, predicted: { intent: predicted, probability } };
}

/** `answer`: undefined for what is none of learning's. */
export function openFakeLearning() {
  let proposals = SEEDS.map(proposalOf);
  return {
    answer(path: string, search: URLSearchParams) {
      if (path === '/nlu/model') return { status: 200, body: model };
      const [, , , id, verb] = path.split('/');
      if (!path.startsWith('/nlu/proposals')) return undefined;
      if (id === undefined) {
        const status = search.get('status') ?? 'proposed';
        return { status: 200, body: { proposals: proposals.filter((one) => one.status === status) } };
      }
      const status = verb === 'accept' ? 'accepted' : 'refused';
      proposals = proposals.map((one) => (one.id === id ? { ...one, status, by: 'Léa Fontaine' } : one));
      return { status: 200, body: proposals.find((one) => one.id === id) };
    },
  };
}
