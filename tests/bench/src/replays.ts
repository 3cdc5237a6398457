/** A draft of the refund journey on past cases that are made up in memory: what `facteur journeys replay` does once it has read them. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { demoOperations } from '@facteur/connectors/demo';
import { type Journey, journeysFrom, type OperationCatalogue } from '@facteur/journeys';
import { secondsOf } from './figure.ts';
import { answerOf, type MadeCase, madeCase } from './past-cases.ts';
import { shippedJourneys } from './shipped-journeys.ts';

/** This module, for whoever calls it in another process. */
export const REPLAYS = import.meta.url;
const NAME = 'remboursement';
const MAILBOXES = [{ address: 'sav@boutique.example', mode: 'auto' }];

interface PastCase {
  readonly subject: string;
  readonly openedAt: string;
}

type Understand = (past: PastCase) => Promise<PastCase>;

interface ReplayParts {
  readonly live: readonly Journey[];
  readonly draft: Journey;
  readonly catalogue: OperationCatalogue;
  readonly mailboxes: typeof MAILBOXES;
  readonly cases: AsyncIterable<PastCase>;
  readonly lookUp: (call: {
    operation: string;
    input: Readonly<Record<string, unknown>>;
  }) => Promise<object | undefined>;
  readonly understandAnew: { readonly before: Understand; readonly after: Understand };
}

interface Replay {
  runReplay(parts: ReplayParts): Promise<{
    readonly read: number;
    readonly before: { readonly cases: number };
    readonly changed: readonly unknown[];
    readonly unknown: number;
  }>;
  understandBy(journeys: readonly Journey[]): Promise<Understand>;
  pastCase(number: string, timeline: MadeCase['timeline']): object;
}

/** The command's own modules, found from its package. */
async function openReplay(): Promise<Replay> {
  const start = createRequire(import.meta.url).resolve('@facteur/cli/start');
  const folder = join(dirname(start), 'journeys/replay');
  const modules = [
    join(folder, 'run-replay.js'),
    join(folder, 'understand-anew.js'),
    createRequire(start).resolve('@facteur/journey-orchestrator/replay'),
  ];
  const loaded = await Promise.all(modules.map((path) => import(pathToFileURL(path).href) as Promise<object>));
  return Object.assign({}, ...loaded) as Replay;
}

/** What a replay took, training both models included, and of how many cases it told what would become. */
export async function replaySeconds({ mails, isMixed }: { readonly mails: number; readonly isMixed: boolean }) {
  const replay = await openReplay();
  const live = await shippedJourneys();
  const catalogue = Object.fromEntries(demoOperations.map((each) => [each.name, each]));
  const draft = draftOf(live, catalogue);
  const others = live.filter(({ name }) => name !== NAME);
  const asked = isMixed ? live : live.filter(({ name }) => name === NAME);
  const past = Array.from({ length: mails }, (_, n): PastCase => {
    const { number, timeline, subject, openedAt } = madeCase(n, asked);
    return { ...replay.pastCase(number, timeline), subject, openedAt };
  });
  let played = 0;
  const seconds = await secondsOf(async () => {
    const report = await replay.runReplay({
      ...{ live, draft, catalogue, mailboxes: MAILBOXES },
      cases: each(past),
      lookUp: async ({ operation, input }) => answerOf(operation, input),
      understandAnew: { before: await replay.understandBy(live), after: await replay.understandBy([...others, draft]) },
    });
    if (report.read !== mails || report.changed.length === 0) throw new Error('The draft changes nothing');
    if (report.unknown > 0) throw new Error(`${report.unknown} cases could not be told`);
    played = report.before.cases;
  });
  return { seconds, played };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Stricter about money, and with one sentence more, so that mails are understood anew. */
function draftOf(live: readonly Journey[], catalogue: OperationCatalogue): Journey {
  const files = live.map(({ files: own }) => {
    if (own.folder !== NAME) return own;
    const yaml = (own.files['journey.yaml'] ?? '').replace('eur(150)', 'eur(20)');
    const examples = `${own.files['examples.fr.txt'] ?? ''}\nJ’attends que vous me reversiez cette somme.\n`;
    return { ...own, files: { ...own.files, 'journey.yaml': yaml, 'examples.fr.txt': examples } };
  });
  const { journeys, problems } = journeysFrom(files, catalogue);
  const draft = journeys.find(({ name }) => name === NAME);
  if (!draft) throw new Error(`the draft cannot be used: ${problems[0]?.message.en}`);
  return draft;
}
