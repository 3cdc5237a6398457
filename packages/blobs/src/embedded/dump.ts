/** Dumps and loads blobs in files: the files as they are. They only ever come, so that no moment needs to be held. */
import { AppError } from '@facteur/primitives';
import type { BlobsBackup, StoredBlob } from '../backup.ts';
import { isBlobId } from '../blob-id.ts';
import type { DurableFolder } from './durable-folder.ts';
import { inLanes } from './in-lanes.ts';

/** Loaded before their names are synced; bounds memory together with `PIECE_BYTES`. */
const BLOBS_AT_ONCE = 256;
const PIECE_BYTES = 32 * 1024 * 1024;
const LANES = 16;

/** The capability on an open folder; `guarded` gives failures as the port promises them. */
export function fileBlobsBackup(files: DurableFolder, guarded: <T>(work: () => Promise<T>) => Promise<T>): BlobsBackup {
  const load = async (piece: readonly StoredBlob[]): Promise<void> => {
    await inLanes(piece, LANES, async ({ name, bytes }) => {
      if (!files.has(name)) await files.write({ name, content: bytes });
    });
    await files.sync(piece.map(({ name }) => name));
  };
  return {
    async *list() {
      for (const name of await guarded(() => files.names())) {
        const bytes = await guarded(() => files.read(name));
        if (bytes !== undefined && isBlobId(name)) yield { name, bytes };
      }
    },
    isEmpty: () => guarded(async () => (await files.names()).length === 0),
    async load(blobs) {
      let piece: StoredBlob[] = [];
      let size = 0;
      for await (const blob of blobs) {
        piece.push({ name: idIn(blob.name), bytes: blob.bytes });
        size += blob.bytes.length;
        if (piece.length < BLOBS_AT_ONCE && size < PIECE_BYTES) continue;
        const full = piece;
        await guarded(() => load(full));
        piece = [];
        size = 0;
      }
      await guarded(() => load(piece));
    },
  };
}

/** Files are named by ids alone. */
function idIn(name: string): string {
  const id = name.slice(name.lastIndexOf('/') + 1);
  if (isBlobId(id)) return id;
  throw new AppError('BAD_INPUT', 'A blob in the backup has a name that is none');
}
