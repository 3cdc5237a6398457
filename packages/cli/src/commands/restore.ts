/** `facteur restore`: a backup into an empty data folder, or instead of what is there. */
import { isoTime } from '@facteur/primitives';
import { Command } from 'commander';
import { restoreKeys } from '../backup/key-backup.ts';
import { type Restored, restoreBackup } from '../backup/restore-backup.ts';
import { openDataFolder } from '../data-folder.ts';
import { loadSettings } from '../load-settings.ts';

interface Options {
  readonly keys: boolean;
  readonly replace: boolean;
  readonly json: boolean;
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Restore a backup while nothing runs; calls and mails are then held until « facteur effects » decides')
    .argument('<file>', 'as `facteur backup` wrote it')
    .option('--keys', 'restore the data keys, before the data', false)
    .option('--replace', 'instead of the data that are there; keys, outbox and demo company stay', false)
    .option('--json', 'as JSON', false)
    .action(async (file: string, { keys, replace, json }: Options) => {
      const settings = loadSettings(process.env);
      if (keys) {
        await replaceKeys(file, settings.home, replace);
        process.stdout.write(json ? `${JSON.stringify({ keys: true })}\n` : 'The keys are restored.\n');
        return;
      }
      const restored = await restoreBackup(file, { settings, replace });
      process.stdout.write(json ? `${JSON.stringify(restored)}\n` : told(restored));
    });
}

async function replaceKeys(file: string, home: string, replace: boolean): Promise<void> {
  const folder = await openDataFolder(home, { isRestore: true });
  try {
    await restoreKeys(file, folder, replace);
  } finally {
    await folder.close();
  }
}

function told({ manifest, backlogCases, published, leftBlobs, movedKeys, missed }: Restored): string {
  const lines = [
    `Restored: the backup of ${isoTime(manifest.takenAt)} by version ${manifest.product}.`,
    `${backlogCases} case(s) have events that are handled again.`,
    ...(published > 0 ? [`${published} event(s) that were not handled are published anew.`] : []),
    ...(movedKeys > 0
      ? [`${movedKeys} key(s) are in the key database now: remove the folder « keys » here once nothing needs it.`]
      : []),
    ...(leftBlobs > 0 ? [`${leftBlobs} blob(s) to which nothing refers were left out.`] : []),
    ...missed.map(
      ({ place, offset }) =>
        `Group ${place.group} goes on at ${offset} of ${place.topic}/${place.partition} instead of ${place.offset}: the events between are gone.`,
    ),
    'Calls and mails that may have been done since the backup are held: start, then look at « facteur effects list ».',
  ];
  return `${lines.join('\n')}\n`;
}
