/** Runs of a journey in tests: inputs by short names, every snapshot through JSON as if it had been kept. */
import type { Journey } from '../journey.ts';
import type { JourneyInput, JourneySnapshot } from '../machine/run.ts';
import { type StepResult, step } from '../step.ts';

/** Runs the inputs one after the other and gives the last result. */
export function run(of: Journey, ...inputs: readonly JourneyInput[]): StepResult {
  let snapshot: JourneySnapshot | undefined;
  let result: StepResult | undefined;
  for (const input of inputs) {
    result = step(of, snapshot, input);
    snapshot = JSON.parse(JSON.stringify(result.snapshot));
  }
  if (result === undefined) throw new Error('no input');
  return result;
}

/** A call that worked. */
export function done(name: string, output: unknown, visit = 1): JourneyInput {
  return { type: 'call-done', step: name, visit, output };
}

/** A call that did not. */
export function failed(code: string, visit = 1, name = 'retrouver'): JourneyInput {
  return { type: 'call-failed', step: name, visit, code, message: 'x' };
}

/** What an advisor decided. */
export function reviewed(name: string, option: string, visit = 1, data = {}): JourneyInput {
  return { type: 'reviewed', step: name, visit, option, data };
}

/** A mail of the customer. */
export function mail(
  text: string,
  data = {},
  documents: readonly { readonly name: string; readonly type: string }[] = [],
): JourneyInput {
  return { type: 'mail', data, documents, text };
}

/** A timer that fell due. */
export function timer(name: string): JourneyInput {
  return { type: 'timer', name };
}
