/** Each person's notifications: kept in the store, the newest of them, read or not. */
import { AppError } from '@facteur/primitives';
import type { EffectRunner, Kernel } from '@facteur/runtime';
import type { Notification, NotifyInput } from './notify.ts';

/** As it is kept. */
export interface KeptNotification extends Notification {
  readonly isRead: boolean;
}

/** What people are told. */
export interface Notifications {
  /** The runner of the effect `notify`. */
  readonly keep: EffectRunner;
  /** A person's, newest first; at most 200. */
  of(person: string): Promise<readonly KeptNotification[]>;
  /** Marks those of `ids` as read; without, all of them. */
  read(person: string, ids?: readonly string[]): Promise<void>;
}

/** Older ones are forgotten. */
const MOST_KEPT = 200;
/** Others write the same document at the same time now and then, not five times in a row. */
const MOST_TRIES = 5;

type Change = (kept: readonly KeptNotification[]) => readonly KeptNotification[];

/** Nothing in them is personal: they name the case and the note, and are read together with those. */
export async function openNotifications({ store }: Pick<Kernel, 'store'>): Promise<Notifications> {
  const collection = await store.collection({ name: 'handoff-notifications', indexes: {} });
  const of = async (person: string): Promise<readonly KeptNotification[]> =>
    ((await collection.get(person))?.items ?? []) as unknown as readonly KeptNotification[];
  const change = async (person: string, apply: Change): Promise<void> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const stored = await collection.get(person);
      const before = (stored?.items ?? []) as unknown as readonly KeptNotification[];
      const items = apply(before);
      if (items === before) return;
      const doc = { _id: person, items: items as never };
      const [written] = await collection.write([
        stored === undefined ? { op: 'insert', doc } : { op: 'replace', doc, at: stored.version },
      ]);
      if (written?.outcome === 'done') return;
    }
    throw new AppError('CONFLICT', `Notifications of ${person} are being changed`, { retry: 'later' });
  };
  return {
    of,
    async keep({ input }) {
      const { person, notification } = input as NotifyInput;
      await change(person, (kept) => withOne(kept, notification));
      return null;
    },
    read: (person, ids) => change(person, (kept) => readOf(kept, ids)),
  };
}

/** The same one twice is kept once. */
function withOne(kept: readonly KeptNotification[], notification: Notification): readonly KeptNotification[] {
  if (kept.some(({ id }) => id === notification.id)) return kept;
  return [{ ...notification, isRead: false }, ...kept].slice(0, MOST_KEPT);
}

function readOf(kept: readonly KeptNotification[], ids: readonly string[] | undefined): readonly KeptNotification[] {
  const isMeant = ({ id, isRead }: KeptNotification): boolean => !isRead && (ids?.includes(id) ?? true);
  return kept.some(isMeant) ? kept.map((one) => (isMeant(one) ? { ...one, isRead: true } : one)) : kept;
}
