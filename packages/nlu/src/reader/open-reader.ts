/**
 * A reader in a thread of its own: the event loop stays free, and a mail that nobody foresaw can neither stall nor end the process. A
 * thread that dies, or is silent for too long, is replaced. What it held is read again, one after the other with nothing beside, so that only
 * what it dies of once more is refused.
 */
import type { MailText } from '../understanding.ts';
import { ThreadEnded, unread } from './failures.ts';
import type { MailReader, ReaderParts, ReadingModel, ReadMails } from './mail-reader.ts';
import { type ReaderThread, startReaderThread, type ThreadOptions } from './reader-thread.ts';

/** A batch of mails takes the transformer seconds, on a busy machine a minute. */
const MAX_SILENCE_MS = 300_000;

/** The thread starts with the first model that is used. */
export function openReader(
  parts: ReaderParts,
  {
    url = new URL('./reader-worker.js', import.meta.url),
    maxSilenceMs = MAX_SILENCE_MS,
  }: Partial<Omit<ThreadOptions, 'onEnd'>> = {},
): MailReader {
  let reading: ReadingModel | undefined;
  let thread: ReaderThread | undefined;
  let isClosed = false;
  /** Whoever reads alone; the others wait. */
  let alone: Promise<unknown> = Promise.resolve();
  const start = (model: ReadingModel): ReaderThread => {
    const onEnd = (): void => {
      if (thread === started) thread = undefined;
    };
    const started = startReaderThread(parts, { url, maxSilenceMs, onEnd });
    started.use(model);
    return started;
  };
  const readNow = async (mails: readonly MailText[]): Promise<ReadMails> => {
    if (isClosed) throw unread('the reader is closed');
    if (reading === undefined) throw unread('no model is in use yet');
    thread ??= start(reading);
    return thread.read(mails);
  };
  const readAlone = (mails: readonly MailText[]): Promise<ReadMails> => {
    const turn = alone.then(() => readNow(mails));
    alone = turn.catch(() => undefined);
    return turn;
  };
  const refuse = (error: unknown): never => {
    throw error instanceof ThreadEnded ? unread(error.message, error.cause) : error;
  };
  return {
    use: (next) => {
      reading = next;
      if (thread !== undefined) thread.use(next);
      else if (!isClosed) thread = start(next);
    },
    read: async (mails) => {
      await alone;
      try {
        return await readNow(mails);
      } catch (error) {
        const isSuspect = error instanceof ThreadEnded && !error.wasAlone && !isClosed;
        return isSuspect ? await readAlone(mails).catch(refuse) : refuse(error);
      }
    },
    close: async () => {
      isClosed = true;
      await thread?.stop();
    },
  };
}
