/** A database that no other test knows. */
import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';

/** A database by its name, and past the adapter. */
export interface FreshDatabase {
  readonly name: string;
  readonly db: Db;
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
    async drop() {
      await db.dropDatabase();
      await client.close();
    },
  };
}
