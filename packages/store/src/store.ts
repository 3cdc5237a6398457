/**
 * The document store port. It asks little on purpose: writes that are atomic per document and checked against a version,
 * unique keys, and equality + range + sort on declared indexes. Everything that speaks MongoDB's protocol can give that.
 */
import type { CollectionDefinition, IndexValue, NewDocument, StoredDocument } from './document.ts';

export type { CollectionDefinition, IndexValue, NewDocument, StoredDocument } from './document.ts';

/** The largest document, as UTF-8 JSON. Larger content goes by blob reference. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

/** One write of a batch. */
export type Write =
  | { readonly op: 'insert'; readonly doc: NewDocument }
  | { readonly op: 'replace'; readonly doc: NewDocument; readonly at: number }
  | { readonly op: 'delete'; readonly id: string; readonly at: number };

/**
 * What became of one write. `conflict`: the document is not there, or not at that version. `duplicate`: `_id` or the unique key `key` is taken.
 * `version` is the new one (0 after a delete).
 */
export type WriteOutcome =
  | { readonly outcome: 'done'; readonly version: number }
  | { readonly outcome: 'conflict' }
  | { readonly outcome: 'duplicate'; readonly key: string };

/** A look-up on one declared index: leading fields by equality, then at most one by range, sorted by the index. */
export interface Query {
  readonly index: string;
  /** Values for the first fields of the index, in any order. */
  readonly equals?: Readonly<Record<string, IndexValue>>;
  /** Bounds on the field that follows those: `from` inclusive, `below` exclusive. */
  readonly range?: { readonly from?: IndexValue; readonly below?: IndexValue };
  /** Default false: ascending. */
  readonly descending?: boolean;
  /** Default 100, at most 1 000. */
  readonly limit?: number;
  /** `cursor` of the page before. */
  readonly after?: string;
}

/**
 * A page of documents; `cursor` is absent on the last one. Pages never repeat or skip a document that was not written meanwhile,
 * whatever else is written between two pages.
 */
export interface Page {
  readonly documents: readonly StoredDocument[];
  readonly cursor?: string;
}

/** One kind of document. */
export interface Collection {
  get(id: string): Promise<StoredDocument | undefined>;
  /** In the order asked for, `undefined` where there is none. */
  getMany(ids: readonly string[]): Promise<readonly (StoredDocument | undefined)[]>;
  /**
   * Resolves once all are durable, with what became of each, in order. Each document's write is atomic; the batch is not.
   * Writes to one document take effect in the order given.
   * @throws AppError `DOCUMENT_TOO_LARGE` (never), naming the document, or `BAD_INPUT` (never) for an `_id` or an indexed value
   *   beyond its limits, and then nothing of the batch is written;
   *   `STORE_UNAVAILABLE` (retry later); `DISK_FULL` (retry later)
   */
  write(writes: readonly Write[]): Promise<readonly WriteOutcome[]>;
  /** @throws AppError `BAD_INPUT` for an index or field that was not declared, or a cursor that is none */
  find(query: Query): Promise<Page>;
  /** How many documents match; `equals` as in `find`. */
  count(query: Pick<Query, 'index' | 'equals' | 'range'>): Promise<number>;
}

/** Documents of one collection. */
export interface DumpedDocuments {
  readonly collection: string;
  readonly documents: readonly StoredDocument[];
}

/** The whole store, as it was at one moment where the adapter promises that (`isOneMoment`). */
export interface StoreSnapshot {
  readonly collections: readonly CollectionDefinition[];
  /**
   * Every document once, collection by collection, in pieces of about a megabyte. It can be run through once.
   * @throws AppError `STORE_UNAVAILABLE` (retry later), also when the store is closed meanwhile
   */
  documents(): AsyncIterable<DumpedDocuments>;
  /** To be called whatever happens: an open snapshot keeps the store from using its space again. Doing it twice is fine. */
  close(): Promise<void>;
}

/** The capability; adapters that have it give it as `Store.backup`. */
export interface StoreBackup {
  /** False: a snapshot fits together only when nothing is written while it is read. */
  readonly isOneMoment: boolean;
  /** Takes a snapshot. @throws AppError `STORE_UNAVAILABLE` (retry later) */
  snapshot(): Promise<StoreSnapshot>;
  /** True when it holds no document. */
  isEmpty(): Promise<boolean>;
  /**
   * Declares `collections` and takes in documents, at the versions they have. Durable when it resolves; a load that was cut short leaves a part.
   * @throws AppError `CONFLICT` (never) when a document is there already, or none of its collection was announced; `DISK_FULL`,
   *   `STORE_UNAVAILABLE` (retry later, into an empty store)
   */
  load(collections: readonly CollectionDefinition[], documents: AsyncIterable<DumpedDocuments>): Promise<void>;
}

/** Writes to one collection, made together with those to others. */
export interface CollectionWrites {
  readonly collection: Collection;
  readonly writes: readonly Write[];
}

export interface Store {
  /**
   * Opens a collection, making it and its indexes if missing. The same name twice gives the same collection.
   * @throws AppError `BAD_INPUT` for a bad declaration, or another one under the same name; `CONFLICT` when stored documents break a new unique key
   */
  collection(definition: CollectionDefinition): Promise<Collection>;
  /**
   * Writes to several of its collections in one transaction, in the order given; answers and throws as their `write` does, but that nothing is written
   * at all when it throws. Absent where the database cannot: then write to one after the other.
   */
  writeTogether?(parts: readonly CollectionWrites[]): Promise<readonly (readonly WriteOutcome[])[]>;
  /** Dumps and loads; absent where the database's own tools do that. */
  readonly backup?: StoreBackup;
  close(): Promise<void>;
}
