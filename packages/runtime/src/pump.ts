/**
 * The heart of a flow: a queue of inputs that are taken in turns, one turn at a time per process, so that only another process
 * can cause a version conflict. Inputs of one key never overtake each other.
 */
import { backOffMs, isAppError } from '@facteur/primitives';
import { codeOf, reasonOf, stoppingError, tellable } from './failure.ts';
import type { Held, PumpParts, TurnEnd } from './round.ts';
import { turn } from './turn.ts';
import { type Entry, refuse } from './work.ts';

/** Takes inputs and sees them through. */
export interface Pump {
  push(entries: readonly Entry[]): void;
  /** True while something is queued, being handled, or waiting to be tried again. */
  busy(): boolean;
  /** Resolves when nothing is. */
  drained(): Promise<void>;
}

/** Opens the pump of one flow. */
export function openPump<State>(parts: PumpParts<State>): Pump {
  const { kernel, signal } = parts;
  const queue: Entry[] = [];
  const held = new Map<string, Entry[]>();
  const waits = new Set<Promise<void>>();
  let loop: Promise<void> | undefined;
  /** Halved by each turn that fails as a whole: a store that is slow or away gets less to do at a time, until it answers. */
  let atOnce = kernel.limits.maxTurn;

  const take = (): Entry[] => {
    const alone = queue.findIndex(({ isAlone }) => isAlone);
    const most = alone === 0 ? 1 : alone > 0 ? alone : queue.length;
    return queue.splice(0, Math.min(most, atOnce));
  };
  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const ready = handBack(parts, take()).filter((entry) => !holdBack(held, entry));
      if (ready.length === 0) continue;
      const end = await takeTurn(parts, ready);
      atOnce = end.hasFailed ? Math.max(1, atOnce >> 1) : Math.min(kernel.limits.maxTurn, atOnce * 2);
      queue.unshift(...end.again);
      for (const one of end.held) hold(one);
    }
    loop = undefined;
  };
  const wake = (): void => {
    // A turn never rejects: failures are settled entry by entry.
    loop ??= Promise.resolve().then(run);
  };
  const hold = ({ entries, waitMs }: Held): void => {
    const key = entries[0]?.key ?? '';
    held.set(key, [...entries]);
    const wait = kernel.clock.wait(waitMs, signal).then(() => {
      const released = held.get(key) ?? [];
      held.delete(key);
      waits.delete(wait);
      queue.unshift(...released);
      wake();
    });
    waits.add(wait);
  };
  return {
    push(entries) {
      for (const entry of entries) queue.push(entry);
      if (entries.length > 0) wake();
    },
    busy: () => loop !== undefined || held.size > 0,
    async drained() {
      for (;;) {
        const [wait] = waits;
        if (loop) await loop;
        else if (wait) await wait;
        else return;
      }
    },
  };
}

/** Keeps an input behind an earlier one of its key that waits to be tried again. */
function holdBack(held: Map<string, Entry[]>, entry: Entry): boolean {
  const waiting = held.get(entry.key);
  waiting?.push(entry);
  return waiting !== undefined;
}

/**
 * Once the process stops, events go back to the bus: all of them, since one that failed would be overtaken by those behind it.
 * What commands ask for and what effects have done is still written.
 */
function handBack<State>({ signal, flow }: PumpParts<State>, entries: Entry[]): Entry[] {
  if (!signal.aborted) return entries;
  const isEvent = ({ input }: Entry): boolean => input.kind === 'event' || input.kind === 'unreadable';
  for (const entry of entries) if (isEvent(entry)) refuse(entry, stoppingError(flow.name));
  return entries.filter((entry) => !isEvent(entry));
}

async function takeTurn<State>(
  parts: PumpParts<State>,
  entries: readonly Entry[],
): Promise<TurnEnd & { readonly hasFailed: boolean }> {
  const { kernel, flow } = parts;
  const stop = kernel.metrics.batchDuration.startTimer({ flow: flow.name });
  try {
    const { again, held } = await turn(parts, entries);
    return { again, held, hasFailed: false };
  } catch (error) {
    return { again: await recover(parts, entries, error), held: [], hasFailed: true };
  } finally {
    kernel.metrics.lastHandled.set({ flow: flow.name }, kernel.clock.now() / 1000);
    stop();
  }
}

/** A turn failed as a whole: returns what takes another turn. */
async function recover<State>(
  { kernel, flow, signal }: PumpParts<State>,
  entries: readonly Entry[],
  error: unknown,
): Promise<Entry[]> {
  kernel.log.error({ flow: flow.name, error: tellable(error), code: codeOf(error) }, 'turn failed');
  const open = entries.filter(({ isSettled }) => !isSettled);
  if (signal.aborted) {
    for (const entry of open) refuse(entry, error);
    return [];
  }
  if (isHopeless(error, open, kernel.limits.handlerAttempts)) return isolate(open, error);
  // Callers of commands decide themselves whether to try again.
  for (const entry of open) if (entry.input.kind === 'command') refuse(entry, error);
  await kernel.clock.wait(backOffMs(2, kernel.random, kernel.limits.handlerBackOff), signal);
  return open.filter(({ isSettled }) => !isSettled);
}

/** True when waiting does not help: one of the inputs leads to something that cannot be written or published. */
function isHopeless(error: unknown, open: readonly Entry[], mostAttempts: number): boolean {
  if (isAppError(error)) return error.retry === 'never';
  for (const entry of open) entry.attempts += 1;
  return open.some(({ attempts }) => attempts >= mostAttempts);
}

/** One by one, so that the input at fault is found; that one is given up. */
function isolate(open: readonly Entry[], error: unknown): Entry[] {
  const [entry] = open;
  if (open.length > 1) {
    for (const one of open) one.isAlone = true;
    return [...open];
  }
  if (!entry) return [];
  const { input } = entry;
  if (input.kind === 'event') {
    entry.input = { kind: 'unreadable', id: input.id, error };
    return [entry];
  }
  if (input.kind === 'effect' && !input.isTold) {
    entry.input = { kind: 'abandoned', id: input.id, effect: input.effect, reason: reasonOf(error, entry.attempts) };
    return [entry];
  }
  refuse(entry, error);
  return [];
}
