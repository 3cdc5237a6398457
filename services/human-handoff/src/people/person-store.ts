/** People in the store: one document each, what is personal sealed; and a copy in memory for lists and names. */
import { createHash } from 'node:crypto';
import type { CallerRole } from '@facteur/http';
import { AppError, type Clock, type Random } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import type { Person, PersonChange } from './person.ts';
import type { PeopleVault } from './vault.ts';

/** How old the copy may be; what another instance changed is seen after that. Access is never decided by the copy. */
const COPY_MS = 3_000;
const CHANGE_ATTEMPTS = 5;

/** A person with what signing in needs. `epoch` grows whenever every session has to end. */
export interface PersonRecord extends Person {
  readonly passwordHash?: string | undefined;
  readonly epoch: number;
  /** Digest of the token, and until when it may be used (ms). */
  readonly invitation?: { readonly digest: string; readonly until: number } | undefined;
  /** Of the demo company: exists only while that runs. */
  readonly isDemo: boolean;
}

type Stored = NonNullable<Awaited<ReturnType<Collection['get']>>>;
type Collection = Awaited<ReturnType<Kernel['store']['collection']>>;
type Written = Parameters<Collection['write']>[0][number] & { op: 'insert' };

/** What the store of people does. */
export interface PersonStore {
  /** As it is now. */
  get(id: string): Promise<PersonRecord | undefined>;
  byEmail(email: string): Promise<PersonRecord | undefined>;
  byInvitation(digest: string): Promise<PersonRecord | undefined>;
  /** Everyone by name, at most three seconds old. */
  list(): Promise<readonly PersonRecord[]>;
  /** @throws AppError `CONFLICT` when somebody has the address */
  add(person: Omit<PersonRecord, 'id' | 'epoch'>): Promise<PersonRecord>;
  /** `change` may be called again when somebody else changes the person meanwhile. @throws AppError `NOT_FOUND`, `CONFLICT` */
  change(id: string, change: (now: PersonRecord) => PersonRecord): Promise<PersonRecord>;
}

/** What it is made of. */
export interface PersonStoreParts {
  readonly store: Kernel['store'];
  readonly vault: PeopleVault;
  readonly clock: Clock;
  readonly random: Random;
  /** Without it, people of the demo company do not exist: nobody has to remember them when the trial is over. */
  readonly isDemo: boolean;
}

/** Opens the collection `people`. */
export async function openPersonStore(parts: PersonStoreParts): Promise<PersonStore> {
  const { store, vault, clock, random } = parts;
  const people = await store.collection({
    name: 'people',
    indexes: { 'by-kind': ['kind'], 'by-email': ['emailDigest'], 'by-invitation': ['invitationDigest'] },
    unique: { email: ['emailDigest'] },
  });
  const open = opener(parts);
  const one = async (index: string, equals: Record<string, string>): Promise<PersonRecord | undefined> => {
    const [found] = (await people.find({ index, equals, limit: 1 })).documents;
    return found && open(found);
  };
  let copy: { readonly atMs: number; readonly people: Promise<readonly PersonRecord[]> } | undefined;
  const writeOne = async (write: Parameters<typeof people.write>[0][number]) => {
    const [result] = await people.write([write]);
    copy = undefined;
    return result?.outcome ?? 'conflict';
  };
  return {
    async get(id) {
      const found = await people.get(id);
      return found && open(found);
    },
    byEmail: (email) => one('by-email', { emailDigest: vault.digest(email) }),
    byInvitation: (digest) => one('by-invitation', { invitationDigest: digest }),
    list() {
      if (copy === undefined || clock.now() - copy.atMs >= COPY_MS || clock.now() < copy.atMs) {
        const fresh = { atMs: clock.now(), people: readAll(people, open) };
        copy = fresh;
        fresh.people.catch(() => {
          if (copy === fresh) copy = undefined;
        });
      }
      return copy.people;
    },
    async add(person) {
      const record: PersonRecord = { ...person, id: `p${random.bytes(8).toString('hex')}`, epoch: 1 };
      const outcome = await writeOne({ op: 'insert', doc: await documentOf(record, vault) });
      if (outcome !== 'done') throw taken();
      return record;
    },
    async change(id, change) {
      for (let attempt = 0; attempt < CHANGE_ATTEMPTS; attempt += 1) {
        const stored = await people.get(id);
        const now = stored && (await open(stored));
        if (!stored || !now) throw new AppError('NOT_FOUND', `Il n’y a personne sous l’identifiant ${id}`);
        const next = change(now);
        const outcome = await writeOne({ op: 'replace', doc: await documentOf(next, vault), at: stored.version });
        if (outcome === 'done') return next;
        if (outcome === 'duplicate') throw taken();
      }
      throw new AppError('CONFLICT', `La fiche ${id} change sans cesse`, { retry: 'later' });
    },
  };
}

