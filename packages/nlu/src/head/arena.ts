/** Typed arrays inside one WebAssembly memory, and the few loops over them that training and inference spend their time in. */
import { kernelBytes } from './kernels-bytes.ts';

/** Classes are handled sixteen at a time: rows of weights are padded to a multiple of this. */
export const LANES = 16;

/** Floats at `pointer` bytes into the memory of their arena. Views die when the memory grows: take `floats()` anew. */
export interface Floats {
  readonly pointer: number;
  readonly length: number;
  floats(): Float32Array;
}

/** Places of sparse or dense rows: element e of a row stands at `indices[e]` and is `values[e]`. */
export interface RowsPointer {
  readonly indices: number;
  readonly values: number;
  readonly count: number;
}

/** One WebAssembly memory; all of it is freed with the arena. Counts of floats are multiples of four. */
export interface Arena {
  /** Zeros. @throws RangeError when the memory cannot grow (4 GiB at most) */
  allocate(length: number): Floats;
  allocateInts(values: Int32Array): number;
  allocateFloats(values: Float32Array): Floats;
  /** `z[k] += Σ values[e] · weights[indices[e] · width + k]` */
  gather(z: Floats, weights: Floats, row: RowsPointer, width: number): void;
  /** `weights[indices[e] · width + k] += values[e] · z[k]` */
  scatter(z: Floats, weights: Floats, row: RowsPointer, width: number): void;
  /** Summed in double precision. */
  dot(a: Floats, b: Floats): number;
  /** `to = scale · to + factor · from` */
  combine(to: Floats, scale: number, from: Floats, factor: number): void;
}

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  gather(z: number, weights: number, indices: number, values: number, count: number, width: number): void;
  scatter(z: number, weights: number, indices: number, values: number, count: number, width: number): void;
  dot(a: number, b: number, count: number): number;
  combine(to: number, scale: number, from: number, factor: number, count: number): void;
}

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;
let compiled: WebAssembly.Module | undefined;

/** An empty arena. */
export function createArena(): Arena {
  compiled ??= new WebAssembly.Module(kernelBytes());
  const kernels = new WebAssembly.Instance(compiled).exports as unknown as KernelExports;
  const { memory } = kernels;
  let free = ALIGNMENT;

  const reserve = (bytes: number): number => {
    const pointer = free;
    free = Math.ceil((free + bytes) / ALIGNMENT) * ALIGNMENT;
    const missing = free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return pointer;
  };
  const allocate = (length: number): Floats => {
    const padded = Math.ceil(length / 4) * 4;
    const pointer = reserve(padded * 4);
    return { pointer, length: padded, floats: () => new Float32Array(memory.buffer, pointer, length) };
  };
  return {
    allocate,
    allocateInts: (values) => {
      const pointer = reserve(values.byteLength);
      new Int32Array(memory.buffer, pointer, values.length).set(values);
      return pointer;
    },
    allocateFloats: (values) => {
      const block = allocate(values.length);
      block.floats().set(values);
      return block;
    },
    gather: (z, weights, { indices, values, count }, width) =>
      kernels.gather(z.pointer, weights.pointer, indices, values, count, width),
    scatter: (z, weights, { indices, values, count }, width) =>
      kernels.scatter(z.pointer, weights.pointer, indices, values, count, width),
    dot: (a, b) => kernels.dot(a.pointer, b.pointer, a.length),
    combine: (to, scale, from, factor) => kernels.combine(to.pointer, scale, from.pointer, factor, to.length),
  };
}
