/** The company's setup: what is in force, who may see and change which part of it. */
import { AppError } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import type { Colleague } from '../acts/choose-advisor.ts';
import type { ContentOf, Goal, Kind, Rule, Scope } from './items.ts';
import { openRuleMemory, type RuleMemory } from './rule-memory.ts';
import { type Owner, openSetupStore, overtaken, type SetupStore, type StoredItem } from './setup-store.ts';

/** Whoever asks. */
export interface Editor {
  readonly id: string;
  /** True from supervisors on: they change what is everybody's. */
  readonly isSupervisor: boolean;
}

/** One part of it, as the API shows it to one person. */
export type Shown<K extends Kind> = ContentOf[K] & {
  readonly id: string;
  readonly scope: Scope;
  /** Grows with every change; may be sent back with one, so that nobody’s change is overwritten unseen. */
  readonly version: number;
};

/** Everything that one person may see. */
export interface ShownSetup {
  readonly templates: readonly Shown<'template'>[];
  readonly macros: readonly Shown<'macro'>[];
  readonly rules: readonly Shown<'rule'>[];
  readonly views: readonly Shown<'view'>[];
  readonly goals: readonly Goal[];
}

/** The names of its parts. */
export const SETUP_PARTS = [
  'templates',
  'macros',
  'rules',
  'views',
  'goals',
] as const satisfies readonly (keyof ShownSetup)[];
type SetupPart = (typeof SETUP_PARTS)[number];

/** What is to be kept. Without an `id` it is new. */
export interface Saved<K extends Kind> {
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly scope: Scope;
  readonly content: ContentOf[K];
}

/**
 * The setup. Changes throw AppError `NOT_ALLOWED`; `NOT_FOUND` also for what is somebody else's own; `CONFLICT` when somebody was faster, for a
 * title that is taken and for what is still in use; `BAD_INPUT` for what names somebody or something that is not there.
 */
export interface Setup {
  readonly store: SetupStore;
  readonly memory: RuleMemory;
  /** In the order in which they are applied; at most five seconds old. */
  rules(): Promise<readonly Rule[]>;
  /** At most five seconds old; the very same list as long as nobody changed them. */
  goals(): Promise<readonly Goal[]>;
  /** @param only these parts alone are read and answered; default: all */
  of(editor: Editor, only?: readonly SetupPart[]): Promise<Partial<ShownSetup>>;
  /** What `editor` sees of a kind: theirs and everybody's. */
  list<K extends Kind>(kind: K, editor: Editor): Promise<readonly Shown<K>[]>;
  find<K extends Kind>(kind: K, editor: Editor, id: string): Promise<Shown<K>>;
  save<K extends Kind>(kind: K, editor: Editor, saved: Saved<K>): Promise<Shown<K>>;
  remove(kind: Kind, editor: Editor, id: string): Promise<void>;
  setGoals(goals: readonly Goal[]): Promise<readonly Goal[]>;
}

/** What it is opened with. */
export interface SetupParts {
  readonly kernel: Pick<Kernel, 'store' | 'clock' | 'random'>;
  /** Everyone of the company: rules and macros name them. */
  readonly people: () => Promise<readonly Colleague[]>;
}

/** Opens it; nothing runs in the background. */
export async function openSetup({ kernel, people }: SetupParts): Promise<Setup> {
  const store = await openSetupStore(kernel);
  const memory = await openRuleMemory(kernel);
  const seen = viewOf(store);
  return {
    ...{ store, memory },
    rules: async () => (await store.list('rule', 'all')).map(({ id, content }) => ({ ...content, id })),
    goals: async () => (await store.goals()).goals,
    ...seen.answers,
    async save(kind, editor, { id, version, scope, content }) {
      const owner: Owner = scope === 'all' ? 'all' : `me:${editor.id}`;
      const before = id === undefined ? undefined : await seen.visible(kind, editor, id);
      if (owner === 'all' || before?.owner === 'all') mustSupervise(editor);
      if (before && version !== undefined && version !== before.version) throw overtaken();
      if (kind === 'template' && before?.owner === 'all' && owner !== 'all')
        mustBeUnused(before.id, await seen.answers.list('macro', editor));
      await mustNameWhatIsThere({ store, people }, kind, owner, content);
      const kept = before
        ? await store.replace(kind, before, { owner, content })
        : await store.add(kind, owner, content);
      return shown(kept);
    },
    async remove(kind, editor, id) {
      const before = await seen.visible(kind, editor, id);
      if (before.owner === 'all') mustSupervise(editor);
      if (kind === 'template') mustBeUnused(id, await seen.answers.list('macro', editor));
      await store.remove(kind, before);
      if (kind === 'rule') await memory.forget(id);
    },
    setGoals: (goals) => store.putGoals(goals),
  };
}

