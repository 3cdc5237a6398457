/** Runs effects after they are written: at least once, a bounded number at a time, with retries; hands their results back. */
import { setMaxListeners } from 'node:events';
import { AppError, backOffMs, isAppError, messageOf } from '@facteur/primitives';
import { codeOf, tellable } from './failure.ts';
import type { EffectRequest, EffectResult, Flow } from './flow.ts';
import type { EffectPlace, HoldGate } from './hold-gate.ts';
import type { Kernel } from './kernel.ts';

/** The effects of one flow in this process. */
export interface EffectPool {
  /** Starts `effect` unless it runs already. */
  start(effect: EffectRequest, place: EffectPlace): void;
  /** Effects that run or wait for a place. */
  size(): number;
  /** Resolves when fewer than `count` run or wait, or the pool stops: what slows down a flow that makes effects faster than they end. */
  below(count: number): Promise<void>;
  /** Lets attempts that run end; effects that wait stay written and are taken up again at the next start. */
  stop(): Promise<void>;
}

type Report = (effect: EffectRequest, result: EffectResult, key: string, subject: string) => Promise<void>;

/**
 * @param gate keeps back what must wait for a decision
 * @param report gets every result; called once per effect that runs
 */
export function openEffectPool<State>(flow: Flow<State>, kernel: Kernel, gate: HoldGate, report: Report): EffectPool {
  const running = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  const watchers: { count: number; resolve: () => void }[] = [];
  const stopping = new AbortController();
  // Every effect that runs listens: that is no leak.
  setMaxListeners(0, stopping.signal);
  let places = kernel.limits.effectsAtOnce;

  const place = async (): Promise<void> => {
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else places += 1;
  };
  const settle = (id: string): void => {
    running.delete(id);
    for (const watcher of watchers.filter(({ count }) => running.size < count)) {
      watchers.splice(watchers.indexOf(watcher), 1);
      watcher.resolve();
    }
  };
  const perform = async (effect: EffectRequest, from: EffectPlace): Promise<void> => {
    if (gate.isShut() && (await gate.holds(effect, from))) return;
    const { key, subject } = from;
    await place();
    // What is done gives its place to the next one while its result is being written.
    const result = await attempt(flow, kernel, effect, { key, subject, signal: stopping.signal }).finally(leave);
    if (result) await report(effect, result, key, subject);
  };
  return {
    size: () => running.size,
    below: (count) =>
      running.size < count || stopping.signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => watchers.push({ count, resolve })),
    start(effect, from) {
      const id = `${from.key}/${effect.id}`;
      if (stopping.signal.aborted || running.has(id)) return;
      const done = perform(effect, from)
        .catch((error: unknown) =>
          kernel.log.error(
            { flow: flow.name, case: from.subject, error: tellable(error) },
            'effect result lost; the sweep takes it up',
          ),
        )
        .finally(() => settle(id));
      running.set(id, done);
    },
    async stop() {
      stopping.abort();
      for (const wake of waiting.splice(0)) wake();
      for (const { resolve } of watchers.splice(0)) resolve();
      await Promise.all(running.values());
    },
  };
}

/** Undefined when the process stops before the effect could be done: it stays pending. */
async function attempt<State>(
  flow: Flow<State>,
  kernel: Kernel,
  effect: EffectRequest,
  about: { key: string; subject: string; signal: AbortSignal },
): Promise<EffectResult | undefined> {
  const { limits, metrics, clock, random } = kernel;
  const count = (outcome: string): void => metrics.effects.inc({ flow: flow.name, effect: effect.kind, outcome });
  for (let tries = 1; !about.signal.aborted; tries += 1) {
    try {
      const runner = flow.effects.get(effect.kind);
      if (!runner) throw new AppError('INTERNAL', `${flow.name} cannot do ${effect.kind}`);
      const value = await runner.run(effect, about);
      count('done');
      return { ok: true, value };
    } catch (error) {
      const code = codeOf(error);
      const isFinal = isAppError(error) && error.retry === 'never';
      // Cut short by the stop, it was neither done nor failed.
      if (about.signal.aborted && !isFinal) return undefined;
      const isLast = isFinal || !isAppError(error) || tries >= limits.effectAttempts;
      kernel.log.warn(
        { flow: flow.name, effect: effect.kind, case: about.subject, code, tries, error: tellable(error) },
        isLast ? 'effect failed' : 'effect failed, trying again',
      );
      count(isLast ? 'failed' : 'retried');
      if (isLast) return { ok: false, code, message: messageOf(error) };
      await clock.wait(backOffMs(tries, random, limits.effectBackOff), about.signal);
    }
  }
  return undefined;
}
