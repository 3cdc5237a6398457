/** `facteur backup`: the data of a running or a resting instance into one file; the keys into another. */
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isAppError, systemClock } from '@facteur/primitives';
import { Command } from 'commander';
import { openAdapters } from '../adapters.ts';
import { verifyArchive } from '../backup/archive.ts';
import { downloadBackup, findInstance } from '../backup/download.ts';
import { takeKeyBackup } from '../backup/key-backup.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { writeWhole } from '../backup/write-file.ts';
import { openDataFolder } from '../data-folder.ts';
import { loadSettings } from '../load-settings.ts';
import type { Settings } from '../settings.ts';

const KEY_WARNING = [
  'This file opens everything that Facteur keeps sealed: protect it like a password, and keep it apart from the data backups.',
  'Keep only the latest: an older one brings back the people whose data were erased since.',
].join('\n');

export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'Write a backup of store, log and blobs, while the instance runs or rests. It holds no data keys (--keys)',
    )
    .argument('<file>', 'such as facteur-2026-11-22.tar.gz; must not exist yet')
    .option('--keys', 'back up the data keys alone, on the machine that has them', false)
    .option('--json', 'as JSON', false)
    .action(async (file: string, { keys, json }: { keys: boolean; json: boolean }) => {
      const settings = loadSettings(process.env);
      const bytes = await (keys ? backupKeys(file, settings) : backupData(file, settings));
      const line = json ? JSON.stringify({ file, bytes }) : `${file}: ${bytes} bytes, read back and found whole`;
      process.stdout.write(`${line}\n`);
      if (keys) process.stderr.write(`${KEY_WARNING}\n`);
    });
}

function backupKeys(file: string, { home }: Settings): Promise<number> {
  return writeWhole(file, () => takeKeyBackup(join(home, 'keys'), systemClock), verifyArchive);
}

async function backupData(file: string, settings: Settings): Promise<number> {
  const instance = await findInstance(settings.home, process.env);
  if (instance) {
    try {
      return await writeWhole(file, () => downloadBackup(instance), verifyArchive);
    } catch (error) {
      // One that was killed leaves its address behind.
      if (!isAppError(error, 'NOT_RUNNING') || instance.isAsked) throw error;
    }
  }
  return backupResting(file, settings);
}

/** Nothing runs: the data folder is opened here. */
async function backupResting(file: string, settings: Settings): Promise<number> {
  const folder = await openDataFolder(settings.home);
  try {
    const { kernel, blobs, close } = await openAdapters({ ...settings, log: 'warn' }, folder, { pretty: false });
    try {
      const source = (): Promise<Readable> => takeBackup({ ...kernel, blobs });
      return await writeWhole(file, source, verifyArchive);
    } finally {
      await close();
    }
  } finally {
    await folder.close();
  }
}
