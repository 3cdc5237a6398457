/** Commits of one generation of a group: one request at a time, with all partitions that moved meanwhile. */
import { backOffMs, type Clock, type Random } from '@facteur/primitives';

/** The next offset that a group gets of a partition; `topic` is the cluster's name. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What committing needs. */
export interface CommitterPorts {
  /** Writes the places down; rejects when that failed. */
  readonly commit: (places: readonly Place[]) => Promise<void>;
  /** True when the group has gone on without us: what is left will be redelivered. */
  readonly isStale: (error: unknown) => boolean;
  readonly onCommitted: () => void;
  readonly onFailure: (error: unknown, attempt: number) => void;
  readonly clock: Clock;
  readonly random: Random;
}

/** The queue of commits; nothing of it is taken any more once it is closed. */
export interface Committer {
  mark(place: Place): void;
  /** Resolves once what was marked so far is committed, or given up. */
  settled(): Promise<void>;
  /** Tries what is left once more, then gives up; it is redelivered. Takes no more marks. */
  close(): Promise<void>;
}

/** Nothing is marked yet. */
export function createCommitter({ commit, isStale, onCommitted, onFailure, clock, random }: CommitterPorts): Committer {
  let pending = new Map<string, Place>();
  let draining: Promise<void> | undefined;
  let isClosed = false;
  const closing = new AbortController();

  /** True when there is no more to be done about what was taken. */
  const commitPending = async (attempt: number): Promise<boolean> => {
    const taken = pending;
    pending = new Map();
    const isLast = closing.signal.aborted;
    try {
      await commit([...taken.values()]);
      onCommitted();
      return true;
    } catch (error) {
      onFailure(error, attempt);
      if (isStale(error) || isLast) return true;
      pending = new Map([...taken, ...pending]); // what was marked meanwhile is further on
      return false;
    }
  };

  const drain = async (): Promise<void> => {
    await Promise.resolve(); // lets every partition of this turn join
    for (let attempt = 1; pending.size > 0; attempt += 1) {
      if (await commitPending(attempt)) attempt = 0;
      else await clock.wait(backOffMs(attempt, random, { maxMs: 5_000 }), closing.signal);
    }
    draining = undefined;
  };

  return {
    mark: (place) => {
      if (isClosed) return;
      pending.set(`${place.topic}/${place.partition}`, place);
      draining ??= drain();
    },
    settled: async () => draining,
    close: async () => {
      isClosed = true;
      closing.abort();
      await draining;
    },
  };
}
