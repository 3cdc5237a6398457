/** The blob port. Adapters: `@facteur/blobs/embedded`. */
export type { BlobRef, Blobs, NewBlob } from './blobs.ts';
