/**
 * Many callers, few fsyncs: while one transaction is being committed, work queues up and then goes into the next one together.
 * One transaction at a time: lmdb-js would start one per event turn and block a thread of the pool with each.
 */
import type { RootDatabase } from 'lmdb';
import { storeError } from './store-error.ts';

/** A transaction takes in work until its bytes exceed this. It bounds memory, and how long the event loop is held. */
const MAX_TRANSACTION_BYTES = 16 * 1024 * 1024;

/** Runs work inside transactions. */
export interface Committer {
  /**
   * Runs `work` in a transaction, perhaps with others' work, and resolves once that is on disk. `work` must be synchronous; when
   * it throws, nothing of its transaction is written. `bytes` is about how much it writes.
   * @throws AppError `DISK_FULL`, `STORE_UNAVAILABLE` (both: retry later)
   */
  commit<T>(bytes: number, work: () => T): Promise<T>;
  /** Only inside `work`: hears once whether its transaction was committed, before anybody else does. */
  onEnd(heard: (isCommitted: boolean) => void): void;
  /** Resolves once nothing is queued. */
  idle(): Promise<void>;
}

interface Job {
  readonly bytes: number;
  readonly run: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface Committing {
  readonly db: RootDatabase<Buffer, Buffer>;
  readonly folder: string;
  readonly queue: Job[];
  /** Who wants to hear of the end of the transaction under way. */
  readonly ends: ((isCommitted: boolean) => void)[];
}

/** A committer on `db` in `folder`, which must have been opened without overlapping sync, so that committed is durable. */
export function groupCommitter(db: RootDatabase<Buffer, Buffer>, folder: string): Committer {
  const queue: Job[] = [];
  const ends: Committing['ends'] = [];
  let draining: Promise<void> | undefined;
  let sound = true;

  async function drain(): Promise<void> {
    while (queue.length > 0) sound = await commitSome({ db, folder, queue, ends }, sound);
    draining = undefined;
  }

  return {
    commit: <T>(bytes: number, work: () => T) =>
      new Promise<T>((resolve, reject) => {
        let result: T;
        const run = () => {
          result = work();
        };
        queue.push({ bytes, run, done: () => resolve(result), failed: reject });
        draining ??= drain();
      }),
    onEnd: (heard) => ends.push(heard),
    idle: async () => {
      await draining;
    },
  };
}

/**
 * One transaction with as much as fits; resolves to whether it worked. A child transaction is rolled back when the work throws; a
 * plain one would commit what was written so far.
 */
async function commitSome(committing: Committing, sound: boolean): Promise<boolean> {
  const { db, folder, queue, ends } = committing;
  let jobs: readonly Job[] = [];
  try {
    if (!sound) assertUsable(db);
    await db.childTransaction(() => {
      jobs = takeSome(queue);
      for (const job of jobs) job.run();
    });
    for (const heard of ends.splice(0)) heard(true);
    for (const job of jobs) job.done();
    return true;
  } catch (error) {
    for (const heard of ends.splice(0)) heard(false);
    if (jobs.length === 0) jobs = takeSome(queue);
    const reason = await storeError(error, folder);
    for (const job of jobs) job.failed(reason);
    return false;
  }
}

/** After a failed write of its root page LMDB refuses every transaction, and lmdb-js would wait for ever for one: ask by a read first. */
function assertUsable(db: RootDatabase<Buffer, Buffer>): void {
  db.resetReadTxn();
  db.getBinaryFast(Buffer.alloc(1));
}

/** Takes the first jobs off the queue: one, and more as long as there is room. */
function takeSome(queue: Job[]): Job[] {
  let bytes = 0;
  let count = 0;
  for (const job of queue) {
    bytes += job.bytes;
    if (count > 0 && bytes > MAX_TRANSACTION_BYTES) break;
    count += 1;
  }
  return queue.splice(0, count);
}
