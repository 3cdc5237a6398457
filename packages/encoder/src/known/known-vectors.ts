/**
 * Vectors that were computed beforehand: of built-in texts and of the shipped journeys' examples, so that a first start need not. A file
 * holds the id of the encoder, then a digest and a vector for each text, but no text.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@facteur/primitives';
import type { Embedder } from '../embedder.ts';

/** The file that ships, beside the model that it was computed with. */
export const shippedVectors: string = join(import.meta.dirname, '..', '..', 'model', 'known.bin');

const MAGIC = 'facteur known 1\n';
const ID_BYTES = 32;
const DIGEST_BYTES = 16;
const HEAD_BYTES = MAGIC.length + ID_BYTES + 8;

/** The file for texts and their vectors, of the encoder with that id. */
export function encodeKnown(id: string, texts: readonly string[], vectors: readonly Float32Array[]): Buffer {
  const dimensions = vectors[0]?.length ?? 0;
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC + id.padEnd(ID_BYTES), 'latin1');
  head.writeUInt32LE(dimensions, HEAD_BYTES - 8);
  head.writeUInt32LE(texts.length, HEAD_BYTES - 4);
  const values = vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  return Buffer.concat([head, ...texts.map(digestOf), ...values]);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}

/**
 * `embedder`, which is asked only for texts that `file` does not know. A file of another encoder is no help, and does no harm.
 * @throws AppError `MODEL_INVALID` (never retry) for a damaged file
 */
export async function withKnownVectors(embedder: Embedder, file: string = shippedVectors): Promise<Embedder> {
  const bytes = await readFile(file);
  const known = readKnown(bytes, file);
  if (known.id !== embedder.id) return embedder;
  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    embed: async (texts) => {
      const found = texts.map((text) => known.vectorOf(digestOf(text).toString('base64')));
      const rest = texts.filter((_, at) => found[at] === undefined);
      const computed = rest.length === 0 ? [] : [...(await embedder.embed(rest))];
      return found.map((vector) => vector ?? computed.shift() ?? new Float32Array(embedder.dimensions));
    },
    close: () => embedder.close(),
  };
}

function readKnown(bytes: Buffer, file: string) {
  const isOurs = bytes.length >= HEAD_BYTES && bytes.toString('latin1', 0, MAGIC.length) === MAGIC;
  const dimensions = isOurs ? bytes.readUInt32LE(HEAD_BYTES - 8) : 0;
  const count = isOurs ? bytes.readUInt32LE(HEAD_BYTES - 4) : 0;
  const start = HEAD_BYTES + count * DIGEST_BYTES;
  if (!isOurs || bytes.length !== start + count * dimensions * 4)
    throw new AppError('MODEL_INVALID', `${file} is no file of known vectors, or was cut`, { file });
  const places = new Map<string, number>();
  for (let at = 0; at < count; at += 1) {
    const digest = bytes.toString('base64', HEAD_BYTES + at * DIGEST_BYTES, HEAD_BYTES + (at + 1) * DIGEST_BYTES);
    places.set(digest, at);
  }
  return {
    id: bytes.toString('latin1', MAGIC.length, MAGIC.length + ID_BYTES).trim(),
    /** A copy: the caller's own. */
    vectorOf: (digest: string): Float32Array | undefined => {
      const at = places.get(digest);
      if (at === undefined) return undefined;
      const from = start + at * dimensions * 4;
      return new Float32Array(Uint8Array.from(bytes.subarray(from, from + dimensions * 4)).buffer);
    },
  };
}
