/** What stands in the collection `blobs`: one document per blob, with its stored bytes or where they are. */
import { AppError } from '@facteur/primitives';
import type { Binary, Collection } from 'mongodb';
import type { BlobDatabase } from './database.ts';
import type { LargeBlobs } from './large-blobs.ts';

/** Grows when the layout of entries changes. */
export const FORMAT = 1;

/** A blob is there once its entry is: an upload that nothing refers to is none. */
export interface BlobEntry {
  /** `scope/id`. */
  readonly _id: string;
  readonly format: number;
  /** The stored bytes of a small blob. */
  readonly content?: Buffer | Binary;
  /** The upload that holds the stored bytes of a large one. */
  readonly file?: string;
}

/** Where blobs are. */
export interface BlobPlace {
  readonly entries: Collection<BlobEntry>;
  readonly large: LargeBlobs;
  readonly ask: BlobDatabase['ask'];
}

/** The stored bytes that an entry stands for; undefined when they are not there any more, or not all of them. */
export async function storedBytes({ large }: BlobPlace, entry: BlobEntry): Promise<Buffer | undefined> {
  const { _id, format, content, file } = entry;
  if (format !== FORMAT)
    throw new AppError('DATA_FOLDER_NEWER', `${_id} is stored in format ${format}; this version reads ${FORMAT}`);
  if (content !== undefined) return Buffer.from('value' in content ? content.value() : content);
  return file === undefined ? undefined : large.read(file);
}
