/** `facteur journeys replay NAME`: what a draft would have done on past mail. */
import { writeFile } from 'node:fs/promises';
import { type Journey, teachesOtherwise } from '@facteur/journeys';
import { isAppError, type JsonObject, systemClock } from '@facteur/primitives';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Client, openClient } from '../client.ts';
import { companyCatalogue } from '../company-connectors.ts';
import { liveJourneys } from '../journeys/live-journeys.ts';
import { loadDraft } from '../journeys/load-draft.ts';
import { fetchPast } from '../journeys/replay/fetch-past.ts';
import { replayPage } from '../journeys/replay/replay-page.ts';
import { type ReplayLanguage, replayAsText } from '../journeys/replay/replay-text.ts';
import { type ReplayParts, type ReplayReport, runReplay } from '../journeys/replay/run-replay.ts';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { loadSettings } from '../load-settings.ts';
import { DEMO_MAILBOXES, type Settings } from '../settings.ts';

interface Options {
  readonly since: number;
  readonly dir?: string;
  readonly html?: string;
  readonly out?: string;
  readonly json: boolean;
  readonly lang: ReplayLanguage;
  readonly asAuto: boolean;
  readonly lookUp: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('Play past mail with a draft, every effect only imagined, and say what would change')
    .argument('<name>', 'the journey')
    .option('--since <duration>', 'cases that began since then: 12h, 30d, 8w', durationMs, 30 * 86_400_000)
    .option('--dir <folder>', 'folder of journeys with the draft')
    .option('--html <file>', 'write the report as a page')
    .option('--out <file>', 'write the report as JSON: the evidence that `journeys publish` asks for')
    .option('--as-auto', 'as if every mailbox answered alone, whatever its mode', false)
    .option('--no-look-up', 'do not ask the company’s systems what was never asked then')
    .addOption(new Option('--lang <language>', 'of the report').choices(['fr', 'en']).default('fr'))
    .option('--json', 'the report, as JSON', false)
    .action(async (name: string, options: Options) => {
      const settings = loadSettings(process.env);
      const client = await openClient(settings.home, process.env);
      const report = await replay(name, options, settings, client);
      if (options.html !== undefined) await writeFile(options.html, replayPage(report, options.lang));
      if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(report, null, 2)}\n`);
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : replayAsText(report, options.lang));
    });
}

async function replay(name: string, options: Options, settings: Settings, client: Client): Promise<ReplayReport> {
  const { since, dir, asAuto } = options;
  const catalogue = await companyCatalogue(settings);
  const draft = await loadDraft(dir ?? settings.journeys ?? SHIPPED_JOURNEYS, name, catalogue);
  const live = await liveJourneys(client, catalogue);
  const before = live.find((journey) => journey.name === name);
  const mailboxes = (settings.mailboxes ?? DEMO_MAILBOXES).map(({ address, mode }) => {
    return { address, mode: asAuto ? ('auto' as const) : mode };
  });
  const anew = teachesOtherwise(before, draft) ? await understandAnew(live, draft) : undefined;
  return runReplay({
    ...{ live, draft, catalogue, mailboxes },
    cases: fetchPast(client, systemClock.now() - since, progress),
    lookUp: options.lookUp ? (call) => lookUp(client, call) : async () => undefined,
    ...(anew === undefined ? {} : { understandAnew: anew }),
  });
}

/** What understands is heavy to load, and seldom needed. */
async function understandAnew(
  live: readonly Journey[],
  draft: Journey,
): Promise<ReplayParts['understandAnew'] & object> {
  const { understandBy } = await import('../journeys/replay/understand-anew.ts');
  const others = live.filter(({ name }) => name !== draft.name);
  return { before: await understandBy(live), after: await understandBy([...others, draft]) };
}

/** The answer of today, for a question that was never asked; a refusal, like no answer, leaves the case untold. */
async function lookUp(
  client: Client,
  { operation, input, sender }: Parameters<ReplayParts['lookUp']>[0],
): Promise<JsonObject | undefined> {
  try {
    const answer = await client.post('/api/v1/journeys/look-up', { operation, input, sender });
    return (answer as { output?: JsonObject }).output;
  } catch (error) {
    if (isAppError(error, 'BAD_INPUT')) return undefined;
    throw error;
  }
}

function progress(count: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${count} cases…`);
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, j: 86_400_000, w: 604_800_000 };

function durationMs(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([hdjw])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (Number.isFinite(ms)) return ms;
  throw new InvalidArgumentError('expected a duration such as 12h, 30d or 8w');
}
