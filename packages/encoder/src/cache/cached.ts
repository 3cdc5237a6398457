/** A cache before a model: what was asked before, or is being asked now, is not computed again. */
import { createHmac } from 'node:crypto';
import type { Embedder } from '../embedder.ts';
import { recent } from './recent.ts';
import type { VectorCache } from './vector-cache.ts';

/** How vectors are kept. */
export interface CacheOptions {
  /**
   * Keys the hashes under which vectors are kept; texts themselves are never kept. A plain hash of a short sentence can be guessed by
   * hashing likely ones: with a secret that lies elsewhere, a stolen cache tells less. The vectors still tell something of what the
   * texts were about, so the cache is personal data: removing its folder erases it. Another secret finds nothing of what was kept.
   */
  readonly secret: Uint8Array;
  /** Vectors in memory. Default 10 000: 15 MB at 384 numbers. */
  readonly memoryEntries?: number;
  /** Vectors on disk, opened for this embedder's `id`; closed with it. Default: none. */
  readonly disk?: VectorCache;
}

/** Where the texts of all calls so far came from. */
export interface CacheCounts {
  /** Found in memory, or asked twice at the same time. */
  readonly memory: number;
  readonly disk: number;
  /** Computed by the model. */
  readonly computed: number;
}

/** An embedder that remembers. */
export interface CachedEmbedder extends Embedder {
  counts(): CacheCounts;
}

/** A cache before `embedder`, whose `id` and vectors it has. Closing it closes both, and what is on disk stays there. */
export function createCachedEmbedder(embedder: Embedder, options: CacheOptions): CachedEmbedder {
  const { secret, memoryEntries = 10_000, disk } = options;
  const known = recent<Float32Array>(memoryEntries);
  const underWay = new Map<string, Promise<Float32Array>>();
  const counts = { memory: 0, disk: 0, computed: 0 };
  let closing: Promise<void> | undefined;

  const keyOf = (text: string): string =>
    createHmac('sha256', secret).update(`${embedder.id}\0${text}`, 'utf8').digest('hex').slice(0, 32);

  /** Looks on disk, then asks the model; what it found is known from then on. */
  const fetch = async (wanted: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Float32Array>> => {
    const found = new Map(await disk?.get([...wanted.keys()]));
    counts.disk += found.size;
    const missing = [...wanted].filter(([key]) => !found.has(key));
    const vectors = missing.length === 0 ? [] : await embedder.embed(missing.map(([, text]) => text));
    counts.computed += missing.length;
    const computed = new Map<string, Float32Array>();
    missing.forEach(([key], i) => {
      const vector = vectors[i];
      if (vector !== undefined) computed.set(key, vector);
    });
    if (computed.size > 0) disk?.put(computed);
    for (const [key, vector] of [...found, ...computed]) known.set(key, vector);
    return new Map([...found, ...computed]);
  };

  /** Fetches, and lets other calls for the same texts wait for the same answer. */
  const fetchOnce = (wanted: ReadonlyMap<string, string>): void => {
    const outcome = fetch(wanted);
    for (const key of wanted.keys()) {
      const one = outcome.then(
        (vectors) => vectors.get(key) ?? Promise.reject(new Error('The model answered too few vectors')),
      );
      underWay.set(key, one);
      const over = (): boolean => underWay.delete(key);
      one.then(over, over);
    }
  };

  const embed = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    // A closed model says so itself, whatever is in memory.
    if (closing !== undefined) return embedder.embed(texts);
    const keys = texts.map(keyOf);
    const wanted = new Map<string, string>();
    const ready = new Map<string, Float32Array | Promise<Float32Array>>();
    for (const [i, key] of keys.entries()) {
      const vector = ready.get(key) ?? known.get(key) ?? underWay.get(key);
      if (vector === undefined && !wanted.has(key)) wanted.set(key, texts[i] ?? '');
      else counts.memory += 1;
      if (vector !== undefined) ready.set(key, vector);
    }
    if (wanted.size > 0) fetchOnce(wanted);
    for (const key of wanted.keys()) ready.set(key, underWay.get(key) ?? new Float32Array());
    const vectors = await Promise.all(keys.map((key) => ready.get(key) ?? new Float32Array()));
    // Copies: a caller that changes its vector changes nobody else's.
    return vectors.map((vector) => vector.slice());
  };

  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    embed,
    counts: () => ({ ...counts }),
    close: () => {
      closing ??= embedder.close().then(() => disk?.close());
      return closing;
    },
  };
}
