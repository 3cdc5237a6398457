/** What “La Boutique Claire” has set up for its desk, played: kept in memory, changed by what pages ask for. */
import type {
  Goal,
  Macro,
  Rule,
  RulesReport,
  RuleThen,
  RuleWhen,
  Setup,
  StoredView,
  TagUse,
  Template,
} from '../api/setup-types.ts';
import { withThen } from '../organisation/with-then.ts';
import { ago } from './fixtures.ts';
import { sampleCase } from './sample-case.ts';

const DAY_MIN = 1_440;

const templates: readonly Template[] = [
  {
    id: 't1',
    title: 'Colis en retard',
    language: 'fr',
    scope: 'all',
    subject: 'Votre commande {{data.order}}',
    text: 'Bonjour {{customer.name}},\n\nNous avons bien reçu votre message et nous sommes navrés de ce retard. Votre colis devrait arriver le [[date annoncée par le transporteur]].\n\nNous restons à votre écoute (dossier {{case.number}}).\n\n{{me.name}}\nLa Boutique Claire',
  },
  {
    id: 't2',
    title: 'Article cassé : photo demandée',
    language: 'fr',
    scope: 'all',
    text: 'Bonjour {{customer.name}},\n\nPourriez-vous nous envoyer une photo de l’article et de son emballage ? Nous ferons le nécessaire dès réception.\n\n{{me.name}}',
  },
  {
    id: 't3',
    title: 'Exchange of size',
    language: 'en',
    scope: 'all',
    text: 'Hello {{customer.name}},\n\nOf course we can exchange it. Please send it back within 30 days with the number {{case.number}}.\n\n{{me.name}}',
  },
  {
    id: 't4',
    title: 'Facture pour une société',
    language: 'fr',
    scope: 'me',
    text: 'Bonjour {{customer.name}},\n\nVoici la facture au nom de [[nom de la société]].\n\n{{me.name}}',
  },
];

const macros: readonly Macro[] = [
  {
    id: 'm1',
    title: 'Casse : demander une photo',
    scope: 'all',
    actions: [
      { do: 'tag', tag: 'casse' },
      { do: 'assign', to: 'me' },
      { do: 'reply', template: 't2' },
      { do: 'snooze', minutes: 2 * DAY_MIN },
    ],
  },
  {
    id: 'm2',
    title: 'Passer à la logistique',
    scope: 'all',
    actions: [
      { do: 'assign', to: 'karim' },
      { do: 'note', text: 'Merci de vérifier le suivi auprès du transporteur.' },
    ],
  },
  { id: 'm3', title: 'Remerciements', scope: 'me', actions: [{ do: 'close', outcome: 'no-action' }] },
];

const rule = (id: string, title: string, when: RuleWhen, then: RuleThen): Rule =>
  withThen({ id, title, isOn: true, when }, then);

const rules: readonly Rule[] = [
  rule('r1', 'Clients mécontents', { reason: 'customer-upset' }, { priority: 'high', assign: 'sophie' }),
  rule(
    'r2',
    'Mécontents de la boutique',
    { mailbox: 'sav@boutique.example', reason: 'customer-upset' },
    { assign: 'team:Logistique', tags: ['relance'] },
  ),
  rule('r3', 'Casse', { words: ['cassé', 'brisé', 'fêlé'] }, { tags: ['casse'] }),
  rule(
    'r4',
    'Clients de Garnier & Fils',
    { customer: '@garnier.example' },
    { tags: ['professionnel'], assign: 'auto' },
  ),
  {
    ...rule(
      'r5',
      'Réservations en anglais',
      { mailbox: 'reservation@hotel.example', language: 'en' },
      { assign: 'yann' },
    ),
    isOn: false,
  },
];

const views: readonly StoredView[] = [
  { id: 'v1', title: 'Mécontents', scope: 'all', filter: { reason: 'customer-upset', sort: 'age' } },
  { id: 'v2', title: 'Mes retours', scope: 'me', filter: { state: 'mine', journey: 'retour-echange' } },
];

