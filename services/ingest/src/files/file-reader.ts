/**
 * Text and thumbnails of files, read in a thread of its own: one file at a time, and the thread is ended with the file that takes it too
 * long or too much. It starts with the first file and again after it ended. Scanning for viruses is left to `clamd.ts`, what becomes of a
 * mail's files to `file-desk.ts`.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '@facteur/primitives';
import type { FileKind, ReadAnswer, ReadRequest } from './protocol.ts';

/** Reads files. */
export interface FileReader {
  /** Resolves by `deadlineMs` (the clock's) at the latest, whatever the file holds; never rejects. */
  read(kind: FileKind, content: Uint8Array, deadlineMs: number): Promise<ReadAnswer>;
  /** Ends the thread; what was asked is answered as `reader-died`. */
  close(): Promise<void>;
}

/** What a reader needs. */
export interface FileReaderOptions {
  readonly clock: Clock;
  /** The worker's file. Default the one that ships. */
  readonly url?: URL | undefined;
  /** Bytes that the process holds. Default: as the system says. */
  readonly residentBytes?: (() => number) | undefined;
}

/** One file gets so long. */
const FILE_MS = 10_000;
/** Larger files are not looked at. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
/**
 * While a file is read the process may grow by so much. The heap's limit does not hold what a PDF's streams unfold to, nor pictures: both
 * lie outside of the heap. Other work grows the process as well; the worst that comes of it is a file without text.
 */
const MAX_GROWTH_BYTES = 600 * 1024 * 1024;
const MEMORY_EVERY_MS = 100;
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
/** At the same depth from the sources and from the build. */
const SHIPPED = new URL('../../worker/read-files.mjs', import.meta.url);

interface Asked {
  readonly kind: FileKind;
  readonly content: Uint8Array;
  readonly deadlineMs: number;
  readonly settled: AbortController;
  readonly resolve: (answer: ReadAnswer) => void;
}

/** Opens a reader; no thread yet. Long because all of it is one queue and one thread’s lives. */
export function openFileReader({
  clock,
  url = SHIPPED,
  residentBytes = () => process.memoryUsage.rss(),
}: FileReaderOptions): FileReader {
  let queue: Asked[] = [];
  let worker: Worker | undefined;
  let current: Asked | undefined;

  const settle = (asked: Asked, answer: ReadAnswer): void => {
    if (asked.settled.signal.aborted) return;
    asked.settled.abort();
    asked.resolve(answer);
  };
  /** What the thread is at is given up, and the thread with it; the next file starts another. */
  const giveUp = (asked: Asked, failure: NonNullable<ReadAnswer['failure']>): void => {
    if (asked === current) {
      current = undefined;
      void worker?.terminate();
      worker = undefined;
    }
    settle(asked, { failure });
    next();
  };
  const watch = async (asked: Asked): Promise<void> => {
    const { signal } = asked.settled;
    const until = Math.min(asked.deadlineMs, clock.now() + FILE_MS);
    const before = residentBytes();
    while (!signal.aborted && clock.now() < until) {
      await clock.wait(Math.min(MEMORY_EVERY_MS, until - clock.now()), signal);
      if (!signal.aborted && residentBytes() - before > MAX_GROWTH_BYTES) return giveUp(asked, 'too-much-memory');
    }
    if (!signal.aborted) giveUp(asked, 'too-slow');
  };
  const next = (): void => {
    queue = queue.filter(({ settled }) => !settled.signal.aborted);
    if (current !== undefined) return;
    const [asked, ...later] = queue;
    // An idle thread must not keep the process.
    if (asked === undefined) return worker?.unref();
    queue = later;
    current = asked;
    worker ??= startWorker(url, {
      answered: (from, answer) => {
        if (from !== worker || current === undefined) return;
        const done = current;
        current = undefined;
        settle(done, answer);
        next();
      },
      ended: (from, failure) => {
        if (from !== worker) return;
        worker = undefined;
        if (current !== undefined) giveUp(current, failure);
      },
    });
    worker.ref();
    ask(worker, asked);
    void watch(asked);
  };
  return {
    read: (kind, content, deadlineMs) =>
      new Promise((resolve) => {
        if (content.byteLength > MAX_FILE_BYTES) return resolve({ failure: 'too-large' });
        const asked = { kind, content, deadlineMs, settled: new AbortController(), resolve };
        queue.push(asked);
        next();
        // One that waits its turn has its time limit as well.
        if (current !== asked)
          void clock.wait(deadlineMs - clock.now(), asked.settled.signal).then(() => {
            if (asked !== current) settle(asked, { failure: 'too-slow' });
          });
      }),
    async close() {
      const ending = worker;
      worker = undefined;
      const open = current === undefined ? queue : [current, ...queue];
      current = undefined;
      queue = [];
      for (const asked of open) settle(asked, { failure: 'reader-died' });
      await ending?.terminate();
    },
  };
}

interface Listener {
  answered(from: Worker, answer: ReadAnswer): void;
  ended(from: Worker, failure: 'too-much-memory' | 'reader-died'): void;
}

function startWorker(url: URL, listener: Listener): Worker {
  // Without the process's environment, which holds secrets, and without its output.
  const worker = new Worker(url, {
    name: 'facteur-files',
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: RESOURCE_LIMITS,
  });
  let failure: 'too-much-memory' | 'reader-died' = 'reader-died';
  worker.on('message', (answer: ReadAnswer) => listener.answered(worker, answer));
  worker.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') failure = 'too-much-memory';
  });
  worker.on('exit', () => listener.ended(worker, failure));
  return worker;
}

/** A copy of the file alone goes over: its bytes lie within those of the whole mail. */
function ask(worker: Worker, { kind, content }: Asked): void {
  const copy = new Uint8Array(content);
  worker.postMessage({ kind, content: copy } satisfies ReadRequest, [copy.buffer]);
}
