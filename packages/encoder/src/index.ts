/**
 * Sentences to vectors: the port, a cache before it, and vectors by table for a first look. The model that ships is behind
 * `@facteur/encoder/transformer`.
 */
export { type CacheCounts, type CachedEmbedder, type CacheOptions, createCachedEmbedder } from './cache/cached.ts';
export { openVectorCache, type VectorCache, type VectorCacheOptions } from './cache/vector-cache.ts';
export type { Embedder } from './embedder.ts';
export { encodeKnown, shippedVectors, withKnownVectors } from './known/known-vectors.ts';
export { openStatic } from './static/open-static.ts';
