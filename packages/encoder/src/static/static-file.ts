/**
 * A table of piece vectors as a file: [magic][header's length][header, JSON][scales, Float32][rows, Int8][SHA-256 of all before]. A
 * piece's vector is its row times its scale; the scale holds the piece's weight as well.
 */
import { createHash } from 'node:crypto';
import { AppError } from '@facteur/primitives';

const magic = Buffer.from('FACTSTA1');
const hashBytes = 32;

/** Vectors of the pieces of one tokeniser. */
export interface StaticTable {
  readonly dimensions: number;
  /** Id of the piece that stands for what no piece covers. */
  readonly unknown: number;
  /** SHA-256 of the `tokenizer.json` whose ids these are, hexadecimal. */
  readonly tokeniser: string;
  /** `id` of the embedder that the vectors were distilled from. */
  readonly source: string;
  /** One per piece. */
  readonly scales: Float32Array;
  /** `dimensions` per piece. */
  readonly rows: Int8Array;
}

/** The file of a table. */
export function encodeStatic({ scales, rows, ...header }: StaticTable): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const numbers = Buffer.alloc(scales.length * 4);
  scales.forEach((scale, i) => {
    numbers.writeFloatLE(scale, i * 4);
  });
  const content = Buffer.concat([magic, length, json, numbers, Buffer.from(rows.buffer, rows.byteOffset, rows.length)]);
  return Buffer.concat([content, createHash('sha256').update(content).digest()]);
}

/**
 * The table in `bytes`, read from `path`; it shares their memory.
 * @throws AppError `MODEL_INVALID` (never retry) when they are not one, or are damaged
 */
export function decodeStatic(bytes: Buffer, path: string): StaticTable {
  const content = bytes.subarray(0, -hashBytes);
  const isWhole =
    bytes.length > magic.length + 4 + hashBytes &&
    content.subarray(0, magic.length).equals(magic) &&
    createHash('sha256').update(content).digest().equals(bytes.subarray(-hashBytes));
  if (!isWhole)
    throw new AppError(
      'MODEL_INVALID',
      `${path} is no whole table of piece vectors: replace it, or make it anew by bin/distil.mjs`,
      { path },
    );
  const start = magic.length + 4;
  const end = start + content.readUInt32LE(magic.length);
  const header = JSON.parse(content.toString('utf8', start, end)) as Omit<StaticTable, 'scales' | 'rows'>;
  const pieces = (content.length - end) / (header.dimensions + 4);
  const scales = Float32Array.from({ length: pieces }, (_, i) => content.readFloatLE(end + i * 4));
  const rows = new Int8Array(content.buffer, content.byteOffset + end + pieces * 4, pieces * header.dimensions);
  return { ...header, scales, rows };
}

/** Rows of one byte a number, and a scale for each, from `vectors` of `dimensions` numbers. */
export function quantise(vectors: Float32Array, dimensions: number): Pick<StaticTable, 'scales' | 'rows'> {
  const rows = new Int8Array(vectors.length);
  const scales = Float32Array.from({ length: vectors.length / dimensions }, (_, piece) => {
    const vector = vectors.subarray(piece * dimensions, (piece + 1) * dimensions);
    const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    if (scale > 0)
      rows.set(
        vector.map((value) => Math.round(value / scale)),
        piece * dimensions,
      );
    return scale;
  });
  return { scales, rows };
}
