import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStatic } from '../static/open-static.ts';
import { describeEmbedderContract } from '../testing/embedder-contract.ts';
import { openTransformer } from '../transformer/index.ts';
import { createCachedEmbedder } from './cached.ts';
import { openVectorCache } from './vector-cache.ts';

const secret = new TextEncoder().encode('un secret de test');

describeEmbedderContract('cached transformer, in memory and on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-cached-'));
  const model = await openTransformer();
  const disk = await openVectorCache(folder, model.id, { dimensions: model.dimensions });
  const embedder = createCachedEmbedder(model, { secret, disk });
  return {
    embedder,
    dispose: async () => {
      await embedder.close();
      await rm(folder, { recursive: true });
    },
  };
});

describeEmbedderContract('cached static, with a memory of three', async () => {
  const embedder = createCachedEmbedder(await openStatic(), { secret, memoryEntries: 3 });
  return { embedder, dispose: () => embedder.close() };
});
