/** `facteur journeys test`: the conversations that authors wrote, what they reach, and random walks. */
import { writeFile } from 'node:fs/promises';
import { junitReport } from '@facteur/journeys';
import { Command, InvalidArgumentError, Option } from 'commander';
import { runTests, type TestRun, testRunAsText } from '../journeys/test-run.ts';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';

interface Options {
  readonly only?: string;
  readonly junit?: string;
  readonly json: boolean;
  readonly lang: 'fr' | 'en';
  readonly fuzz?: number;
  readonly seed?: number;
  readonly minCoverage?: number;
}

/** What a test can and cannot tell. */
const NOTES = `
Data in customers' texts are found as in production, days counted from the test's "today".
Nothing is classified: a mail counts as a request for the journey under test, unless it is word for word an example of
another one. "intent" in an expectation therefore says that the mail reaches this journey, not that it would be recognised;
"facteur nlu eval" and "facteur nlu audit" tell that.
Exit code 1: a test failed or cannot be read, a journey has a fault, coverage is too low, or a random walk found a fault.
`;

export function testCommand(): Command {
  return new Command('test')
    .description('Run the tests of journeys: what went another way, as file:line:col, and what no test reaches')
    .argument('[dir]', 'folder of journeys')
    .option('--only <journey>', 'one journey')
    .option('--junit <file>', 'also write the results as JUnit XML')
    .option('--fuzz <runs>', 'also walk each journey at random that often, and report dead ends', wholeNumber)
    .option('--seed <number>', 'of the random walks', wholeNumber)
    .option('--min-coverage <percent>', 'fail below this share of steps or rule rows', percent)
    .addOption(new Option('--lang <language>', 'of the messages').choices(['fr', 'en']).default('fr'))
    .option('--json', 'as JSON', false)
    .addHelpText('after', NOTES)
    .action(async (dir: string | undefined, { junit, json, lang, ...options }: Options) => {
      const settings = loadSettings(process.env);
      const folder = (dir ?? settings.journeys ?? SHIPPED_JOURNEYS).replace(/(?<=.)\/+$/, '');
      const run = await runTests({ folder, ...options }, settings);
      if (junit !== undefined) await writeFile(junit, junitReport(run.results, lang, folder));
      process.stdout.write(json ? `${JSON.stringify(asJson(run))}\n` : testRunAsText(run, lang));
      if (!run.isOk) process.exitCode = 1;
    });
}

function asJson({ folder, isOk, problems, results, walks, belowCoverage }: TestRun) {
  return { ok: isOk, folder, problems, journeys: results, walks, belowCoverage };
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number');
}

function percent(text: string): number {
  const value = wholeNumber(text);
  if (value <= 100) return value;
  throw new InvalidArgumentError('expected 0 to 100');
}
