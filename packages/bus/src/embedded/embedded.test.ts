import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTRACT_TOPICS, describeBusContract, type TestBus } from '../testing/index.ts';
import { openEmbeddedBus } from './index.ts';

describeBusContract('embedded', async (): Promise<TestBus> => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-bus-'));
  const open = () => openEmbeddedBus({ folder, topics: CONTRACT_TOPICS });
  const bus = await open();
  let current = bus;
  return {
    bus,
    reopen: async () => {
      await current.close();
      current = await open();
      return current;
    },
    dispose: async () => {
      await current.close();
      await rm(folder, { recursive: true });
    },
  };
});
