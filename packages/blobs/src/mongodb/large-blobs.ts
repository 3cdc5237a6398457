/**
 * Large blobs, in a GridFS bucket. Every attempt to keep one is an upload of its own, so that neither a crash nor another process at the
 * same moment leaves a mixture: an upload counts once an entry refers to it.
 */
import { type Random, systemRandom } from '@facteur/primitives';
import {
  type Condition,
  type Db,
  GridFSBucket,
  type GridFSBucketReadStream,
  type GridFSBucketWriteStream,
  MongoGridFSChunkError,
  type ObjectId,
} from 'mongodb';
import type { BlobDatabase } from './database.ts';

/** Uploads, by names of their own. Errors are those of the port. */
export interface LargeBlobs {
  /** Keeps `stored` as an upload for the blob `name`, and gives the upload's name. Durable when it resolves. */
  upload(name: string, stored: Buffer): Promise<string>;
  /** What was uploaded; undefined when it, or a part of it, is missing. */
  read(file: string): Promise<Buffer | undefined>;
  remove(file: string): Promise<void>;
  /** Removes all uploads for the blob `name` except `file`: what crashes left, and what others upload in vain. */
  removeOthers(name: string, file: string): Promise<void>;
}

const BUCKET = 'blobs.large';
/** Of a piece, which is one round trip. */
const PIECE_BYTES = 1024 * 1024;
const ATTEMPT_BYTES = 9;

/** The bucket in `db`; each round trip goes through `ask`, so that a slow line does not make a large blob impossible. */
export function openLargeBlobs(database: BlobDatabase, random: Random = systemRandom): LargeBlobs {
  const { ask } = database;
  const bucket = (): GridFSBucket => {
    const { db } = database;
    const { writeConcern } = db;
    const options = { bucketName: BUCKET, chunkSizeBytes: PIECE_BYTES, ...(writeConcern ? { writeConcern } : {}) };
    return new GridFSBucket(db, options);
  };
  const removeWhere = async (filter: Condition<string>): Promise<void> => {
    // The parts last: without the file's document they cannot be read.
    await ask(() => filesOf(database.db).deleteMany({ _id: filter }));
    await ask(() => chunksOf(database.db).deleteMany({ files_id: filter }));
  };
  return {
    async upload(name, stored) {
      const file = `${name}/${random.bytes(ATTEMPT_BYTES).toString('base64url')}`;
      await send(bucket().openUploadStreamWithId(asId(file), name), stored, ask);
      return file;
    },
    read: (file) => gather(bucket().openDownloadStream(asId(file)), ask),
    remove: removeWhere,
    // '0' follows '/': between them lies whatever begins with `name/`.
    removeOthers: (name, file) => removeWhere({ $gt: `${name}/`, $lt: `${name}0`, $ne: file }),
  };
}

async function send(stream: GridFSBucketWriteStream, stored: Buffer, ask: BlobDatabase['ask']): Promise<void> {
  // Each write reports its own failure; unheard, the event would end the process.
  stream.on('error', () => undefined);
  try {
    for (let at = 0; at < stored.length; at += PIECE_BYTES) {
      const piece = stored.subarray(at, at + PIECE_BYTES);
      await ask(() => settled((done) => stream.write(piece, done)));
    }
    await ask(() => settled((done) => stream.end(done)));
  } finally {
    stream.destroy();
  }
}

async function gather(stream: GridFSBucketReadStream, ask: BlobDatabase['ask']): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await ask(() => iterator.next().catch(endWhereDamaged));
      if (next === undefined) return undefined;
      if (next.done) return Buffer.concat(pieces);
      pieces.push(next.value);
    }
  } finally {
    stream.destroy();
  }
}

function endWhereDamaged(error: unknown): undefined {
  if (error instanceof MongoGridFSChunkError || Object(error).code === 'ENOENT') return undefined;
  throw error;
}

function settled(work: (done: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()));
  });
}

/** Any value may name a file in GridFS; the driver's types know of one kind. */
function asId(file: string): ObjectId {
  return file as unknown as ObjectId;
}

function filesOf(db: Db) {
  return db.collection<{ _id: string }>(`${BUCKET}.files`);
}

function chunksOf(db: Db) {
  return db.collection<{ files_id: string }>(`${BUCKET}.chunks`);
}
