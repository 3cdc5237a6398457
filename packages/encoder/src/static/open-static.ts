/**
 * Vectors by table: a text's vector is the weighted mean of its pieces' (Tulkens & van Dongen 2024, "Model2Vec"; Arora et al. 2017, "A
 * Simple but Tough-to-Beat Baseline for Sentence Embeddings"). Hundreds of times as fast as the transformer that the table was distilled
 * from, and blind to the order of words: good for a first look, to which the transformer adds where it is not sure.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, messageOf } from '@facteur/primitives';
import type { Embedder } from '../embedder.ts';
import { readTokeniser } from './read-tokeniser.ts';
import { decodeStatic, type StaticTable } from './static-file.ts';
import type { Tokeniser } from './unigram.ts';

/** The table that ships, beside the model that it was distilled from. */
export const shippedTable = join(import.meta.dirname, '..', '..', 'model', 'static.bin');

const maxTokens = 512;
/** What lies beyond is not even cut into pieces. */
const maxCharacters = maxTokens * 16;
/** Texts between which others get the thread: some milliseconds' worth. */
const textsPerTurn = 128;

/**
 * Opens a table; the `tokenizer.json` beside it gives the pieces. A text without pieces gets the vector of the unknown piece. Vectors
 * are computed on the calling thread, in turns of some milliseconds.
 * @throws AppError `MODEL_INVALID` (never retry) when a file is missing or damaged, or the two do not belong together
 */
export async function openStatic(file: string = shippedTable): Promise<Embedder> {
  const table = decodeStatic(await bytesOf(file), file);
  const folder = dirname(file);
  const tokeniserFile = await bytesOf(join(folder, 'tokenizer.json'));
  const digest = createHash('sha256').update(tokeniserFile).digest('hex');
  if (digest !== table.tokeniser)
    throw new AppError(
      'MODEL_INVALID',
      `${file} was not made for the tokenizer.json beside it: make it anew by bin/distil.mjs`,
      { file },
    );
  const tokenise = readTokeniser(tokeniserFile.toString('utf8'), folder);
  const id = createHash('sha256')
    .update(`static 1 ${digest}`)
    .update(table.rows)
    .update(table.scales)
    .digest('hex')
    .slice(0, 32);
  let isClosed = false;
  const refuseWhenClosed = (): void => {
    if (isClosed)
      throw new AppError('EMBEDDER_UNAVAILABLE', 'The table of piece vectors is closed', { retry: 'later' });
  };
  return {
    id,
    dimensions: table.dimensions,
    embed: async (given) => {
      refuseWhenClosed();
      const texts = [...given];
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        if (vectors.length % textsPerTurn === textsPerTurn - 1) await new Promise((resolve) => setImmediate(resolve));
        refuseWhenClosed();
        vectors.push(vectorOf(text, tokenise, table));
      }
      return vectors;
    },
    close: async () => {
      isClosed = true;
    },
  };
}

async function bytesOf(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new AppError(
      'MODEL_INVALID',
      `${path} cannot be read (${messageOf(cause)}): make the table by bin/distil.mjs`,
      { path, cause },
    );
  });
}

function vectorOf(text: string, tokenise: Tokeniser, table: StaticTable): Float32Array {
  // What was tokenised may have no direction: no pieces, or pieces that cancel out.
  const pieces = tokenise(text.slice(0, maxCharacters), maxTokens);
  return sumOf(pieces, table) ?? sumOf([table.unknown], table) ?? firstAxis(table.dimensions);
}

/** Undefined when it has no direction. */
function sumOf(pieces: readonly number[], { dimensions, scales, rows }: StaticTable): Float32Array | undefined {
  const vector = new Float32Array(dimensions);
  for (const piece of pieces) {
    const scale = scales[piece] ?? 0;
    const start = piece * dimensions;
    for (let i = 0; i < dimensions; i += 1) vector[i] = (vector[i] ?? 0) + scale * (rows[start + i] ?? 0);
  }
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  if (!(length > 1e-12)) return undefined;
  for (let i = 0; i < dimensions; i += 1) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}

function firstAxis(dimensions: number): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, i) => (i === 0 ? 1 : 0));
}
