/** `facteur doctor`: is everything in order? Says what is wrong and what to do. */
import { statfs } from 'node:fs/promises';
import { isAppError, messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { openDataFolder } from '../data-folder.ts';
import { loadSettings } from '../load-settings.ts';

interface Finding {
  readonly check: string;
  readonly isFine: boolean;
  readonly detail: string;
}

interface Status {
  readonly lag: Readonly<Record<string, number>>;
  readonly deadLetters: number;
  readonly freeBytes: number;
}

const MANY_WAITING = 10_000;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check settings, data folder, disk, backlog and dead letters')
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine();
      const lines = findings.map(({ check, isFine, detail }) => `${isFine ? 'ok  ' : 'FAIL'}  ${check}: ${detail}\n`);
      process.stdout.write(json ? `${JSON.stringify(findings)}\n` : lines.join(''));
      if (findings.some(({ isFine }) => !isFine)) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  const settings = loadSettings(process.env);
  const findings: Finding[] = [{ check: 'settings', isFine: true, detail: 'valid' }];
  try {
    const client = await openClient(settings.home, process.env);
    const status = (await client.get('/api/v1/status')) as Status;
    findings.push({ check: 'instance', isFine: true, detail: `answers at ${client.url}` }, ...statusFindings(status));
  } catch (error) {
    if (!isAppError(error, 'NOT_RUNNING')) throw error;
    findings.push(...(await restingFindings(settings.home)));
  }
  return findings;
}

function statusFindings({ lag, deadLetters, freeBytes }: Status): Finding[] {
  const waiting = Object.values(lag).reduce((sum, count) => sum + count, 0);
  const slowest = Object.entries(lag).sort(([, a], [, b]) => b - a)[0];
  return [
    {
      check: 'backlog',
      isFine: waiting < MANY_WAITING,
      detail: `${waiting} events to handle${slowest && slowest[1] > 0 ? `, most in ${slowest[0]} (${slowest[1]})` : ''}`,
    },
    {
      check: 'dead letters',
      isFine: deadLetters === 0,
      detail: deadLetters === 0 ? 'none' : `${deadLetters}: see « facteur dlq list »`,
    },
    {
      check: 'disk',
      isFine: freeBytes > 0,
      detail:
        freeBytes > 0
          ? `${megabytes(freeBytes)} before mails are refused`
          : 'full: new mails are refused; free some space',
    },
  ];
}

/** Nothing runs: the data folder can be looked at directly. */
async function restingFindings(home: string): Promise<Finding[]> {
  try {
    const folder = await openDataFolder(home);
    await folder.close();
    const { bavail, bsize } = await statfs(home);
    return [
      { check: 'instance', isFine: true, detail: 'not running' },
      { check: 'data folder', isFine: true, detail: `${home} can be opened` },
      { check: 'disk', isFine: bavail * bsize > 1e9, detail: `${megabytes(bavail * bsize)} free` },
    ];
  } catch (error) {
    return [{ check: 'data folder', isFine: false, detail: messageOf(error) }];
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
