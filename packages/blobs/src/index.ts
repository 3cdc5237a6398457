/** The blob port. Adapters: `@facteur/blobs/embedded`, `@facteur/blobs/mongodb`. */
export type { BlobsBackup, StoredBlob } from './backup.ts';
export type { BlobRef, Blobs, NewBlob } from './blobs.ts';
