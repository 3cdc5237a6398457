/** What a company set up, in the store: one document each. The texts are the company's own and stand unsealed. */
import { AppError, type Clock } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import { fold } from '../desk-index/fold.ts';
import { type ContentOf, type Goal, type Kind, MOST_OF_A_KIND } from './items.ts';

/** How old what is shared may be; what another instance changed is seen after that. */
const COPY_MS = 5_000;

/** Everybody's, or one person's own. */
export type Owner = 'all' | `me:${string}`;

/** One template, macro, rule or view as it is kept. */
export interface StoredItem<K extends Kind> {
  readonly id: string;
  readonly owner: Owner;
  readonly version: number;
  readonly content: ContentOf[K];
}

/** The goals; the very same list as long as nobody changed them. */
export interface StoredGoals {
  readonly goals: readonly Goal[];
  /** 0: none were ever written. */
  readonly version: number;
}

/** What the store of it does. Writes throw AppError `CONFLICT` when somebody else was faster, and for a title that is taken. */
export interface SetupStore {
  /** One owner's, by title; rules: the oldest first. Those of all are at most five seconds old. */
  list<K extends Kind>(kind: K, owner: Owner): Promise<readonly StoredItem<K>[]>;
  /** Everybody's and each person's, as they are now. */
  listAll<K extends Kind>(kind: K): Promise<readonly StoredItem<K>[]>;
  get<K extends Kind>(kind: K, id: string): Promise<StoredItem<K> | undefined>;
  /** @throws AppError `CONFLICT` also when the owner has 500 of the kind */
  add<K extends Kind>(kind: K, owner: Owner, content: ContentOf[K]): Promise<StoredItem<K>>;
  /** `before` as it was read. */
  replace<K extends Kind>(
    kind: K,
    before: StoredItem<K>,
    change: Pick<StoredItem<K>, 'owner' | 'content'>,
  ): Promise<StoredItem<K>>;
  remove<K extends Kind>(kind: K, before: StoredItem<K>): Promise<void>;
  /** At most five seconds old. */
  goals(): Promise<StoredGoals>;
  putGoals(goals: readonly Goal[]): Promise<readonly Goal[]>;
}

type Collection = Awaited<ReturnType<Kernel['store']['collection']>>;
type Stored = NonNullable<Awaited<ReturnType<Collection['get']>>>;
type Write = Parameters<Collection['write']>[0][number];

const GOALS_ID = 'goals';
const PAGE = 200;

/** Opens the collection `handoff-setup`. */
export async function openSetupStore({
  store,
  clock,
  random,
}: Pick<Kernel, 'store' | 'clock' | 'random'>): Promise<SetupStore> {
  const collection = await store.collection({
    name: 'handoff-setup',
    indexes: { 'by-owner': ['kind', 'owner'] },
    unique: { title: ['kind', 'owner', 'titleKey'] },
  });
  const shared = openCopies(clock);
  const write = async (one: Write): Promise<number> => {
    const [result] = await collection.write([one]).finally(shared.forget);
    if (result?.outcome === 'done') return result.version;
    throw result?.outcome === 'duplicate' ? taken() : overtaken();
  };
  const read = <K extends Kind>(kind: K, owner?: Owner) => itemsOf<K>(collection, { kind, ...(owner && { owner }) });
  let known: StoredGoals = { goals: [], version: 0 };
  const readGoals = async (): Promise<StoredGoals> => {
    const stored = await collection.get(GOALS_ID);
    if (stored && stored.version !== known.version)
      known = { goals: stored.goals as unknown as readonly Goal[], version: stored.version };
    return known;
  };
  return {
    list: (kind, owner) => (owner === 'all' ? shared.get(kind, () => read(kind, owner)) : read(kind, owner)),
    listAll: (kind) => read(kind),
    async get(kind, id) {
      const stored = await collection.get(id);
      return stored?.kind === kind ? itemOf(stored) : undefined;
    },
    async add(kind, owner, content) {
      const kept = await collection.count({ index: 'by-owner', equals: { kind, owner } });
      if (kept >= MOST_OF_A_KIND) throw full();
      const id = `${kind.charAt(0)}${random.bytes(8).toString('hex')}`;
      const doc = { _id: id, ...documentOf(kind, owner, content), createdMs: clock.now() };
      return { id, owner, content, version: await write({ op: 'insert', doc }) };
    },
    async replace(kind, { id, version: at }, { owner, content }) {
      const stored = await collection.get(id);
      const doc = { _id: id, ...documentOf(kind, owner, content), createdMs: Number(stored?.createdMs ?? clock.now()) };
      return { id, owner, content, version: await write({ op: 'replace', doc, at }) };
    },
    async remove(_kind, { id, version: at }) {
      await write({ op: 'delete', id, at });
    },
    goals: () => shared.get(GOALS_ID, readGoals),
    async putGoals(goals) {
      const { version: at } = await readGoals();
      const doc = { _id: GOALS_ID, goals: goals as never };
      await write(at === 0 ? { op: 'insert', doc } : { op: 'replace', doc, at });
      return goals;
    },
  };
}

