/** Sealed blobs in a folder: nothing to install, one process at a time. */
export { type FileBlobsOptions, openFileBlobs } from './file-blobs.ts';
