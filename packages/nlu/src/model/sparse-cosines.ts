/**
 * Cosines of a sparse row with every example. A few hundred features of tens of thousands stand in many examples, and make up nearly all of
 * the work: those are kept as dense rows, thirty-two examples at a time; the rest by an inverted index.
 */
import { createArena } from '../head/arena.ts';
import { countOf, type Rows } from '../head/rows.ts';

/** Fills `into[example]` with the cosines of row `at`; rows have length 1 or less. */
export type SparseCosines = (rows: Rows, at: number, into: Float32Array) => void;

/** Features that more than this share of the examples have are kept dense. */
const COMMON_SHARE = 1 / 8;
/** The dense part holds no more floats than that: the commonest features come first. */
const MOST_FLOATS = 4 * 1024 * 1024;
/** Examples that lie together; the kernel takes as many at once. */
const BLOCK = 32;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Rows of `columns` features against `examples`. */
export function createSparseCosines(columns: number, examples: Omit<Rows, 'columns'>): SparseCosines {
  const known: Rows = { columns, ...examples };
  const placeOf = commonPlaces(known);
  const addCommon = createDense(known, placeOf);
  const addRest = createIndex(known, placeOf);
  return (rows, at, into) => {
    addCommon(rows, at, into);
    addRest(rows, at, into);
  };
}

/** For each column its place among the common ones, or -1. */
function commonPlaces(examples: Rows): Int32Array {
  const holders = new Int32Array(examples.columns);
  for (const column of examples.indices) holders[column] = (holders[column] ?? 0) + 1;
  const least = COMMON_SHARE * countOf(examples);
  const most = Math.floor(MOST_FLOATS / widthOf(examples));
  const common = [...holders.keys()].filter((column) => (holders[column] ?? 0) > least);
  common.sort((a, b) => (holders[b] ?? 0) - (holders[a] ?? 0) || a - b);
  const placeOf = new Int32Array(examples.columns).fill(-1);
  for (const [place, column] of common.slice(0, most).entries()) placeOf[column] = place;
  return placeOf;
}

function widthOf(examples: Rows): number {
  return Math.max(BLOCK, Math.ceil(countOf(examples) / BLOCK) * BLOCK);
}

/**
 * Sets `into` to what the common features give. A block of examples lies together with all their features, so that a text goes through little
 * memory at a time.
 */
function createDense(examples: Rows, placeOf: Int32Array): SparseCosines {
  const arena = createArena();
  const width = widthOf(examples);
  const features = placeOf.reduce((most, place) => Math.max(most, place + 1), 0);
  const dense = new Float32Array(width * features);
  for (let example = 0; example < countOf(examples); example += 1) {
    const block = Math.floor(example / BLOCK) * BLOCK * features + (example % BLOCK);
    for (let at = examples.starts[example] ?? 0; at < (examples.starts[example + 1] ?? 0); at += 1) {
      const place = placeOf[examples.indices[at] ?? 0] ?? -1;
      if (place >= 0) dense[block + place * BLOCK] = examples.values[at] ?? 0;
    }
  }
  const weights = arena.allocateFloats(dense);
  const z = arena.allocate(width);
  const indices = arena.allocateInts(new Int32Array(features));
  const values = arena.allocate(features);
  const blocks = Array.from(
    { length: width / BLOCK },
    (_, block) =>
      [
        { ...z, pointer: z.pointer + block * BLOCK * BYTES },
        { ...weights, pointer: weights.pointer + block * BLOCK * features * BYTES },
      ] as const,
  );
  return (rows, row, into) => {
    const sums = z.floats();
    const places = new Int32Array(sums.buffer, indices, features);
    const shares = values.floats();
    let count = 0;
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const place = placeOf[rows.indices[at] ?? 0] ?? -1;
      if (place < 0) continue;
      places[count] = place;
      shares[count] = rows.values[at] ?? 0;
      count += 1;
    }
    sums.fill(0);
    const taken = { indices, values: values.pointer, count };
    for (const [to, from] of blocks) arena.gather(to, from, taken, BLOCK);
    into.set(sums.subarray(0, into.length));
  };
}

/** Adds what the other features give. */
function createIndex({ columns, starts, indices, values }: Rows, placeOf: Int32Array): SparseCosines {
  const isRare = (column: number): boolean => placeOf[column] === -1;
  const first = new Int32Array(columns + 1);
  for (const index of indices) if (isRare(index)) first[index + 1] = (first[index + 1] ?? 0) + 1;
  for (let at = 0; at < columns; at += 1) first[at + 1] = (first[at + 1] ?? 0) + (first[at] ?? 0);
  const free = first.slice();
  const owners = new Int32Array(first[columns] ?? 0);
  const shares = new Float32Array(owners.length);
  for (let example = 0; example + 1 < starts.length; example += 1) {
    for (let at = starts[example] ?? 0; at < (starts[example + 1] ?? 0); at += 1) {
      const column = indices[at] ?? 0;
      if (!isRare(column)) continue;
      const place = free[column] ?? 0;
      free[column] = place + 1;
      owners[place] = example;
      shares[place] = values[at] ?? 0;
    }
  }
  return (rows, row, into) => {
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const column = rows.indices[at] ?? 0;
      if (column >= columns) continue;
      const value = rows.values[at] ?? 0;
      for (let place = first[column] ?? 0; place < (first[column + 1] ?? 0); place += 1) {
        const owner = owners[place] as number;
        into[owner] = (into[owner] as number) + value * (shares[place] as number);
      }
    }
  };
}
