/**
 * The document store port. It asks little on purpose: writes that are atomic per document and checked against a version,
 * unique keys, and equality + range + sort on declared indexes. Everything that speaks MongoDB's protocol can give that.
 */
import type { JsonObject } from '@facteur/primitives';

/** The largest document, as UTF-8 JSON. Larger content goes by blob reference. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

/** Values that can stand in an index. */
export type IndexValue = string | number | boolean;

/** What a collection is declared to be. */
export interface CollectionDefinition {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  /**
   * Index name → its top-level fields, in order. A document that lacks one of them is not in that index. Strings sort by UTF-8 bytes,
   * ties by `_id`; numbers before strings before booleans. Null, lists and objects count as missing. Indexed strings are at most 500 characters,
   * all values of an entry with its `_id` at most 4 000 bytes.
   */
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  /** Unique key name → its top-level fields. A document that lacks one of them is not held to it. */
  readonly unique?: Readonly<Record<string, readonly string[]>>;
}

/** What is written: `_id` names it (at most 500 characters), the rest is the document. */
export type NewDocument = JsonObject & { readonly _id: string };

/** What is read back: `version` is 1 after the insert and one more after every replace. */
export type StoredDocument = NewDocument & { readonly version: number };

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

export interface Store {
  /**
   * Opens a collection, making it and its indexes if missing. The same name twice gives the same collection.
   * @throws AppError `BAD_INPUT` for a bad declaration, or another one under the same name; `CONFLICT` when stored documents break a new unique key
   */
  collection(definition: CollectionDefinition): Promise<Collection>;
  close(): Promise<void>;
}
