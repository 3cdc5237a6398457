/** What fails, when and for how long. Pure. */
import type { Random } from '@facteur/primitives';
import type { Mode } from '../options.ts';
import { between, moments, msBetween, onceIn, pick } from './draw.ts';

/** What happens. Shares are of answers, from 0 to 1. */
export type Fault =
  /** SIGKILL; started again `downMs` later. */
  | { readonly kind: 'kill'; readonly target: string; readonly downMs: number }
  /** SIGSTOP, then SIGCONT. */
  | { readonly kind: 'freeze'; readonly target: string; readonly forMs: number }
  /** The broker ends, by SIGKILL or gracefully, and comes back on the same data. */
  | { readonly kind: 'restart-broker'; readonly how: 'kill' | 'stop'; readonly downMs: number }
  /** The database cannot be reached: connections are refused, or nothing comes through any more. */
  | { readonly kind: 'cut-database'; readonly how: 'refuse' | 'silence'; readonly forMs: number }
  /** The back office does the work, and its answer is lost. */
  | { readonly kind: 'lose-answers'; readonly share: number; readonly forMs: number }
  /** The back office does the work, and its answer comes `lateMs` later: after the connector's time-out. */
  | { readonly kind: 'delay-answers'; readonly share: number; readonly lateMs: number; readonly forMs: number }
  /** The customers' mail server takes mails, and the connection breaks before it says so. */
  | { readonly kind: 'lose-mail-answers'; readonly share: number; readonly forMs: number }
  /** Events that were published lately are published again. */
  | { readonly kind: 'redeliver'; readonly count: number; readonly lateMs: number };

/** A fault and its moment, since the stream began. */
export type PlannedFault = Fault & { readonly atMs: number };

/** A mode's processes and how often something fails. */
interface Stage {
  /** Processes that can be killed and frozen; a name that stands twice is drawn twice as often. */
  readonly targets: readonly string[];
  readonly kinds: readonly Fault['kind'][];
  readonly meanGapMs: number;
  /** One freeze in so many lasts longer than a consumer group waits for a member. */
  readonly oneLongFreezeIn: number;
}

/** The demo company's system, which is killed like everything else: what it booked, it has booked. */
export const BACK_OFFICE = 'back-office';

const COMMON: readonly Fault['kind'][] = [
  ...(['kill', 'kill', 'kill', 'kill', 'freeze', 'freeze'] as const),
  ...(['lose-answers', 'lose-answers', 'delay-answers', 'lose-mail-answers'] as const),
];

/** The name of the `n`th process of a service. */
export function instanceName(service: string, n: number): string {
  return `${service}-${n}`;
}

/** Processes of each service in `kafka` mode. */
export const INSTANCES: Readonly<Record<string, number>> = {
  ingest: 2,
  'intent-classification': 1,
  'journey-orchestrator': 2,
  'reply-composer': 2,
  'human-handoff': 1,
};

/** The one process of `embedded` mode. */
export const PRODUCT = 'product';

const STAGES: Readonly<Record<Mode, Stage>> = {
  embedded: {
    targets: [PRODUCT, PRODUCT, PRODUCT, BACK_OFFICE],
    kinds: COMMON,
    meanGapMs: 5_000,
    oneLongFreezeIn: Number.POSITIVE_INFINITY,
  },
  kafka: {
    targets: [
      ...Object.entries(INSTANCES).flatMap(([service, count]) =>
        Array.from({ length: count }, (_, index) => instanceName(service, index + 1)),
      ),
      BACK_OFFICE,
    ],
    kinds: [...COMMON, 'restart-broker', 'cut-database', 'cut-database', 'redeliver', 'redeliver'],
    meanGapMs: 10_000,
    oneLongFreezeIn: 5,
  },
};

/** What a mode leaves out, and why. */
export const LEFT_OUT: Readonly<Record<Mode, readonly string[]>> = {
  embedded: [
    'restart-broker, cut-database: both live in the product’s process, and die with it',
    'redeliver: nobody else can publish to the embedded log; every restart delivers again what was not committed',
  ],
  kafka: [],
};

const FIRST_AT_MS = 3_000;

/** The faults of a stream of `streamMs`. */
export function drawFaults(random: Random, mode: Mode, streamMs: number): readonly PlannedFault[] {
  const stage = STAGES[mode];
  return moments(random, FIRST_AT_MS, streamMs, stage.meanGapMs).map((atMs) => ({
    ...drawFault(random, stage),
    atMs,
  }));
}

function drawFault(random: Random, stage: Stage): Fault {
  const kind = pick(random, stage.kinds);
  const share = between(random, 0.2, 0.9);
  switch (kind) {
    case 'kill':
      return { kind, target: pick(random, stage.targets), downMs: onceIn(random, 3) ? 0 : msBetween(random, 0, 4_000) };
    case 'freeze':
      return { kind, target: pick(random, stage.targets), forMs: drawFreeze(random, stage) };
    case 'restart-broker':
      return { kind, how: pick(random, ['kill', 'stop']), downMs: msBetween(random, 0, 8_000) };
    case 'cut-database':
      return { kind, how: pick(random, ['refuse', 'silence']), forMs: msBetween(random, 1_000, 15_000) };
    case 'lose-answers':
    case 'lose-mail-answers':
      return { kind, share, forMs: msBetween(random, 1_000, 8_000) };
    case 'delay-answers':
      return { kind, share, lateMs: msBetween(random, 10_500, 13_000), forMs: msBetween(random, 1_000, 6_000) };
    case 'redeliver':
      return { kind, count: msBetween(random, 5, 60), lateMs: msBetween(random, 0, 20_000) };
  }
}

function drawFreeze(random: Random, { oneLongFreezeIn }: Stage): number {
  return onceIn(random, oneLongFreezeIn) ? msBetween(random, 32_000, 40_000) : msBetween(random, 1_000, 20_000);
}
