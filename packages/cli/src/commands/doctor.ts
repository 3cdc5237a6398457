/** `facteur doctor`: is everything in order? Says what is wrong and what to do. */
import { AppError, isAppError, messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { type Finding, fine, wrong } from '../doctor/finding.ts';
import { checkFolder } from '../doctor/folder.ts';
import { checkInstance } from '../doctor/instance.ts';
import { checkJourneys } from '../doctor/journeys.ts';
import { checkKafka } from '../doctor/kafka.ts';
import { checkMongodb } from '../doctor/mongodb.ts';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';
import type { Settings } from '../settings.ts';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Check settings, journeys, broker and database, data folder, clocks, disk, backlog, dead letters, held effects',
    )
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine();
      const lines = findings.map(({ check, isFine, detail }) => `${isFine ? 'ok  ' : 'FAIL'}  ${check}: ${detail}\n`);
      process.stdout.write(json ? `${JSON.stringify(findings)}\n` : lines.join(''));
      if (findings.some(({ isFine }) => !isFine)) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  const settings = readSettings();
  if (settings instanceof AppError) return [wrong('settings', messageOf(settings))];
  return [
    fine('settings', 'valid'),
    await checkJourneys(settings.journeys ?? SHIPPED_JOURNEYS),
    ...(await checkKafka(settings)),
    ...(await checkMongodb(settings)),
    ...(await checkRunning(settings)),
  ];
}

function readSettings(): Settings | AppError {
  try {
    return loadSettings(process.env);
  } catch (error) {
    if (isAppError(error, 'CONFIG_INVALID')) return error;
    throw error;
  }
}

async function checkRunning(settings: Settings): Promise<Finding[]> {
  try {
    return await checkInstance(await openClient(settings.home, process.env));
  } catch (error) {
    if (!isAppError(error, 'NOT_RUNNING')) return [wrong('instance', messageOf(error))];
    // An address that was asked for and does not answer is wrong; a folder in which nothing runs is not.
    if (process.env.FACTEUR_URL) return [wrong('instance', messageOf(error))];
    return [fine('instance', 'not running'), ...(await checkFolder(settings))];
  }
}
