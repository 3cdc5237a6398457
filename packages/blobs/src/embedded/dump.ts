/** Dumps and loads blobs in a folder as they are stored. They only ever come, so that no moment needs to be held. */
import { AppError } from '@facteur/primitives';
import type { BlobsBackup, StoredBlob } from '../backup.ts';
import { isBlobId } from '../blob-id.ts';
import type { DurableFolder } from './durable-folder.ts';
import { inLanes } from './in-lanes.ts';
import type { SmallBlobs } from './small-blobs.ts';

/** Loaded before their names are synced; bounds memory together with `PIECE_BYTES`. */
const BLOBS_AT_ONCE = 256;
const PIECE_BYTES = 32 * 1024 * 1024;
const LANES = 16;

/** Where the blobs of a folder lie. */
export interface Places {
  readonly files: DurableFolder;
  readonly small: SmallBlobs;
  readonly smallBytes: number;
}

/** The capability on an open folder; `guarded` gives failures as the port promises them. */
export function fileBlobsBackup(
  { files, small, smallBytes }: Places,
  guarded: <T>(work: () => Promise<T>) => Promise<T>,
): BlobsBackup {
  const load = async (piece: readonly StoredBlob[]): Promise<void> => {
    const isSmall = ({ bytes }: StoredBlob): boolean => bytes.length <= smallBytes;
    const large = piece.filter((blob) => !isSmall(blob));
    await small.write(await missingIn(small, piece.filter(isSmall)));
    await inLanes(large, LANES, async ({ name, bytes }) => {
      if (!files.has(name)) await files.write({ name, content: bytes });
    });
    await files.sync(large.map(({ name }) => name));
  };
  return {
    async *list() {
      const together = small.list();
      for (;;) {
        const next = await guarded(() => together.next());
        if (next.done) break;
        yield next.value;
      }
      for (const name of await guarded(() => files.names())) {
        const bytes = await guarded(() => files.read(name));
        if (bytes !== undefined && isBlobId(name)) yield { name, bytes };
      }
    },
    isEmpty: () => guarded(async () => (await small.isEmpty()) && (await files.names()).length === 0),
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

async function missingIn(small: SmallBlobs, blobs: readonly StoredBlob[]): Promise<StoredBlob[]> {
  const there = await small.read(blobs.map(({ name }) => name));
  return blobs.filter((_, index) => there[index] === undefined);
}

/** They are named by ids alone. */
function idIn(name: string): string {
  const id = name.slice(name.lastIndexOf('/') + 1);
  if (isBlobId(id)) return id;
  throw new AppError('BAD_INPUT', 'A blob in the backup has a name that is none');
}
