/** `facteur journeys diagram`: a journey drawn in its author's words. */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type DrawOptions, drawJourney } from '../journeys/diagram-draw.ts';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';

interface Options extends DrawOptions {
  readonly dir?: string;
}

export function diagramCommand(): Command {
  return new Command('diagram')
    .description('Draw a journey: what is asked, the steps, what leads where')
    .argument('<name>', 'the journey')
    .option('--svg', 'as a picture (SVG) instead of Mermaid text', false)
    .addOption(new Option('--lang <language>', 'of the words around the author’s').choices(['fr', 'en']).default('fr'))
    .option('--out <file>', 'write to this file instead of the standard output')
    .option('--dir <dir>', 'folder of journeys')
    .action(async (name: string, { dir, ...options }: Options) => {
      const folder = dir ?? loadSettings(process.env).journeys ?? SHIPPED_JOURNEYS;
      const drawing = await drawJourney(folder, name, options);
      if (options.out === undefined) process.stdout.write(drawing);
      else {
        await writeFile(options.out, drawing);
        process.stdout.write(`${options.out}\n`);
      }
    });
}
