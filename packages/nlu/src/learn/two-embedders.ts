/** Training embeds authors' texts and customers' words: vectors of the first may lie on disk, those of the second may not. */
import type { Embedder } from '@facteur/encoder';

/**
 * Texts that are `customers` go to `inMemory`, all others to `onDisk`. Both must be the same model: id and dimensions are those of
 * `onDisk`. Closing it closes neither.
 */
export function twoEmbedders(onDisk: Embedder, inMemory: Embedder, customers: readonly string[]): Embedder {
  const theirs = new Set(customers);
  if (theirs.size === 0) return onDisk;
  return {
    id: onDisk.id,
    dimensions: onDisk.dimensions,
    embed: async (texts) => {
      const parts = await Promise.all(
        [true, false].map(async (isTheirs) => {
          const places = texts.flatMap((text, at) => (theirs.has(text) === isTheirs ? [at] : []));
          if (places.length === 0) return [];
          const vectors = await (isTheirs ? inMemory : onDisk).embed(places.map((at) => texts[at] ?? ''));
          return places.map((at, nth) => [at, vectors[nth] ?? new Float32Array(onDisk.dimensions)] as const);
        }),
      );
      return parts
        .flat()
        .sort(([one], [other]) => one - other)
        .map(([, vector]) => vector);
    },
    close: async () => undefined,
  };
}
