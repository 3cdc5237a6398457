/** The blob port: raw mails, attachments, published journeys. Content-addressed within a scope, and sealed with that scope's key. */
import type { BlobsBackup } from './backup.ts';

/** Where a blob lies. `scope` is the case number whose key seals it, or `public` for what concerns no person (journeys). */
export interface BlobRef {
  readonly scope: string;
  /** SHA-256 of the plain content, hexadecimal, keyed by the scope so that equal content of two cases cannot be told. */
  readonly id: string;
  readonly bytes: number;
}

/** One blob to keep. */
export interface NewBlob {
  readonly scope: string;
  readonly content: Buffer;
}

export interface Blobs {
  /**
   * Resolves once all are on disk, content and directory entry. The same content in the same scope is kept once.
   * The scope's key must exist (`KeyStore.ensure`).
   * @throws AppError `DISK_FULL` (retry later), `KEY_ERASED` (never), `BLOB_UNAVAILABLE` (retry later)
   */
  put(blobs: readonly NewBlob[]): Promise<readonly BlobRef[]>;
  /** @throws AppError `BLOB_MISSING` (never), `KEY_ERASED` (never), `EVENT_UNREADABLE` when it was damaged */
  get(ref: BlobRef): Promise<Buffer>;
  /** Bytes that can still be written before the disk pressure limit; ingest refuses mails below it. */
  freeBytes(): Promise<number>;
  /** Dumps and loads; absent where the database's own tools do that. */
  readonly backup?: BlobsBackup;
  close(): Promise<void>;
}
