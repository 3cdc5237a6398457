/** What an adapter can do so that a backup is made of it: blobs go as they lie there, sealed or public, and no key is needed for it. */

/** A blob as it is stored. */
export interface StoredBlob {
  /** `id`, or `scope/id` where the adapter knows the scope. An id is unique over all scopes. */
  readonly name: string;
  /** As it lies on disk: nonce, sealed content and tag; the content itself in scope `public`. */
  readonly bytes: Buffer;
}

/** The capability; adapters that have it give it as `Blobs.backup`. */
export interface BlobsBackup {
  /** Every blob that is kept now, perhaps some that come meanwhile. @throws AppError `BLOB_UNAVAILABLE` (retry later) */
  list(): AsyncIterable<StoredBlob>;
  /** True when none is kept. */
  isEmpty(): Promise<boolean>;
  /**
   * Keeps blobs as they come; one that is there already stays. Durable when it resolves.
   * @throws AppError `BAD_INPUT` (never) for a name that is none, or lacks the scope that the adapter needs; `DISK_FULL`, `BLOB_UNAVAILABLE` (retry later)
   */
  load(blobs: AsyncIterable<StoredBlob>): Promise<void>;
}
