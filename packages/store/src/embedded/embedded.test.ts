import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStoreBackup, describeStoreContract, type TestStore } from '../testing/index.ts';
import { openEmbeddedStore } from './index.ts';

const openTest = async (): Promise<TestStore> => {
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
};

describeStoreContract('embedded', openTest);
describeStoreBackup('embedded', openTest);