function viewOf(store: SetupStore) {
  const visible = async <K extends Kind>(kind: K, { id: person }: Editor, id: string): Promise<StoredItem<K>> => {
    const found = await store.get(kind, id);
    if (found?.owner === 'all' || found?.owner === `me:${person}`) return found;
    throw new AppError('NOT_FOUND', `${NOUNS[kind]} n’existe pas, ou n’existe plus : rechargez la page`);
  };
  const list = async <K extends Kind>(kind: K, { id }: Editor): Promise<readonly Shown<K>[]> => {
    const [own, shared] = await Promise.all([store.list(kind, `me:${id}`), store.list(kind, 'all')]);
    return [...own, ...shared].map(shown);
  };
  const parts = (editor: Editor): { readonly [P in SetupPart]: () => Promise<ShownSetup[P]> } => ({
    templates: () => list('template', editor),
    macros: () => list('macro', editor),
    rules: () => list('rule', editor),
    views: () => list('view', editor),
    goals: async () => (await store.goals()).goals,
  });
  const of: Setup['of'] = async (editor, only = SETUP_PARTS) => {
    const read = parts(editor);
    return Object.fromEntries(await Promise.all(only.map(async (part) => [part, await read[part]()])));
  };
  const find = async <K extends Kind>(kind: K, editor: Editor, id: string) => shown(await visible(kind, editor, id));
  return { visible, answers: { list, of, find } };
}

const NOUNS: Readonly<Record<Kind, string>> = {
  template: 'Ce modèle',
  macro: 'Cette macro',
  rule: 'Cette règle',
  view: 'Cette vue',
};

function shown<K extends Kind>({ id, owner, version, content }: StoredItem<K>): Shown<K> {
  return { ...content, id, scope: owner === 'all' ? 'all' : 'me', version };
}

function mustSupervise({ isSupervisor }: Editor): void {
  if (isSupervisor) return;
  throw new AppError(
    'NOT_ALLOWED',
    'Seul un superviseur change ce qui sert à tous : gardez-le pour vous, ou demandez-le-lui',
  );
}

/** A macro without its template would stop half way. */
function mustBeUnused(template: string, macros: readonly Shown<'macro'>[]): void {
  const user = macros.find(({ actions }) => actions.some((one) => one.do === 'reply' && one.template === template));
  if (!user) return;
  throw new AppError('CONFLICT', `La macro « ${user.title} » emploie ce modèle : changez-la d’abord`);
}

type Checking = Pick<SetupParts, 'people'> & { readonly store: SetupStore };

async function mustNameWhatIsThere<K extends Kind>(
  parts: Checking,
  kind: K,
  owner: Owner,
  content: ContentOf[K],
): Promise<void> {
  if ('actions' in content) await checkMacro(parts, owner, content);
  // One that is off may name anybody: it can be put out of force when they have left.
  if (kind === 'rule' && 'then' in content && content.isOn && content.then.assign !== undefined)
    mustTakeCases(await parts.people(), content.then.assign);
}

async function checkMacro({ store, people }: Checking, owner: Owner, macro: ContentOf['macro']): Promise<void> {
  for (const action of macro.actions) {
    if (action.do === 'assign' && action.to !== null && action.to !== 'me') mustTakeCases(await people(), action.to);
    if (action.do !== 'reply') continue;
    const template = await store.get('template', action.template);
    if (template && (template.owner === 'all' || template.owner === owner)) continue;
    throw new AppError('BAD_INPUT', template && owner === 'all' ? OWN_TEMPLATE : NO_TEMPLATE);
  }
}

const OWN_TEMPLATE = 'Une macro pour tous ne peut employer qu’un modèle pour tous : partagez d’abord le modèle';
const NO_TEMPLATE = 'Le modèle que cette macro emploie n’existe plus : choisissez-en un autre';

/** @throws AppError `BAD_INPUT` unless `to` is `auto`, a team with somebody in it, or a person who can be given cases */
function mustTakeCases(people: readonly Colleague[], to: string): void {
  if (to === 'auto') return;
  const there = people.filter(({ isActive, role }) => isActive && role !== 'reader');
  if (to.startsWith('team:')) {
    const team = to.slice('team:'.length);
    if (there.some(({ teams }) => teams.includes(team))) return;
    throw new AppError(
      'BAD_INPUT',
      `Personne n’est dans l’équipe « ${team} » : vérifiez son nom, ou mettez-y quelqu’un`,
    );
  }
  if (there.some(({ id }) => id === to)) return;
  const named = people.find(({ id }) => id === to)?.name ?? to;
  throw new AppError('BAD_INPUT', `${named} ne peut pas recevoir de dossier : choisissez quelqu’un d’autre`);
}
