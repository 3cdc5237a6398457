import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStoreContract } from '../testing/index.ts';
import { openEmbeddedStore } from './index.ts';

describeStoreContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-store-'));
  const first = await openEmbeddedStore({ folder });
  let current = first;
  return {
    store: first,
    reopen: async () => {
      await current.close();
      current = await openEmbeddedStore({ folder });
      return current;
    },
    dispose: async () => {
      await current.close();
      await rm(folder, { recursive: true });
    },
  };
});
