import { describeReal, realMongodb } from '@facteur/real';
import { freshDatabase } from '../testing/fresh-database.ts';
import { describeStoreContract } from '../testing/index.ts';
import { openMongoStore } from './index.ts';

describeReal('The store', await realMongodb(), ({ uri }) => {
  describeStoreContract('MongoDB', async () => {
    const database = await freshDatabase(uri);
    const open = () => openMongoStore({ uri, database: database.name, timeoutMs: 30_000, settleMs: 0 });
    const first = await open();
    let current = first;
    return {
      store: first,
      reopen: async () => {
        await current.close();
        current = await open();
        return current;
      },
      dispose: async () => {
        await current.close();
        await database.drop();
      },
    };
  });
});
