/** Files that a power cut cannot tear. Errors are those of `node:fs`. */
import { close, closeSync, fdatasync, fsync, open, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const fdatasyncOf = promisify(fdatasync);
const fsyncOf = promisify(fsync);
const openOf = promisify(open);
const closeOf = promisify(close);

/**
 * Writes `content` to `temporary`, syncs it, and renames it to `path`: whole or not at all. The name is sure to be found after a
 * power cut only once its folder is synced. Nothing is left behind when it fails.
 *
 * Only the sync waits for the disk, and only it leaves the thread: opening, writing to the page cache and renaming take less
 * than handing each of them to another thread and back.
 */
export async function writeDurably(path: string, temporary: string, content: Buffer): Promise<void> {
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      for (let done = 0; done < content.length; ) done += writeSync(file, content, done, content.length - done);
      await fdatasyncOf(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
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
