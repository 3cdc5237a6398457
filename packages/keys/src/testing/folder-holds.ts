/** Searching raw files, to prove that something cannot be read there. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** True when a file anywhere below `folder` contains `bytes` as they are. */
export async function folderHolds(folder: string, bytes: Buffer): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(bytes)) return true;
  }
  return false;
}
