/** The files that leave with a mail: referred to by its request, and read when it is sent. */
import type { ReplyFile } from '@facteur/contracts';
import { type OutgoingAttachment, safeFileName, safeFileType } from '@facteur/mail/outgoing';
import { AppError, isAppError } from '@facteur/primitives';
import type { ReplyRequest } from './state.ts';

/** Where files lie. */
export interface FileStore {
  /** @throws AppError with `retry: 'later'` for what cannot be read now, `never` for what is gone, erased or damaged */
  get(ref: ReplyFile['blob']): Promise<Buffer>;
}

/** Of all files of a mail together: 20 MiB. A third more leaves: mails are text. */
const MOST_BYTES = 20 * 1024 * 1024;

/** The files as they leave: named and typed for any mail program. Pure. */
export function fitFiles({ attachments = [] }: ReplyRequest): ReplyFile[] {
  return attachments.map((file) => ({ ...file, name: safeFileName(file.name), type: safeFileType(file.type) }));
}

/**
 * Reads them, in order.
 * @throws AppError `BAD_INPUT` for more than 20 MiB, and as the store does
 */
export async function readFiles(request: ReplyRequest, store: FileStore): Promise<readonly OutgoingAttachment[]> {
  const files = fitFiles(request);
  // Before anything is read, then what was: a request may be wrong about it.
  checkSize(files.map(({ blob }) => blob.bytes));
  const read: OutgoingAttachment[] = [];
  for (const [index, { name, type, blob }] of files.entries())
    read.push({ name, type, content: await store.get(blob).catch((error: unknown) => fail(error, index + 1)) });
  checkSize(read.map(({ content }) => content.length));
  return read;
}

/** What people read of a failure: a file by its name, which logs must not hold. Pure. */
export function namingFiles(message: string, request: ReplyRequest): string {
  return message.replace(NUMBERED, (found, position) => {
    const file = fitFiles(request)[Number(position) - 1];
    return file === undefined ? found : `«\u00a0${file.name}\u00a0»`;
  });
}

const NUMBERED = /(?<=fichier )n° (\d{1,4})/;

function fail(error: unknown, position: number): never {
  if (!isAppError(error) || error.retry === 'later') throw error;
  const message = `Le fichier n° ${position} ne peut plus être joint\u00a0: il a été effacé, ou il est endommagé`;
  throw new AppError(error.code, message, { position, cause: error });
}

function checkSize(sizes: readonly number[]): void {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= MOST_BYTES) return;
  const message = 'Les fichiers joints dépassent ensemble 20\u00a0Mo\u00a0: envoyez-les en plusieurs mails';
  throw new AppError('BAD_INPUT', message, { bytes });
}
