/** Files that leave with advisors' mails: brought by them, or taken from a mail of the case. Pure but for the port. */
import type { Mail, ReplyFile } from '@facteur/contracts';
import { AppError, derivedId } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { Act } from '../commands.ts';
import type { DeskState } from '../state.ts';
import type { FileRef, KeptFile } from './file-ref.ts';

/** Keeps files; each is sealed with the key of its case. */
export interface FileKeeping {
  /** @throws AppError `DISK_FULL`, `BLOB_UNAVAILABLE` (retry later), `KEY_ERASED` (never) */
  put(files: readonly { readonly scope: string; readonly content: Buffer }[]): Promise<readonly ReplyFile['blob'][]>;
}

/** Of one file, and of all files of one mail. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
const MOST_KEPT = 200;
const MOST_NAME = 200;

/** The name without folders and control characters. */
export function fileNameOf(said: string): string {
  const last = said.replace(/^.*[/\\]/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would break the header of the mail
  const name = last.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return name === '' ? 'piece-jointe' : name.slice(-MOST_NAME);
}

/** The same bytes under the same name are the same file. */
export function fileIdOf({ name, blob }: Pick<ReplyFile, 'name' | 'blob'>): string {
  return derivedId('file', blob.scope, blob.id, name);
}

/** Command `keep-file`: a file that is there already is kept once. */
export function keepFile(payload: unknown, state: DeskState, _context: HandlerContext): Outcome<DeskState> {
  const { file } = payload as Act & { readonly file: KeptFile };
  const { files = [] } = state;
  if (files.some(({ id }) => id === file.id)) return { answer: state };
  if (files.length >= MOST_KEPT) throw new AppError('BAD_INPUT', `Un dossier garde au plus ${MOST_KEPT} fichiers`);
  const kept = { ...state, files: [...files, file] };
  return { state: kept, answer: kept };
}

/**
 * The files that `refs` name, in their order, each once.
 * @throws AppError `NOT_FOUND` for one that is none of the case's; `NOT_ALLOWED` for a dangerous one; `BAD_INPUT` when they are too large together
 */
export function filesOf(refs: readonly FileRef[], kept: readonly KeptFile[], mails: readonly Mail[]): NamedReplyFile[] {
  const found = new Map(refs.map((ref) => [JSON.stringify(ref), { ref, ...fileOf(ref, kept, mails) }]));
  const files = [...found.values()];
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_FILE_BYTES)
    throw new AppError('BAD_INPUT', 'Les pièces jointes d’un mail pèsent au plus 20 Mo ensemble : retirez-en une');
  return files;
}

/** A file with the name it was called by. */
export type NamedReplyFile = ReplyFile & { readonly ref: FileRef };

function fileOf(ref: FileRef, kept: readonly KeptFile[], mails: readonly Mail[]): ReplyFile {
  if ('file' in ref) {
    const file = kept.find(({ id }) => id === ref.file);
    if (!file) throw new AppError('NOT_FOUND', 'Ce fichier n’est pas dans ce dossier : joignez-le de nouveau');
    const { id: _, ...rest } = file;
    return rest;
  }
  const file = mails.find(({ mailId }) => mailId === ref.mailId)?.attachments[ref.index];
  if (!file) throw new AppError('NOT_FOUND', 'Cette pièce jointe n’est pas dans ce dossier');
  const { name, type, bytes, blob, danger } = file;
  if (danger !== undefined)
    throw new AppError(
      'NOT_ALLOWED',
      `« ${name} » est tenue pour dangereuse (${danger}) : elle ne peut pas être envoyée`,
    );
  if (!blob) throw new AppError('NOT_FOUND', `« ${name} » n’est conservée que dans le mail brut`);
  return { name: fileNameOf(name), type, bytes, blob };
}

/** As an event has them; none: nothing is said of files. */
export function leaving(files: readonly NamedReplyFile[]): { attachments?: ReplyFile[] } {
  return files.length === 0 ? {} : { attachments: files.map(({ ref: _, ...file }) => file) };
}
