/** The data folder while nothing runs, and the disk under it. */
import { statfs } from 'node:fs/promises';
import { messageOf } from '@facteur/primitives';
import { openDataFolder } from '../data-folder.ts';
import type { Settings } from '../settings.ts';
import { type Finding, fine, megabytes, wrong } from './finding.ts';

/** Opens the folder and closes it again. */
export async function checkFolder({ home, 'min-free-bytes': minFreeBytes }: Settings): Promise<Finding[]> {
  try {
    const folder = await openDataFolder(home);
    await folder.close();
    const { bavail, bsize } = await statfs(home);
    return [fine('data folder', `${home} can be opened`), disk(bavail * bsize, minFreeBytes)];
  } catch (error) {
    return [wrong('data folder', messageOf(error))];
  }
}

function disk(freeBytes: number, minFreeBytes: number): Finding {
  const detail = `${megabytes(freeBytes)} free`;
  if (freeBytes > minFreeBytes) return fine('disk', detail);
  return wrong('disk', `${detail}, mails are refused below ${megabytes(minFreeBytes)}: free some space`);
}
