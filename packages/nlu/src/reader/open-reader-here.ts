/** A reader in the caller's own thread: for tools and tests, which have no event loop to keep free. */
import type { MailText } from '../understanding.ts';
import { unread } from './failures.ts';
import { type MailReader, type ReaderParts, type ReadMails, readingWith } from './mail-reader.ts';

/** Opens one. */
export function openReaderHere(parts: ReaderParts): MailReader {
  let reading: ((mails: readonly MailText[]) => Promise<ReadMails>) | undefined;
  let isClosed = false;
  return {
    use: (next) => {
      reading = readingWith(parts, next);
    },
    read: async (mails) => {
      if (isClosed) throw unread('the reader is closed');
      if (reading === undefined) throw unread('no model is in use yet');
      return reading(mails);
    },
    close: async () => {
      isClosed = true;
    },
  };
}
