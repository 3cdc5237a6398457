/** What a pump works with, and what one of its turns gathers. */
import type { Collection } from '@facteur/store';
import type { EffectPool } from './effects.ts';
import type { Keys } from './event-codec.ts';
import type { Flow } from './flow.ts';
import type { Kernel } from './kernel.ts';
import type { Parking } from './parking.ts';
import type { PublishedIds } from './published.ts';
import type { Recent } from './recent.ts';
import type { OutboxEntry, StateDocument } from './state-document.ts';
import type { Entry } from './work.ts';

/** What the pump works with. */
export interface PumpParts<State> {
  readonly flow: Flow<State>;
  readonly kernel: Kernel;
  readonly collection: Collection;
  /** Where log entries go, for flows that write some. */
  readonly entries: Collection | undefined;
  readonly parking: Parking;
  readonly published: PublishedIds;
  /** Documents as this process wrote them last; one that another process wrote meanwhile shows by a version conflict. */
  readonly written: Recent<StateDocument<State>>;
  readonly pool: () => EffectPool;
  /** Told of documents that are pending for no more than a published outbox. */
  readonly settled: (key: string, subject: string) => void;
  /** Aborts when the runner stops: what fails is handed back to the bus instead of tried again. */
  readonly signal: AbortSignal;
  /** When this process began (ms). */
  readonly startedMs: number;
}

/** Entries of one key that wait to be tried again. */
export interface Held {
  readonly entries: readonly Entry[];
  readonly waitMs: number;
}

/** What a turn leaves to do. */
export interface TurnEnd {
  readonly again: readonly Entry[];
  readonly held: readonly Held[];
}

/** A turn under way: what it gathers beside the works. */
export interface Round<State> extends PumpParts<State> {
  readonly keys: Keys;
  readonly again: Entry[];
  readonly held: Held[];
  /** Dead letters and reviews to publish. */
  readonly letters: OutboxEntry[];
  /** Parked: settled once `letters` are published. */
  readonly aside: Entry[];
}