/** Answers that are read again when they are too old, or somebody here wrote. */
function openCopies(clock: Clock) {
  const copies = new Map<string, { readonly atMs: number; readonly read: Promise<unknown> }>();
  return {
    forget: () => copies.clear(),
    get<T>(name: string, read: () => Promise<T>): Promise<T> {
      const found = copies.get(name);
      const ageMs = found && clock.now() - found.atMs;
      if (found && ageMs !== undefined && ageMs >= 0 && ageMs < COPY_MS) return found.read as Promise<T>;
      const fresh = { atMs: clock.now(), read: read() };
      copies.set(name, fresh);
      fresh.read.catch(() => {
        if (copies.get(name) === fresh) copies.delete(name);
      });
      return fresh.read;
    },
  };
}

function documentOf<K extends Kind>(kind: K, owner: Owner, content: ContentOf[K]) {
  return { kind, owner, titleKey: titleKey(content), content: content as never };
}

/** Two of one title could not be told apart; one template in each language can. */
function titleKey(content: ContentOf[Kind]): string {
  return `${'language' in content ? content.language : ''} ${fold(content.title)}`;
}

function itemOf<K extends Kind>({ _id: id, version, owner, content }: Stored): StoredItem<K> {
  return { id, version, owner: owner as Owner, content: content as unknown as ContentOf[K] };
}

async function itemsOf<K extends Kind>(
  collection: Collection,
  equals: { readonly kind: K; readonly owner?: Owner },
): Promise<readonly StoredItem<K>[]> {
  const found: Stored[] = [];
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const page = await collection.find({ index: 'by-owner', equals, limit: PAGE, ...from });
    found.push(...page.documents);
    after = page.cursor;
  } while (after !== undefined);
  const age = ({ createdMs }: Stored): number => (equals.kind === 'rule' ? Number(createdMs) : 0);
  const items = found.map((stored) => ({ age: age(stored), item: itemOf<K>(stored) }));
  items.sort((a, b) => a.age - b.age || byTitle(a.item, b.item));
  return items.map(({ item }) => item);
}

function byTitle(a: StoredItem<Kind>, b: StoredItem<Kind>): number {
  return a.content.title.localeCompare(b.content.title, 'fr') || (a.id < b.id ? -1 : 1);
}

function taken(): AppError {
  return new AppError('CONFLICT', 'Ce titre est déjà pris : choisissez-en un autre');
}

/** Somebody wrote between reading and writing. */
export function overtaken(): AppError {
  return new AppError('CONFLICT', 'Quelqu’un vient de modifier ceci : rechargez la page, puis recommencez');
}

function full(): AppError {
  return new AppError('CONFLICT', `Il y en a déjà ${MOST_OF_A_KIND} : supprimez-en avant d’en ajouter`);
}
