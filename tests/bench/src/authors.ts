/** What authors wait for: 200 journeys checked, and a draft replayed on 10 000 past mails that are understood anew. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { demoOperations } from '@facteur/connectors/demo';
import { checkJourneys, type Journey, type JourneyFiles, readJourneysFolder } from '@facteur/journeys';
import { type Bench, type Figure, secondsOf } from './figure.ts';
import { inFreshProcess } from './fresh-process.ts';
import { REPLAYS, replaySeconds } from './replays.ts';
import { shippedJourneys } from './shipped-journeys.ts';
import { inTemporaryFolder } from './temporary.ts';

const BENCH = 'authors';
const FACTEUR = createRequire(import.meta.url).resolve('@facteur/cli/bin');
const JOURNEYS = 200;
const CHECK_SECONDS = 3;
const MAILS = 10_000;
const REPLAY_SECONDS = 120;

export const authorsBench: Bench = async ({ quick }) => {
  const shipped = await shippedJourneys();
  const mails = quick ? MAILS / 10 : MAILS;
  return [...(await checkFigures(shipped)), ...(await replayFigures(mails))];
};

async function checkFigures(shipped: readonly Journey[]): Promise<readonly Figure[]> {
  return inTemporaryFolder(async (folder) => {
    await writeClones(folder, shipped);
    const { seconds, processorSeconds } = await inFreshProcess(import.meta.url, checkFolder, folder);
    const command = await secondsOf(() => checkCommand(folder));
    const what = `checking ${JOURNEYS} journeys, first run in a fresh process`;
    return [
      { bench: BENCH, what, value: seconds, unit: 's', wanted: CHECK_SECONDS, atMost: true },
      { bench: BENCH, what: `${what}: processor time`, value: processorSeconds, unit: 's' },
      { bench: BENCH, what: `facteur journeys check of ${JOURNEYS}, the whole command`, value: command, unit: 's' },
    ];
  });
}

interface CheckCost {
  readonly seconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
}

/** Checks all journeys of a folder, once they are read. @throws when they are not all right: faults would make it another measurement */
export async function checkFolder(folder: string): Promise<CheckCost> {
  const catalogue = Object.fromEntries(demoOperations.map((each) => [each.name, each]));
  const all = await readJourneysFolder(folder);
  const [before, start] = [process.cpuUsage(), performance.now()];
  const { journeys, problems } = checkJourneys(all, catalogue);
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const [problem] = problems;
  if (problem) throw new Error(`${problem.file}:${problem.line}: ${problem.message.en}`);
  if (journeys.length !== JOURNEYS) throw new Error(`${journeys.length} journeys were checked`);
  return { seconds, processorSeconds: (user + system) / 1e6 };
}

async function checkCommand(folder: string): Promise<void> {
  const child = spawn(process.execPath, [FACTEUR, 'journeys', 'check', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`facteur journeys check ended with ${code}`);
}

async function writeClones(folder: string, shipped: readonly Journey[]): Promise<void> {
  for (let n = 0; n < JOURNEYS; n += 1) {
    const journey = shipped[n % shipped.length];
    if (!journey) throw new Error('no journey ships');
    const { folder: name, files } = cloneOf(journey.files, Math.floor(n / shipped.length));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true });
      await writeFile(join(folder, name, path), text);
    }
  }
}

/** The same journey under another name, for another intent, with sentences that no other has. */
function cloneOf({ folder, files }: JourneyFiles, n: number): JourneyFiles {
  const renamed = Object.entries(files).map(([path, text]) => {
    if (path === 'journey.yaml') return [path, renamedYaml(text, n)] as const;
    return [path, path.startsWith('examples.') ? text.replace(/^(?!#)(.+)$/gm, `$1 (${n})`) : text] as const;
  });
  return { folder: `${folder}-${n}`, files: Object.fromEntries(renamed) };
}

function renamedYaml(text: string, n: number): string {
  return text
    .replace(/^(journey|intent): (\S+)$/gm, `$1: $2-${n}`)
    .replace(/^(compatible-with: \[)([^\]]*)\]$/gm, (_, key: string, names: string) => {
      return `${key}${names.replace(/[^\s,]+/g, `$&-${n}`)}]`;
    })
    .replace(/\bstart: ([a-z-]+)/g, `start: $1-${n}`);
}

/** A mailbox's mix, of which the draft concerns a part; and mails that all ask for what the draft answers. */
async function replayFigures(mails: number): Promise<readonly Figure[]> {
  // Of a few mails only the training of the two models would be seen.
  const goal = mails === MAILS ? { wanted: REPLAY_SECONDS, atMost: true } : {};
  const about = { bench: BENCH, unit: 's', ...goal };
  const count = mails.toLocaleString('en');
  const mix = await inFreshProcess(REPLAYS, replaySeconds, { mails, isMixed: true });
  const same = await inFreshProcess(REPLAYS, replaySeconds, { mails, isMixed: false });
  return [
    { ...about, what: `replaying ${count} mails, understood anew, ${mix.played} of them played`, value: mix.seconds },
    { ...about, what: `replaying ${count} mails, understood anew, ${same.played} of them played`, value: same.seconds },
  ];
}
