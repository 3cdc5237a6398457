/** Folders for measurements. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/**
 * A folder of its own for one measurement. Removed only by `removeTemporaryFolders`: for minutes after many files were deleted,
 * ext4 looks for inodes that were not among them one by one, and the next measurement would pay for it.
 */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-bench-'));
  made.push(folder);
  return work(folder);
}

export async function removeTemporaryFolders(): Promise<void> {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
}
