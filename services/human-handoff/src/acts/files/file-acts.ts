/** Bringing files into a case, and finding what mails are to leave with. */
import type { ReplyFile } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import type { Actor } from '../actor.ts';
import type { Desks } from '../desks.ts';
import type { FileRef, KeptFile } from './file-ref.ts';
import { fileTypeOf } from './file-type.ts';
import { type FileKeeping, fileIdOf, fileNameOf, filesOf, MOST_FILE_BYTES, type NamedReplyFile } from './kept-files.ts';

/** A file that was brought, as whoever brought it sees it. */
export type BroughtFile = Pick<KeptFile, 'id' | 'name' | 'type' | 'bytes'>;

export interface FileActs {
  /** @throws AppError `DOCUMENT_TOO_LARGE` above 20 MiB; `BAD_INPUT` for an empty one, or one too many */
  keepFile(number: string, advisor: Actor, name: string, content: Buffer): Promise<BroughtFile>;
  /** The case's files that `refs` name. @throws AppError `NOT_FOUND`, `NOT_ALLOWED` for a dangerous one, `BAD_INPUT` above 20 MiB together */
  filesOf(number: string, refs: readonly FileRef[] | undefined): Promise<readonly NamedReplyFile[]>;
}

/** @param keeping absent: no file can be brought */
export function openFileActs(desks: Desks, keeping: FileKeeping | undefined): FileActs {
  return {
    async keepFile(number, advisor, said, content) {
      await desks.caseState(number);
      const name = fileNameOf(said);
      const refusal = refusalOf(name, content);
      if (refusal) throw refusal;
      const blob = await keptBlob(keeping, number, content);
      const file: ReplyFile = { name, type: fileTypeOf(name, content), bytes: content.length, blob };
      const id = fileIdOf(file);
      await desks.act(number, 'keep-file', { advisor, file: { id, ...file } });
      return { id, name, type: file.type, bytes: file.bytes };
    },
    async filesOf(number, refs = []) {
      if (refs.length === 0) return [];
      const [{ files = [] }, mails] = await Promise.all([desks.deskState(number), desks.mails(number)]);
      return filesOf(refs, files, mails);
    },
  };
}

function refusalOf(name: string, { length }: Buffer): AppError | undefined {
  if (length === 0) return new AppError('BAD_INPUT', `« ${name} » est vide`);
  if (length <= MOST_FILE_BYTES) return undefined;
  const text = `« ${name} » pèse plus de 20 Mo : partagez-le autrement, ou réduisez-le`;
  return new AppError('DOCUMENT_TOO_LARGE', text, { bytes: length, maxBytes: MOST_FILE_BYTES });
}

async function keptBlob(keeping: FileKeeping | undefined, scope: string, content: Buffer): Promise<ReplyFile['blob']> {
  const [blob] = (await keeping?.put([{ scope, content }])) ?? [];
  if (!blob) throw new AppError('NOT_FOUND', 'Aucun fichier ne peut être joint ici');
  return blob;
}
