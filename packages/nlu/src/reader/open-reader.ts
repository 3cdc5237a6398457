/**
 * A reader in a thread of its own: the event loop stays free, and a mail that nobody foresaw can neither stall nor end the process. A
 * thread that dies, or is silent for too long, is replaced; the mails that it held are refused, so that they are tried again.
 */
import { unread } from './failures.ts';
import type { MailReader, ReaderParts, ReadingModel } from './mail-reader.ts';
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
  const start = (model: ReadingModel): ReaderThread => {
    const onEnd = (): void => {
      if (thread === started) thread = undefined;
    };
    const started = startReaderThread(parts, { url, maxSilenceMs, onEnd });
    started.use(model);
    return started;
  };
  return {
    use: (next) => {
      reading = next;
      if (thread !== undefined) thread.use(next);
      else if (!isClosed) thread = start(next);
    },
    read: async (mails) => {
      if (isClosed) throw unread('the reader is closed');
      if (reading === undefined) throw unread('no model is in use yet');
      thread ??= start(reading);
      return thread.read(mails);
    },
    close: async () => {
      isClosed = true;
      await thread?.stop();
    },
  };
}
