/** `facteur journeys publish NAME`: a checked and tested draft becomes the version that begins from now on. */
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { AppError, type JsonObject, messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { companyCatalogue } from '../company-connectors.ts';
import { loadDraft } from '../journeys/load-draft.ts';
import { evidenceIn } from '../journeys/replay/evidence.ts';
import { runTests, testRunAsText } from '../journeys/test-run.ts';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';

interface Options {
  readonly dir?: string;
  readonly evidence?: string;
  readonly withoutReplay?: string;
  readonly by?: string;
  readonly json: boolean;
}

export function publishCommand(): Command {
  return new Command('publish')
    .description(
      'Make a draft live: checked, its tests passed, on the evidence of a replay; cases under way keep their version',
    )
    .argument('<name>', 'the journey')
    .option('--dir <folder>', 'folder of journeys with the draft')
    .option('--evidence <file>', 'the report of `journeys replay NAME --out FILE` for this very version')
    .option('--without-replay <why>', 'publish without a replay, and say why; it is kept with the version')
    .option('--by <who>', 'who publishes; default: your user name')
    .option('--json', 'as JSON', false)
    .action(async (name: string, options: Options) => {
      const settings = loadSettings(process.env);
      const folder = options.dir ?? settings.journeys ?? SHIPPED_JOURNEYS;
      const draft = await loadDraft(folder, name, await companyCatalogue(settings));
      const evidence = await evidenceOf(options, name, draft.hash);
      const run = await runTests({ folder, only: name }, settings);
      if (!run.isOk) {
        process.stderr.write(testRunAsText(run, 'fr'));
        throw new AppError('JOURNEY_INVALID', `Les essais de « ${name} » ne passent pas : rien n’est publié`);
      }
      const client = await openClient(settings.home, process.env);
      const by = options.by ?? userInfo().username;
      const path = `/api/v1/journeys/${encodeURIComponent(name)}/publish`;
      const published = await client.post(path, { files: draft.files.files, by, evidence });
      const said = `« ${name} » est en service, version ${draft.hash.slice(0, 12)}, publié par ${by}\n`;
      process.stdout.write(options.json ? `${JSON.stringify(published)}\n` : said);
    });
}

async function evidenceOf({ evidence, withoutReplay }: Options, name: string, hash: string): Promise<JsonObject> {
  if (evidence !== undefined) return evidenceIn(await read(evidence), evidence, hash);
  const why = withoutReplay?.trim();
  if (why) return { kind: 'none', why };
  throw new AppError(
    'BAD_INPUT',
    `Publier demande une preuve : « facteur journeys replay ${name} --out rejeu.json », puis « --evidence rejeu.json » ; ou --without-replay "pourquoi"`,
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('NOT_FOUND', `${file} ne peut pas être lu : ${messageOf(cause)}`, { cause });
  }
}
