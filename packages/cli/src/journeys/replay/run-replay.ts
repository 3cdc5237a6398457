/** A draft on past mail: every case is played with the live journeys and with the draft in its place, and the two are compared. */
import {
  type ComparedCase,
  compareCase,
  type PastCase,
  type Played,
  playPast,
  type Totals,
  totalsOf,
  withJourneys,
} from '@facteur/journey-orchestrator/replay';
import type { Journey, OperationCatalogue } from '@facteur/journeys';
import type { JsonObject } from '@facteur/primitives';
import type { FetchedCase } from './fetch-past.ts';

type Mailboxes = Parameters<typeof withJourneys>[1]['mailboxes'];
type Call = NonNullable<Played['missing']>;

/** What a replay works on. */
export interface ReplayParts {
  /** The live journeys. */
  readonly live: readonly Journey[];
  readonly draft: Journey;
  readonly catalogue: OperationCatalogue;
  readonly mailboxes: Mailboxes;
  readonly cases: AsyncIterable<FetchedCase>;
  /** Asks the company's systems what was never asked then; effects are never asked for. Undefined: it is not known. */
  readonly lookUp: (call: Call) => Promise<JsonObject | undefined>;
  /** Understands mails anew, as a draft with other examples would; absent: as they were understood. */
  readonly understandAnew?: { readonly before: Understand; readonly after: Understand };
}

/** The same case with its mails understood by another model. */
export type Understand = (past: PastCase) => Promise<PastCase>;

export interface ReplayReport {
  readonly journey: string;
  /** The draft's version. */
  readonly hash: string;
  /** The live version that it was compared with; absent where the journey is new. */
  readonly liveHash?: string;
  /** Cases looked at, and those of them that this journey concerns. */
  readonly read: number;
  readonly days: number;
  readonly before: Totals;
  readonly after: Totals;
  /** Cases that are different, latest first. */
  readonly changed: readonly ComparedCase[];
  /** Cases of which it cannot be told how they would have gone on. */
  readonly unknown: number;
}

/** A case asks for at most so many look-ups. */
const MAX_LOOK_UPS = 20;
const DAY_MS = 86_400_000;

export async function runReplay(parts: ReplayParts): Promise<ReplayReport> {
  const { live, draft } = parts;
  const before = live.find(({ name }) => name === draft.name);
  const compared: ComparedCase[] = [];
  const days = new Set<number>();
  let read = 0;
  for await (const past of parts.cases) {
    read += 1;
    const one = await comparedCase(parts, past, before);
    if (one === undefined) continue;
    compared.push(one);
    days.add(Math.floor(Date.parse(past.openedAt) / DAY_MS));
  }
  const told = compared.filter(({ differences }) => !differences.includes('unknown'));
  return {
    journey: draft.name,
    hash: draft.hash,
    ...(before && { liveHash: before.hash }),
    read,
    days: days.size,
    before: totalsOf(
      told.map(({ before: played }) => played),
      days.size,
    ),
    after: totalsOf(
      told.map(({ after }) => after),
      days.size,
    ),
    changed: compared.filter(({ differences }) => differences.length > 0),
    unknown: compared.length - told.length,
  };
}

/** Undefined for a case that neither version has to do with. */
async function comparedCase(
  parts: ReplayParts,
  past: FetchedCase,
  before: Journey | undefined,
): Promise<ComparedCase | undefined> {
  const { live, draft, understandAnew: anew } = parts;
  const others = live.filter(({ name }) => name !== draft.name);
  const [was, would] = anew ? [await anew.before(past), await anew.after(past)] : [past, past];
  const intents = new Set([draft.intent, ...(before ? [before.intent] : [])]);
  if (!asksFor(was, intents) && !asksFor(would, intents)) return undefined;
  const first = await playKnowing(parts, [...others, ...(before ? [before] : [])], was);
  const second = await playKnowing(parts, [...others, draft], would);
  return compareCase(past.number, past.subject, first, second);
}

function asksFor({ inputs }: PastCase, intents: ReadonlySet<string>): boolean {
  return inputs.some(
    (input) =>
      input.kind === 'mail' &&
      input.understood.requests.some(({ intents: [top] }) => top !== undefined && intents.has(top.intent)),
  );
}

/** Plays, and looks up what is missing, as often as that leads further. */
async function playKnowing(parts: ReplayParts, journeys: readonly Journey[], past: PastCase): Promise<Played> {
  const { catalogue, mailboxes, lookUp } = parts;
  const env = withJourneys(journeys, { mailboxes }, catalogue);
  let known = past;
  for (let round = 0; ; round += 1) {
    const played = playPast(env, known, catalogue);
    const output = played.missing && round < MAX_LOOK_UPS ? await lookUp(played.missing) : undefined;
    if (!played.missing || output === undefined) return played;
    const { operation, input } = played.missing;
    known = { ...known, calls: [...known.calls, { step: '', operation, input, output }] };
  }
}
