/** The connectors of a test: each call takes its answer from what the author wrote under `given`. */
import type { Given, SimulatedAnswer } from './journey-test.ts';
import { holds } from './values.ts';

/** Answers a call; an operation without (further) answers is `unavailable`. */
export type SimulatedConnectors = (operation: string, input: Readonly<Record<string, unknown>>) => SimulatedAnswer;

/** Opens the connectors of one test: it remembers which answers were consumed. */
export function simulateConnectors(given: ReadonlyMap<string, Given>): SimulatedConnectors {
  const calls = new Map<string, number>();
  return (operation, input) => {
    const nth = calls.get(operation) ?? 0;
    calls.set(operation, nth + 1);
    const script = given.get(operation);
    if (script === undefined) return { error: 'unavailable' };
    const row =
      script.kind === 'queue'
        ? script.rows[nth]
        : script.rows.find(({ when }) => when === undefined || holds(when, input));
    return row?.answer ?? { error: 'unavailable' };
  };
}
