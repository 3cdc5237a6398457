import { describeReal, realMongodb } from '@facteur/real';
import { freshDatabase } from '../testing/fresh-database.ts';
import { describeStoreBackup } from '../testing/index.ts';
import { connectMongo } from './connect.ts';
import { mongoBackup } from './dump.ts';
import { openMongoStore } from './index.ts';

const TIMEOUT_MS = 30_000;

describeReal('The dump of the store', await realMongodb(), ({ uri }) => {
  describeStoreBackup('MongoDB', async () => {
    const database = await freshDatabase(uri);
    const store = await openMongoStore({ uri, database: database.name, timeoutMs: TIMEOUT_MS, settleMs: 0 });
    const connection = connectMongo({ uri }, database.name, TIMEOUT_MS);
    const backup = mongoBackup({ connection, timeoutMs: TIMEOUT_MS, collection: store.collection });
    return {
      store: { ...store, backup },
      reopen: async () => store,
      dispose: async () => {
        await connection.close();
        await store.close();
        await database.drop();
      },
    };
  });
});
