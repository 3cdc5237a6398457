/** `facteur journeys check`: every fault of every journey, with its place. */
import { checkJourneys, exampleLines, type JourneyFiles, readJourneysFolder } from '@facteur/journeys';
import { Command, Option } from 'commander';
import { companyCatalogue } from '../company-connectors.ts';
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
    .option('--examples', 'also tell sentences of two journeys that are one to the encoder: takes seconds', false)
    .option('--json', 'as JSON', false)
    .action(async (dir: string | undefined, { lang, json, examples }: CheckOptions) => {
      const settings = loadSettings(process.env);
      const folder = dir ?? settings.journeys ?? SHIPPED_JOURNEYS;
      const all = await readJourneysFolder(folder);
      const similarity = examples ? await similarityIn(all, settings.encoder) : undefined;
      const { journeys, problems } = checkJourneys(all, await companyCatalogue(settings), similarity);
      if (json)
        process.stdout.write(
          `${JSON.stringify({ journeys: journeys.map(({ name, hash }) => ({ name, hash })), problems })}\n`,
        );
      else for (const problem of problems) process.stdout.write(`${folder}/${problemLine(problem, lang)}\n`);
      if (!json) process.stdout.write(`${journeys.length} journeys, ${problems.length} problems\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
}

interface CheckOptions {
  readonly lang: 'fr' | 'en';
  readonly json: boolean;
  readonly examples: boolean;
}

/** What understands is heavy to load, and only wanted here. */
async function similarityIn(all: readonly JourneyFiles[], encoder: string) {
  const { similarityOf } = await import('../journeys/example-similarity.ts');
  const { withEncoder } = await import('../nlu/lab.ts');
  const texts = all.flatMap(exampleLines).map(({ text }) => text);
  return withEncoder({ encoder }, async (embedder) => embedder && similarityOf(texts, embedder));
}
