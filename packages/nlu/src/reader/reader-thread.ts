/** One life of the reading thread: started, asked, ended. Starting another one is left to `open-reader.ts`. */
import { Worker } from 'node:worker_threads';
import { messageOf } from '@facteur/primitives';
import type { MailText } from '../understanding.ts';
import { ThreadEnded, unread } from './failures.ts';
import type { ReaderParts, ReadingModel, ReadMails } from './mail-reader.ts';
import type { FarEmbedder, ReaderNews, ReaderOrder, ReaderSettings, Which } from './protocol.ts';

/** A heap larger than this means that something is wrong with a mail. */
const MAX_HEAP_MB = 1_024;
/** Most of what is made while a mail is read is forgotten at once: fewer collections, with less to copy. */
const YOUNG_HEAP_MB = 64;

/** How the thread is started and watched. */
export interface ThreadOptions {
  /** The thread's file. */
  readonly url: URL;
  /** A thread that was asked and says nothing for so long is caught in a text, and ended. */
  readonly maxSilenceMs: number;
  /** Told once the thread has ended, for whatever reason, before those who wait are. */
  readonly onEnd: () => void;
}

/** The thread while it lives. */
export interface ReaderThread {
  use(reading: ReadingModel): void;
  /** @throws AppError `UNDERSTANDING_UNAVAILABLE` (retry later) when it refuses them; ThreadEnded when it dies or is silent for too long */
  read(mails: readonly MailText[]): Promise<ReadMails>;
  stop(): Promise<void>;
}

interface Asked {
  resolve(read: ReadMails): void;
  reject(error: Error): void;
}

/** Starts it. Long because all of it is one thread's life. */
export function startReaderThread(parts: ReaderParts, { url, maxSilenceMs, onEnd }: ThreadOptions): ReaderThread {
  const worker = new Worker(url, {
    ...{ workerData: settingsOf(parts), name: 'facteur-read' },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  worker.unref();
  const post = (order: ReaderOrder): void => worker.postMessage(order);
  const asked = new Map<number, Asked>();
  let lastId = 0;
  let cause: unknown;
  const silence = setTimeout(() => {
    if (asked.size === 0) return;
    cause ??= new Error(`not a word in ${maxSilenceMs} ms`);
    void worker.terminate();
  }, maxSilenceMs).unref();
  const settle = (id: number): Asked | undefined => {
    const waiting = asked.get(id);
    asked.delete(id);
    // An idle reader must not keep the process; one that was asked must not be left behind by it.
    if (asked.size === 0) worker.unref();
    return waiting;
  };
  const embed = async (which: Which, id: number, texts: readonly string[]): Promise<void> => {
    try {
      const vectors = (await (which === 'full' ? parts.embedder : parts.fastEmbedder)?.embed(texts)) ?? [];
      post({ kind: 'vectors', id, vectors });
    } catch (error) {
      post({ kind: 'no-vectors', id, message: messageOf(error) });
    }
    silence.refresh();
  };
  worker.on('message', (news: ReaderNews) => {
    silence.refresh();
    if (news.kind === 'read') settle(news.id)?.resolve(JSON.parse(news.read) as ReadMails);
    else if (news.kind === 'failed') settle(news.id)?.reject(unread(news.message));
    else if (news.kind === 'embed') void embed(news.which, news.id, news.texts);
    else if (news.kind === 'trouble') parts.onTrouble?.(new Error(news.message));
    else parts.onAnswered?.(news.by);
  });
  worker.on('error', (error) => {
    cause ??= error;
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      clearTimeout(silence);
      onEnd();
      const what = `the reading thread ended (${cause === undefined ? 'closed' : messageOf(cause)})`;
      const error = new ThreadEnded(what, cause, asked.size === 1);
      if (cause !== undefined) parts.onTrouble?.(error);
      for (const id of [...asked.keys()]) settle(id)?.reject(error);
      resolve();
    });
  });
  return {
    use: (reading) => post({ kind: 'use', ...reading }),
    read: (mails) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        asked.set(lastId, { resolve, reject });
        worker.ref();
        silence.refresh();
        post({ kind: 'read', id: lastId, mails: JSON.stringify(mails) });
      }),
    stop: async () => {
      await worker.terminate();
      await ended;
    },
  };
}

function settingsOf({ knowledge, embedder, fastEmbedder }: ReaderParts): ReaderSettings {
  const named = ({ id, dimensions }: FarEmbedder): FarEmbedder => ({ id, dimensions });
  return {
    knowledge,
    embedders: { ...(embedder && { full: named(embedder) }), ...(fastEmbedder && { fast: named(fastEmbedder) }) },
  };
}
