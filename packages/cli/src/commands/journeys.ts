/** `facteur journeys check`: every fault of every journey, with its place. */
import { checkJourneys, readJourneysFolder } from '@facteur/journeys';
import { Command, Option } from 'commander';
import { demoCatalogue } from '../journeys/operation-catalogue.ts';
import { problemLine, SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';
import { diagramCommand } from './journeys-diagram.ts';
import { migrateCommand } from './journeys-migrate.ts';
import { newCommand } from './journeys-new.ts';
import { publishCommand } from './journeys-publish.ts';
import { replayCommand } from './journeys-replay.ts';
import { testCommand } from './journeys-test.ts';

export function journeysCommand(): Command {
  return new Command('journeys')
    .description('Journeys: how requests are answered')
    .addCommand(checkCommand())
    .addCommand(newCommand())
    .addCommand(diagramCommand())
    .addCommand(testCommand())
    .addCommand(replayCommand())
    .addCommand(publishCommand())
    .addCommand(migrateCommand());
}

function checkCommand(): Command {
  return new Command('check')
    .description('Check journeys: errors as file:line:col, with what was expected')
    .argument('[dir]', 'folder of journeys')
    .addOption(new Option('--lang <language>', 'of the messages').choices(['fr', 'en']).default('fr'))
    .option('--json', 'as JSON', false)
    .action(async (dir: string | undefined, { lang, json }: { lang: 'fr' | 'en'; json: boolean }) => {
      const folder = dir ?? loadSettings(process.env).journeys ?? SHIPPED_JOURNEYS;
      const { journeys, problems } = checkJourneys(await readJourneysFolder(folder), demoCatalogue);
      if (json)
        process.stdout.write(
          `${JSON.stringify({ journeys: journeys.map(({ name, hash }) => ({ name, hash })), problems })}\n`,
        );
      else for (const problem of problems) process.stdout.write(`${folder}/${problemLine(problem, lang)}\n`);
      if (!json) process.stdout.write(`${journeys.length} journeys, ${problems.length} problems\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
}
