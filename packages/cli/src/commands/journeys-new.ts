/** `facteur journeys new`: a folder to begin a journey from. */
import { SCAFFOLD_MODELS, type ScaffoldModel, scaffoldOf } from '@facteur/journeys';
import { Command, Option } from 'commander';
import { writeNewJourney } from '../journeys/new-write.ts';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';

interface Options {
  readonly title?: string;
  readonly dir?: string;
  readonly from: ScaffoldModel;
}

export function newCommand(): Command {
  return new Command('new')
    .description('Begin a journey: a folder that can be checked and tested at once, explained line by line in French')
    .argument('<name>', 'of the journey and its folder, such as changement-de-livraison')
    .option('--title <title>', 'what advisors see, in French; default: the name in words')
    .option('--dir <dir>', 'folder of journeys')
    .addOption(new Option('--from <model>', 'what it does at first').choices(SCAFFOLD_MODELS).default('collecte'))
    .action(async (name: string, { title, dir, from }: Options) => {
      const folder = dir ?? loadSettings(process.env).journeys ?? SHIPPED_JOURNEYS;
      const paths = await writeNewJourney(folder, scaffoldOf(name, title, from));
      process.stdout.write(paths.map((path) => `${path}\n`).join(''));
    });
}
