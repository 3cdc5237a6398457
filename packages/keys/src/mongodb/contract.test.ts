import { describeReal, realMongodb } from '@facteur/real';
import { freshDatabase } from '../testing/fresh-database.ts';
import { describeKeyStoreContract } from '../testing/index.ts';
import { openMongoKeyStore } from './index.ts';

describeReal('The key store', await realMongodb(), ({ uri }) => {
  describeKeyStoreContract('MongoDB', async () => {
    const database = await freshDatabase(uri);
    const open = () => openMongoKeyStore({ uri, database: database.name, timeoutMs: 30_000 });
    const first = await open();
    let current = first;
    return {
      keys: first,
      async reopen() {
        await current.close();
        current = await open();
        return current;
      },
      holds: database.holds,
      async dispose() {
        await current.close();
        await database.drop();
      },
    };
  });
});
