/** What every runner is given, and the limits it keeps to. */
import type { Bus } from '@facteur/bus';
import type { KeyStore } from '@facteur/keys';
import type { BackOff, Clock, Random } from '@facteur/primitives';
import type { Store } from '@facteur/store';
import type { OpenedEvents } from './event-codec.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';

/** The ports and settings of the kernel. */
export interface Kernel {
  readonly bus: Bus;
  readonly store: Store;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits: Limits;
  /** Events opened last, shared by the flows of a process. Absent: each flow opens each event. */
  readonly opened?: OpenedEvents;
}

/** Bounds; every one has a default in `defaultLimits`. */
export interface Limits {
  /** Inputs handled in one turn. */
  readonly maxTurn: number;
  /** Attempts before an event is put aside. */
  readonly handlerAttempts: number;
  readonly handlerBackOff: BackOff;
  /** Attempts before an effect is reported as failed. */
  readonly effectAttempts: number;
  readonly effectBackOff: BackOff;
  /** Effects that run at once, per flow. */
  readonly effectsAtOnce: number;
  /** How long handled ids are kept: longer than any topic's retention. */
  readonly inboxMs: number;
  /** How often due timers are looked for. */
  readonly timerPollMs: number;
  /** How often what a dead process left pending is looked for, and how old it must be. */
  readonly sweepMs: number;
  /** How old it must be at a start. 0 where nobody else can be at it; otherwise as old as for a sweep. */
  readonly startSweepMs: number;
}

const DAY_MS = 86_400_000;

/** The defaults. */
export const defaultLimits: Limits = {
  maxTurn: 500,
  handlerAttempts: 5,
  handlerBackOff: { baseMs: 200, maxMs: 5_000 },
  effectAttempts: 6,
  effectBackOff: { baseMs: 500, maxMs: 30_000 },
  effectsAtOnce: 64,
  inboxMs: 8 * DAY_MS,
  timerPollMs: 500,
  sweepMs: 30_000,
  startSweepMs: 0,
};
