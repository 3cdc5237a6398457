/** Documents, and what a collection of them is declared to be. */
import type { JsonObject } from '@facteur/primitives';

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
