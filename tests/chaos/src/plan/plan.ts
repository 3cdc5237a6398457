/** Everything that a seed decides: which mails, which faults, at which moments of the stream. Pure. */
import { seededRandom } from '@facteur/primitives/testing';
import type { Mode, Options } from '../options.ts';
import { drawCustomers, type PlannedCustomer } from './customers.ts';
import { drawFaults, type PlannedFault } from './faults.ts';

export interface Plan {
  readonly streamMs: number;
  readonly customers: readonly PlannedCustomer[];
  readonly faults: readonly PlannedFault[];
}

/** Customers who write, per second. */
const PER_SECOND: Readonly<Record<Mode, number>> = { embedded: 20, kafka: 1 };
/**
 * Customers in all, about. FerretDB on SQLite looks through a whole collection for every write at a version (measured: 1 ms for
 * each document there), so that a longer stream must be a thinner one.
 */
const MOST: Readonly<Record<Mode, number>> = { embedded: 75_000, kafka: 240 };

/** The same options, the same plan. */
export function makePlan({ mode, seed, minutes }: Omit<Options, 'isJson'>): Plan {
  const streamMs = Math.round(minutes * 60_000);
  // Streams of their own: a change of the one leaves the other as it was.
  const perSecond = Math.min(PER_SECOND[mode], MOST[mode] / (minutes * 60));
  const customers = drawCustomers(seededRandom(seed), streamMs, perSecond);
  return { streamMs, customers, faults: drawFaults(seededRandom(seed ^ 0x5bd1e995), mode, streamMs) };
}
