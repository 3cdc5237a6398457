/** TF-IDF over hashed text (Salton, Buckley 1988): which buckets the training texts hit, and how rare each is. */
import type { Row } from '../head/rows.ts';
import { BUCKETS, type Counts, type HashedText } from './hash-text.ts';

/** Buckets that became columns, in ascending order, with their inverse document frequency. */
export interface IdfTable {
  readonly buckets: Int32Array;
  readonly idf: Float32Array;
}

/** What turns hashed text into rows: words first, then grams. */
export interface TfIdf {
  readonly words: IdfTable;
  readonly grams: IdfTable;
}

/** Columns of a row. */
export function columnsOf({ words, grams }: TfIdf): number {
  return words.buckets.length + grams.buckets.length;
}

/**
 * Learns from the training texts. Buckets that a single text hits say too little to be kept, except those of the first `own` texts;
 * default: all are kept.
 */
export function fitTfIdf(texts: readonly HashedText[], own = texts.length): TfIdf {
  return {
    words: tableOf(
      texts.map(({ words }) => words),
      own,
    ),
    grams: tableOf(
      texts.map(({ grams }) => grams),
      own,
    ),
  };
}

function tableOf(all: readonly Counts[], own: number): IdfTable {
  const frequency = new Int32Array(BUCKETS);
  const isKept = new Uint8Array(BUCKETS);
  for (const [at, { buckets }] of all.entries()) {
    for (const bucket of buckets) {
      frequency[bucket] = (frequency[bucket] ?? 0) + 1;
      if (at < own || (frequency[bucket] ?? 0) > 1) isKept[bucket] = 1;
    }
  }
  const buckets = Int32Array.from(isKept.keys()).filter((bucket) => isKept[bucket] === 1);
  const idf = Float32Array.from(buckets, (bucket) => Math.log((1 + all.length) / (1 + (frequency[bucket] ?? 0))) + 1);
  return { buckets, idf };
}

/** Turns hashed text into rows; each kind of feature gets half of the squared length, which is 1 when both are there. */
export function createVectoriser({ words, grams }: TfIdf): (text: HashedText) => Row {
  const wordColumns = columnsByBucket(words, 0);
  const gramColumns = columnsByBucket(grams, words.buckets.length);
  return (text) => {
    const indices: number[] = [];
    const values: number[] = [];
    addBlock(text.words, wordColumns, words.idf, 0, indices, values);
    addBlock(text.grams, gramColumns, grams.idf, words.buckets.length, indices, values);
    return { indices, values };
  };
}

/** 0 where a bucket is no column, else the column plus one. */
function columnsByBucket({ buckets }: IdfTable, first: number): Int32Array {
  const result = new Int32Array(BUCKETS);
  for (const [at, bucket] of buckets.entries()) result[bucket] = first + at + 1;
  return result;
}

function addBlock(
  { buckets, counts }: Counts,
  columns: Int32Array,
  idf: Float32Array,
  first: number,
  indices: number[],
  values: number[],
): void {
  const start = values.length;
  let squares = 0;
  for (const [at, bucket] of buckets.entries()) {
    const column = (columns[bucket] ?? 0) - 1;
    if (column < 0) continue;
    const value = (1 + Math.log(counts[at] ?? 1)) * (idf[column - first] ?? 0);
    indices.push(column);
    values.push(value);
    squares += value * value;
  }
  const factor = squares === 0 ? 0 : Math.SQRT1_2 / Math.sqrt(squares);
  for (let at = start; at < values.length; at += 1) values[at] = (values[at] ?? 0) * factor;
}
