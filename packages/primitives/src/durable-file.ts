/** Files that a power cut cannot tear. Errors are those of `node:fs`. */
import { close, fdatasync, fsync, open, rename, rm, write } from 'node:fs';
import { promisify } from 'node:util';

const closeOf = promisify(close);
const fdatasyncOf = promisify(fdatasync);
const fsyncOf = promisify(fsync);
const openOf = promisify(open);
const renameOf = promisify(rename);
const rmOf = promisify(rm);
const writeOf = promisify(write);

/**
 * Writes `content` to `temporary`, syncs it, and renames it to `path`: whole or not at all. The name is sure to be found after a
 * power cut only once its folder is synced. Nothing is left behind when it fails.
 *
 * Every call leaves the thread: on a file system with a journal, making or renaming a file waits for the sync of another one. Plain
 * descriptors, because file handles cost several times as much.
 */
export async function writeDurably(path: string, temporary: string, content: Buffer): Promise<void> {
  try {
    const file = await openOf(temporary, 'w', 0o600);
    try {
      for (let done = 0; done < content.length; )
        done += (await writeOf(file, content, done, content.length - done)).bytesWritten;
      await fdatasyncOf(file);
    } finally {
      await closeOf(file);
    }
    await renameOf(temporary, path);
  } catch (error) {
    await rmOf(temporary, { force: true });
    throw error;
  }
}

/** Resolves once the names in `folder` are on disk. */
export async function syncFolder(folder: string): Promise<void> {
  const file = await openOf(folder, 'r');
  try {
    await fsyncOf(file);
  } finally {
    await closeOf(file);
  }
}
