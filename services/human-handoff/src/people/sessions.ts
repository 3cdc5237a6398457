/**
 * Sessions of people: random 256-bit tokens in a cookie, kept as SHA-256 digests. They end after twelve hours without a request, after
 * seven days in any case, on signing out, and all of a person's when the password changes or the person is deactivated.
 */
import type { Caller, OpenSession, Sessions } from '@facteur/http';
import type { Clock, Random } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import { type PersonRecord, type PersonStore, tokenDigest } from './person-store.ts';

const HOUR_MS = 3_600_000;
const IDLE_MS = 12 * HOUR_MS;
const LONGEST_MS = 7 * 24 * HOUR_MS;
/** Being used is noted this often: a page asks many times a minute. */
const NOTED_EVERY_MS = 5 * 60_000;
const TOKEN_BYTES = 32;

/** Opens and ends sessions. */
export interface PersonSessions extends Pick<Sessions, 'identify'> {
  begin(person: PersonRecord): Promise<OpenSession>;
  /** Signs out one session; one that is none is fine. */
  end(token: string): Promise<void>;
  /** Removes every session of the person. Their `epoch` ends them already; this leaves nothing behind. */
  endAll(personId: string): Promise<void>;
}

/** A token of 256 bits, as it stands in cookies and links. */
export function newToken(random: Random): string {
  return random.bytes(TOKEN_BYTES).toString('base64url');
}

interface Parts {
  readonly store: Kernel['store'];
  readonly people: Pick<PersonStore, 'get'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Opens the collection `people-sessions`. */
export async function openSessions({ store, people, clock, random }: Parts): Promise<PersonSessions> {
  const sessions = await store.collection({ name: 'people-sessions', indexes: { 'by-person': ['person'] } });
  const remove = async (personId: string, isRemoved: (session: StoredSession) => boolean): Promise<void> => {
    const { documents } = await sessions.find({ index: 'by-person', equals: { person: personId }, limit: 1_000 });
    const gone = documents.filter((session) => isRemoved(session as unknown as StoredSession));
    await sessions.write(gone.map(({ _id: id, version: at }) => ({ op: 'delete', id, at })));
  };
  return {
    async identify(token): Promise<Caller | undefined> {
      const stored = await sessions.get(tokenDigest(token));
      if (!stored) return undefined;
      const session = stored as unknown as StoredSession;
      const nowMs = clock.now();
      if (isOver(session, nowMs)) return undefined;
      // Asked each time: whoever was deactivated a moment ago on another instance is out here too.
      const person = await people.get(session.person);
      if (!person?.isActive || person.epoch !== session.epoch) return undefined;
      if (nowMs - session.seenAt >= NOTED_EVERY_MS) {
        const { version, ...doc } = stored;
        await sessions.write([{ op: 'replace', doc: { ...doc, seenAt: nowMs }, at: version }]);
      }
      return { id: person.id, name: person.name, role: person.role };
    },
    async begin({ id, epoch }) {
      const nowMs = clock.now();
      await remove(id, (session) => isOver(session, nowMs) || session.epoch !== epoch);
      const token = newToken(random);
      const doc = { _id: tokenDigest(token), person: id, epoch, beganAt: nowMs, seenAt: nowMs };
      await sessions.write([{ op: 'insert', doc }]);
      return { value: token, maxAgeMs: LONGEST_MS };
    },
    async end(token) {
      const stored = await sessions.get(tokenDigest(token));
      if (stored) await sessions.write([{ op: 'delete', id: stored._id, at: stored.version }]);
    },
    endAll: (personId) => remove(personId, () => true),
  };
}

interface StoredSession {
  readonly person: string;
  readonly epoch: number;
  readonly beganAt: number;
  readonly seenAt: number;
}

/** A clock that was set back makes no session older, and none that is for ever. */
function isOver({ beganAt, seenAt }: StoredSession, nowMs: number): boolean {
  return nowMs - seenAt >= IDLE_MS || nowMs - beganAt >= LONGEST_MS || nowMs < beganAt - HOUR_MS;
}
