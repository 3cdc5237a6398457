import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { freshDatabase } from '@facteur/keys/testing';
import { describeReal, realMongodb } from '@facteur/real';

import { flipLastBit } from '../testing/flip-last-bit.ts';
import { describeBlobsContract } from '../testing/index.ts';
import { openMongoBlobs } from './index.ts';

describeReal('The blobs', await realMongodb(), ({ uri }) => {
  describeBlobsContract('MongoDB', async () => {
    const database = await freshDatabase(uri);
    const keys = await openMongoKeyStore({ uri, database: database.name, timeoutMs: 30_000 });
    const open = () => openMongoBlobs({ uri, database: database.name, keys, timeoutMs: 30_000 });
    const first = await open();
    let current = first;
    return {
      blobs: first,
      keys,
      async reopen() {
        await current.close();
        current = await open();
        return current;
      },
      holds: database.holds,
      damage: (ref) => flipLastBit(database.db, ref),
      async dispose() {
        await current.close();
        await keys.close();
        await database.drop();
      },
    };
  });
});