/** The digest under which a token is kept: whoever reads the store cannot use it. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** `person` with a change of the API applied; deactivating ends every session. */
export function changed(person: PersonRecord, change: PersonChange): PersonRecord {
  const isLeaving = change.isActive === false && person.isActive;
  return { ...person, ...change, epoch: person.epoch + (isLeaving ? 1 : 0) };
}

/** What the API says of a person. */
export function shown(person: PersonRecord): Person {
  const { passwordHash: _hash, epoch: _epoch, invitation: _invitation, isDemo: _isDemo, ...rest } = person;
  return rest;
}

type Sealed = Pick<PersonRecord, 'name' | 'email' | 'teams' | 'skills' | 'languages' | 'passwordHash'>;

async function documentOf(person: PersonRecord, vault: PeopleVault): Promise<Written['doc']> {
  const { name, email, teams, skills, languages, passwordHash, invitation } = person;
  const sealed: Sealed = { name, email, teams, skills, languages, passwordHash };
  return {
    _id: person.id,
    kind: 'person',
    emailDigest: vault.digest(email),
    ...{ role: person.role, isAway: person.isAway, isActive: person.isActive, epoch: person.epoch },
    isDemo: person.isDemo,
    ...(invitation ? { invitationDigest: invitation.digest, invitationUntil: invitation.until } : {}),
    sealed: await vault.seal(person.id, JSON.stringify(sealed)),
  };
}

/** Opens documents, each version once. */
function opener({ vault, isDemo }: PersonStoreParts): (stored: Stored) => Promise<PersonRecord | undefined> {
  const opened = new Map<string, { readonly version: number; readonly sealed: Sealed }>();
  return async (stored) => {
    if (stored.isDemo === true && !isDemo) return undefined;
    const { _id: id, version } = stored;
    const known = opened.get(id);
    if (known?.version === version) return recordOf(stored, known.sealed);
    const text = await vault.open(id, String(stored.sealed));
    if (text === undefined) return undefined;
    const sealed = JSON.parse(text) as Sealed;
    opened.set(id, { version, sealed });
    return recordOf(stored, sealed);
  };
}

function recordOf(stored: Stored, sealed: Sealed): PersonRecord {
  const { invitationDigest: digest, invitationUntil: until } = stored;
  return {
    ...sealed,
    id: stored._id,
    role: stored.role as CallerRole,
    isAway: stored.isAway === true,
    isActive: stored.isActive === true,
    epoch: Number(stored.epoch),
    isDemo: stored.isDemo === true,
    invitation: typeof digest === 'string' ? { digest, until: Number(until) } : undefined,
  };
}

async function readAll(
  people: Collection,
  open: (stored: Stored) => Promise<PersonRecord | undefined>,
): Promise<readonly PersonRecord[]> {
  const all: PersonRecord[] = [];
  let after: string | undefined;
  do {
    const page = await people.find({ index: 'by-kind', equals: { kind: 'person' }, ...(after ? { after } : {}) });
    for (const stored of page.documents) {
      const person = await open(stored);
      if (person) all.push(person);
    }
    after = page.cursor;
  } while (after);
  return all.sort((a, b) => a.name.localeCompare(b.name, 'fr') || (a.id < b.id ? -1 : 1));
}

function taken(): AppError {
  return new AppError('CONFLICT', 'Quelqu’un a déjà cette adresse');
}
