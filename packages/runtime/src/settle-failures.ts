/** What becomes of inputs that failed: tried again later, or given up so that others go on. */
import { backOffMs, isAppError } from '@facteur/primitives';
import { deadLetterEvents } from './dead-letter.ts';
import { type FailureReason, mayRetry, reasonOf } from './failure.ts';
import type { Round } from './round.ts';
import { type Entry, refuse, type Work } from './work.ts';

/** Holds, parks, abandons or refuses the failed input of each work; hands back those behind it. */
export async function settleFailures<State>(round: Round<State>, works: readonly Work<State>[]): Promise<void> {
  const { kernel, flow } = round;
  for (const { failure, subject } of works) {
    if (!failure) continue;
    const { entry, error, rest } = failure;
    // A process of a later version can read it, this one never will: back to the bus, whose back-off lets others take it.
    if (isAppError(error, 'DATA_FOLDER_NEWER')) {
      for (const one of [entry, ...rest]) refuse(one, error);
      continue;
    }
    entry.attempts += 1;
    const reason = reasonOf(error, entry.attempts);
    const { code, attempts, message } = reason;
    kernel.log.warn({ flow: flow.name, case: subject, code, attempts, error: message }, 'handler failed');
    if (mayRetry(error) && attempts < kernel.limits.handlerAttempts) {
      kernel.metrics.retries.inc({ flow: flow.name, code });
      const waitMs = backOffMs(attempts, kernel.random, kernel.limits.handlerBackOff);
      round.held.push({ entries: [entry, ...rest], waitMs });
    } else {
      await giveUp(round, entry, error, reason);
      round.again.push(...rest);
    }
  }
}

async function giveUp<State>(round: Round<State>, entry: Entry, error: unknown, reason: FailureReason): Promise<void> {
  const { parking, kernel, flow, keys } = round;
  const { key, subject, parked, input } = entry;
  if (parked) {
    await parking.add(flow.name, key, subject, [parked], reason);
    const context = { nowMs: kernel.clock.now(), random: kernel.random, keys };
    round.letters.push(...deadLetterEvents(flow.name, subject, parked, reason, context));
    round.aside.push(entry);
  } else if (input.kind === 'effect') {
    // Left as it is, the effect would be done again at each sweep.
    entry.input = { kind: 'abandoned', id: input.id, effect: input.effect, reason };
    round.again.push(entry);
  } else {
    refuse(entry, error);
    return;
  }
  kernel.metrics.deadLetters.inc({ flow: flow.name, code: reason.code });
}
