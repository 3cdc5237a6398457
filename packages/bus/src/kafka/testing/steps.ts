/** Steps of a test that may hang: one that does says what had moved until then, where a bare time-out says nothing. */
import { type Clock, messageOf, systemClock } from '@facteur/primitives';
import type { Report } from '../failures.ts';

const SHOWN_FAILURES = 8;

/** The steps of one test, which have a time limit together. */
export interface Steps {
  /** To be used as `onError` of the bus: the last failures are part of what is said. */
  readonly report: Report;
  /** From now on this counts how far each part is, and moves are counted from here. */
  watch(counts: () => Readonly<Record<string, number>>): void;
  /** @throws Error that says who moved and who stood still when `work` has not ended at the time limit */
  take<T>(name: string, work: Promise<T>): Promise<T>;
}

/** Begins to count time. */
export function createSteps(limitMs: number, clock: Clock = systemClock): Steps {
  const failures: string[] = [];
  const over = clock.wait(limitMs);
  let counts: () => Readonly<Record<string, number>> = () => ({});
  let before = counts();
  const moves = (): string[] =>
    Object.entries(counts()).map(([part, count]) => {
      const moved = count - (before[part] ?? 0);
      return moved === 0 ? `${part} stands still at ${count}` : `${part} +${moved}`;
    });
  return {
    report: (error, place) => {
      failures.push(`${JSON.stringify(place)}: ${messageOf(error)}`);
    },
    watch: (next) => {
      counts = next;
      before = { ...next() };
    },
    take: async (name, work) => {
      const stuck = over.then((): never => {
        const last = failures.slice(-SHOWN_FAILURES).map((failure) => `\n  ${failure}`);
        throw new Error(`"${name}" had not ended after ${limitMs} ms: ${moves().join(', ')}${last.join('')}`);
      });
      return Promise.race([work, stuck]);
    },
  };
}
