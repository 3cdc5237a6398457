import { AppError } from '@facteur/primitives';
import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRequest, CallResult, Connector } from '../connector.ts';
import { withBreaker } from './breaker.ts';

const call: CallRequest = { operation: 'a.x', input: {} };
const down = (details: Record<string, unknown> = {}) =>
  new AppError('CONNECTOR_FAILED', 'down', { retry: 'later', sent: true, ...details });

let clock: FakeClock;
let made: number;
/** What the next call meets. */
let answer: () => Promise<CallResult>;
let guarded: Connector;
beforeEach(() => {
  clock = fakeClock();
  made = 0;
  const bare: Connector = {
    name: 'a',
    operations: [],
    call: () => {
      made += 1;
      return answer();
    },
    async close() {},
  };
  guarded = withBreaker(bare, { failures: 3, restMs: 1_000, clock });
});

const fails = async (error: Error, times = 1, request = call): Promise<void> => {
  answer = () => Promise.reject(error);
  for (let n = 0; n < times; n += 1) await expect(guarded.call(request)).rejects.toBe(error);
};
const works = async (): Promise<void> => {
  answer = async () => ({ ok: true, output: {} });
  await guarded.call(call);
};
const isOpen = async (): Promise<boolean> => {
  const before = made;
  answer = () => Promise.reject(down());
  const error = await guarded.call(call).catch((thrown: unknown) => thrown);
  if (made > before) return false;
  expect(error).toMatchObject({ code: 'CONNECTOR_FAILED', retry: 'later', details: { sent: false } });
  return true;
};

describe('a circuit breaker', () => {
  it('sends nothing any more after failures in a row', async () => {
    await fails(down(), 3);
    expect(await isOpen()).toBe(true);
  });

  it('forgets failures when a call works between', async () => {
    await fails(down(), 2);
    await works();
    await fails(down(), 2);
    expect(await isOpen()).toBe(false);
  });

  it.each([
    { name: 'calls that are wrong', error: new AppError('BAD_INPUT', 'no') },
    { name: 'calls that waited too long for their turn', error: down({ limited: true }) },
    { name: 'answers that say the request is wrong', error: down({ status: 404 }) },
  ])('does not count $name', async ({ error }) => {
    await fails(error, 5);
    expect(await isOpen()).toBe(false);
  });

  it.each([{ status: 500 }, { status: 503 }, { status: 429 }, {}])('counts failures with %p', async (details) => {
    await fails(down(details), 3);
    expect(await isOpen()).toBe(true);
  });

  it('does not count calls that were cancelled', async () => {
    await fails(down(), 5, { ...call, signal: AbortSignal.abort() });
    expect(await isOpen()).toBe(false);
  });

  it('lets one call try after its rest, and closes when that works', async () => {
    await fails(down(), 3);
    await clock.advance(999);
    expect(await isOpen()).toBe(true);
    await clock.advance(1);
    let finish: (result: CallResult) => void = () => undefined;
    answer = () => new Promise((resolve) => (finish = resolve));
    const probe = guarded.call(call);
    expect(await isOpen()).toBe(true);
    finish({ ok: false, code: 'not-found', message: '' });
    await probe;
    await fails(down(), 2);
    expect(await isOpen()).toBe(false);
  });

  it('rests again when the try fails', async () => {
    await fails(down(), 3);
    await clock.advance(1_000);
    await fails(down());
    await clock.advance(999);
    expect(await isOpen()).toBe(true);
  });

  it('tries again at once when the try said nothing', async () => {
    await fails(down(), 3);
    await clock.advance(1_000);
    await fails(new AppError('BAD_INPUT', 'no'));
    await works();
    expect(await isOpen()).toBe(false);
  });
});
