/** What the parts of the contract share: collections that no other test knows, and short ways to write and to look. */
import type { Collection, CollectionDefinition, NewDocument, Query, Store } from '../store.ts';

/** The store under test. */
export interface StoreFixture {
  freshName(): string;
  open(definition: CollectionDefinition): Promise<Collection>;
  /** An empty collection of its own. */
  fresh(keys?: Omit<CollectionDefinition, 'name'>): Promise<Collection>;
  /** As the store has it; undefined where it cannot. */
  together(): Store['writeTogether'];
  /** Closes the store and opens it again; collections must be opened again too. */
  reopen(): Promise<void>;
}

/** Inserts all, or throws. */
export async function insertAll(collection: Collection, docs: readonly NewDocument[]): Promise<void> {
  const outcomes = await collection.write(docs.map((doc) => ({ op: 'insert', doc })));
  if (outcomes.some(({ outcome }) => outcome !== 'done')) throw new Error(`Not inserted: ${JSON.stringify(outcomes)}`);
}

/** The `_id`s that a query finds, in order. */
export async function idsOf(collection: Collection, query: Query): Promise<readonly string[]> {
  return (await collection.find(query)).documents.map((doc) => doc._id);
}
