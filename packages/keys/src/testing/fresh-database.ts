/** A database that no other test knows. */
import { randomUUID } from 'node:crypto';
import { type Db, type Document, MongoClient } from 'mongodb';

/** A database by its name, and past the adapter. */
export interface FreshDatabase {
  readonly name: string;
  readonly db: Db;
  /** True when a document of any of its collections contains `bytes` as they are. */
  holds(bytes: Buffer): Promise<boolean>;
  /** Removes it and whatever is in it. */
  drop(): Promise<void>;
}

/** A database at `uri` that is not there yet. */
export async function freshDatabase(uri: string): Promise<FreshDatabase> {
  const client = await MongoClient.connect(uri);
  const name = `facteur-test-${randomUUID().slice(0, 13)}`;
  const db = client.db(name);
  return {
    name,
    db,
    async holds(bytes) {
      const collections = await db.listCollections({}, { nameOnly: true }).toArray();
      for (const { name: collection } of collections) {
        for await (const document of db.collection<Document>(collection).find({}, { raw: true })) {
          if (Buffer.from(document as unknown as Uint8Array).includes(bytes)) return true;
        }
      }
      return false;
    },
    async drop() {
      await db.dropDatabase();
      await client.close();
    },
  };
}
