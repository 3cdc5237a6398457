import { fakeClock } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { settledWithin, unlessAborted, untilAborted, within } from './within.ts';

describe('a bound', () => {
  const never = new Promise<never>(() => undefined);
  const refuse = (): never => {
    throw new Error('refused');
  };
  function stopper() {
    const stop = new AbortController();
    return { signal: stop.signal, abort: () => stop.abort() };
  }

  it('lets through what work comes to in time, and leaves nothing waiting', async () => {
    const clock = fakeClock();
    expect(await within(clock, 1_000, 'answer', Promise.resolve(7))).toBe(7);
    await expect(within(clock, 1_000, 'answer', Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(clock.pending()).toBe(0);
  });

  it('gives up work that takes longer', async () => {
    const clock = fakeClock();
    const late = expect(within(clock, 1_000, 'answer', never)).rejects.toThrow('Kafka did not answer in 1000 ms');
    await clock.advance(1_000);
    await late;
  });

  it('gives up work once a signal aborts, and before work that has not come to anything', async () => {
    const { signal, abort } = stopper();
    expect(await unlessAborted(signal, Promise.resolve(7), () => 'stopped')).toBe(7);
    const stopped = unlessAborted(signal, never, () => 'stopped');
    const refused = expect(unlessAborted(signal, never, refuse)).rejects.toThrow('refused');
    abort();
    expect(await stopped).toBe('stopped');
    await refused;
    expect(await unlessAborted(signal, never, () => 'stopped')).toBe('stopped');
  });

  it('ends with the first of several signals', async () => {
    const [one, other] = [stopper(), stopper()];
    const ended = untilAborted(one.signal, other.signal);
    other.abort();
    await ended;
    expect(one.signal.aborted).toBe(false);
  });

  it('can do with work that fails, or never ends', async () => {
    const clock = fakeClock();
    await settledWithin(clock, 1_000, Promise.reject(new Error('refused')));
    const given = settledWithin(clock, 1_000, never);
    await clock.advance(1_000);
    await given;
    expect(clock.pending()).toBe(0);
  });
});