const goals: readonly Goal[] = [
  { mailbox: '*', priority: '*', minutes: DAY_MIN },
  { mailbox: '*', priority: 'urgent', minutes: 60 },
  { mailbox: 'reservation@hotel.example', priority: '*', minutes: 240 },
  { mailbox: 'reservation@hotel.example', priority: 'urgent', minutes: 30 },
];

const tag = (name: string, cases: number, minutes: number | undefined, more: Partial<TagUse> = {}): TagUse => ({
  ...{ tag: name, cases, rules: [], macros: [], views: [], alike: [] },
  ...(minutes !== undefined && { lastUsedAt: ago(minutes) }),
  ...more,
});

const tags: readonly TagUse[] = [
  tag('vip', 12, 140),
  tag('casse', 31, 95, { rules: ['Casse'], macros: ['Casse : demander une photo'], alike: ['cassé'] }),
  tag('cassé', 2, 9 * DAY_MIN, { alike: ['casse'] }),
  tag('relance', 8, 140, { rules: ['Mécontents de la boutique'] }),
  tag('professionnel', 5, 62, { rules: ['Clients de Garnier & Fils'] }),
  tag('noël 2024', 0, 330 * DAY_MIN),
];

const report: RulesReport = {
  rules: [
    { id: 'r1', matches30d: 17, lastMatchAt: ago(140) },
    { id: 'r2', matches30d: 14, lastMatchAt: ago(140) },
    { id: 'r3', matches30d: 31, lastMatchAt: ago(95) },
    { id: 'r4', matches30d: 0 },
    { id: 'r5', matches30d: 0, lastMatchAt: ago(70 * DAY_MIN) },
  ],
  overlaps: [{ one: 'r1', other: 'r2', why: 'contradicts' }],
};

/** What is asked for below `/desk`; undefined for what is none of this. */
export interface FakeSetup {
  answer(method: string, path: string, body: unknown): { readonly status: number; readonly body: unknown } | undefined;
}

interface Item {
  readonly id: string;
}

/** Each page gets its own. */
export function openFakeSetup(): FakeSetup {
  const setup: Record<keyof Setup, readonly object[]> = { templates, macros, rules, views, goals };
  let shownTags = tags;
  const change = (path: string, body: Record<string, unknown>): unknown => {
    const [, , kind = '', id, action] = path.split('/');
    if (kind === 'goals') return { goals: setGoals(body.goals as readonly Goal[]) };
    if (kind === 'tags') return changeTags(String(body.from ?? body.tag));
    if (action === 'run')
      return { part: sampleCase(String(body.number)).desk, draft: { text: templates[1]?.text ?? '' } };
    const name = kind as keyof Setup;
    const others = setup[name].filter((item) => (item as Item).id !== (id ?? body.id));
    const saved = { ...body, id: body.id ?? `new-${others.length}` };
    setup[name] = action === 'delete' ? others : [...others, saved];
    return action === 'delete' ? { done: true } : saved;
  };
  const setGoals = (wanted: readonly Goal[]): readonly Goal[] => {
    setup.goals = wanted;
    return wanted;
  };
  const changeTags = (from: string): { changed: number } => {
    const changed = shownTags.find((one) => one.tag === from)?.cases ?? 0;
    shownTags = shownTags
      .filter((one) => one.tag !== from)
      .map((one) => ({ ...one, alike: one.alike.filter((other) => other !== from) }));
    return { changed };
  };
  return {
    answer(method, path, body) {
      if (method === 'POST' && /^\/desk\/(templates|macros|rules|views|goals|tags)(\/|$)/.test(path))
        return { status: 200, body: change(path, body as Record<string, unknown>) };
      if (path === '/desk/setup') return { status: 200, body: setup };
      if (path === '/desk/tags') return { status: 200, body: { tags: shownTags } };
      return path === '/desk/rules/report' ? { status: 200, body: report } : undefined;
    },
  };
}
