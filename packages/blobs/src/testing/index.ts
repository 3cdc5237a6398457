/** What an adapter of the blob port is held to. */
export { describeBlobsContract, type TestBlobs } from './blobs-contract.ts';
