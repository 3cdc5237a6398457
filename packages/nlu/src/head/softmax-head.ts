/** Multinomial logistic regression with L2: fitted by L-BFGS, applied to rows. Deterministic: no randomness, one thread. */
import { type Arena, createArena, type Floats, LANES, type RowsPointer } from './arena.ts';
import { type LbfgsOptions, minimise } from './lbfgs.ts';
import { countOf, type Rows } from './rows.ts';

/** What a head has learned: `values[column · width + class]`; the row after the last column is the bias. */
export interface HeadWeights {
  readonly columns: number;
  readonly classes: number;
  /** `classes`, rounded up. */
  readonly width: number;
  readonly values: Float32Array;
}

/** What to fit. */
export interface HeadData {
  readonly rows: Rows;
  /** Class of each row, 0..classes − 1. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** What each row counts; 0 leaves it out. Their scale matters only together with `strength`. */
  readonly weights: Float64Array;
  /** Weight of the data against the L2 penalty ½‖w‖² (the C of scikit-learn). */
  readonly strength: number;
}

/**
 * Weights where the penalised log loss is least. `near`: those of other data that are much like these, from which fewer steps lead there; the
 * loss is convex, so that they lead to the same place.
 */
export function fitHead(data: HeadData, options: LbfgsOptions & { readonly near?: HeadWeights } = {}): HeadWeights {
  const { rows, classes } = data;
  const width = widthOf(classes);
  const arena = createArena();
  const point = arena.allocate((rows.columns + 1) * width);
  const objective = penalisedLoss(arena, data, width);
  const { near, ...search } = options;
  if (near === undefined) minimise(arena, point, objective, search);
  else {
    // As exact as from nothing: the first gradient there is what the end is measured by.
    const gradient = arena.allocate(point.length);
    objective.evaluate(point, gradient);
    const scale = Math.sqrt(arena.dot(gradient, gradient));
    point.floats().set(near.values);
    minimise(arena, point, objective, { ...search, scale });
  }
  return { columns: rows.columns, classes, width, values: point.floats().slice() };
}

/** Logits of each row, `[row · classes + class]`. */
export function logitsOf(head: HeadWeights, rows: Rows): Float32Array {
  const arena = createArena();
  return createScorer(arena, head)(rows);
}

/** A head ready to be applied many times: its weights stay in `arena`. */
export function createScorer(
  arena: Arena,
  { columns, classes, width, values }: HeadWeights,
): (rows: Rows) => Float32Array {
  const weights = arena.allocateFloats(values);
  const z = arena.allocate(width);
  const space = createSpace(arena);
  return (rows) => {
    const n = countOf(rows);
    const result = new Float32Array(n * classes);
    for (let at = 0; at < n; at += 1) {
      const row = space.put(rows, at);
      toBias(z, weights, columns, width);
      arena.gather(z, weights, row, width);
      result.set(z.floats().subarray(0, classes), at * classes);
    }
    return result;
  };
}

/** Room for one row at a time, which grows with the longest. */
export function createSpace(arena: Arena): { put(rows: Rows, at: number): RowsPointer } {
  let room = 0;
  let indices: Floats | undefined;
  let values: Floats | undefined;
  return {
    put: ({ starts, indices: from, values: numbers }, at) => {
      const start = starts[at] ?? 0;
      const end = starts[at + 1] ?? start;
      const count = end - start;
      if (indices === undefined || values === undefined || count > room) {
        room = Math.max(1_024, 2 * count);
        indices = arena.allocate(room);
        values = arena.allocate(room);
      }
      new Int32Array(indices.floats().buffer, indices.pointer, count).set(from.subarray(start, end));
      values.floats().set(numbers.subarray(start, end));
      return { indices: indices.pointer, values: values.pointer, count };
    },
  };
}

function widthOf(classes: number): number {
  return Math.ceil(classes / LANES) * LANES;
}

function toBias(z: Floats, weights: Floats, columns: number, width: number): void {
  const all = weights.floats();
  z.floats().set(all.subarray(columns * width, (columns + 1) * width));
}

function penalisedLoss(arena: Arena, data: HeadData, width: number) {
  const { rows, labels, classes, weights, strength } = data;
  const n = countOf(rows);
  const indices = arena.allocateInts(rows.indices);
  const values = arena.allocateFloats(rows.values).pointer;
  const z = arena.allocate(width);
  const rowAt = (at: number): RowsPointer => {
    const start = rows.starts[at] ?? 0;
    return { indices: indices + 4 * start, values: values + 4 * start, count: (rows.starts[at + 1] ?? start) - start };
  };
  return {
    evaluate: (point: Floats, gradient: Floats): number => {
      arena.combine(gradient, 0, point, 1);
      const slopes = gradient.floats();
      const numbers = z.floats();
      const biasAt = rows.columns * width;
      // The bias is not penalised.
      const bias = point.floats().subarray(biasAt, biasAt + width);
      let value = 0.5 * (arena.dot(point, point) - bias.reduce((sum, one) => sum + one * one, 0));
      slopes.fill(0, biasAt, biasAt + width);
      for (let at = 0; at < n; at += 1) {
        const weight = strength * (weights[at] ?? 0);
        if (weight === 0) continue;
        const row = rowAt(at);
        numbers.set(bias);
        arena.gather(z, point, row, width);
        value += weight * toError(numbers, classes, labels[at] ?? 0, weight);
        arena.scatter(z, gradient, row, width);
        for (let k = 0; k < classes; k += 1) slopes[biasAt + k] = (slopes[biasAt + k] ?? 0) + (numbers[k] ?? 0);
      }
      return value;
    },
  };
}

/** From logits to `weight · (probabilities − truth)`, in place; returns the log loss. */
function toError(numbers: Float32Array, classes: number, label: number, weight: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k += 1) top = Math.max(top, numbers[k] as number);
  const truth = (numbers[label] ?? 0) - top;
  let sum = 0;
  for (let k = 0; k < classes; k += 1) {
    const value = Math.exp((numbers[k] as number) - top);
    numbers[k] = value;
    sum += value;
  }
  const factor = weight / sum;
  for (let k = 0; k < classes; k += 1) numbers[k] = (numbers[k] as number) * factor;
  numbers[label] = (numbers[label] ?? 0) - weight;
  return Math.log(sum) - truth;
}
