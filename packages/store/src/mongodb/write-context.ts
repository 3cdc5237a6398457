/** What the writes of one batch share. */
import type { Collection as MongoCollection } from 'mongodb';
import type { Layout } from './layout.ts';
import type { ServerTraits } from './server-traits.ts';
import type { StoredRecord } from './stored-record.ts';

/** Where to write, by which layout, and in whose name. */
export interface WriteContext {
  readonly records: MongoCollection<StoredRecord>;
  readonly layout: Layout;
  readonly server: ServerTraits;
  /** Random, and new for each wave of each batch: a stored document that carries it was written by this wave. */
  readonly writer: string;
}
