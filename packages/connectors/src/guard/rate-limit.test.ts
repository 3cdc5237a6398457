import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRequest, Connector } from '../connector.ts';
import { type RateOptions, withRateLimit } from './rate-limit.ts';

const call: CallRequest = { operation: 'a.x', input: {} };

let clock: FakeClock;
let seen: CallRequest[];
beforeEach(() => {
  clock = fakeClock();
  seen = [];
});
const limit = (options: RateOptions): Connector => {
  const bare: Connector = {
    name: 'a',
    operations: [],
    async call(request) {
      seen.push(request);
      return { ok: true, output: {} };
    },
    async close() {},
  };
  return withRateLimit(bare, { ...options, clock });
};

describe('a rate limit', () => {
  it('lets a burst through and the others in their turn', async () => {
    const connector = limit({ perSecond: 10, burst: 2 });
    const calls = Array.from({ length: 5 }, () => connector.call(call));
    await clock.advance(0);
    expect(seen).toHaveLength(2);
    await clock.advance(100);
    expect(seen).toHaveLength(3);
    await clock.advance(200);
    expect(seen).toHaveLength(5);
    await Promise.all(calls);
  });

  it('refuses what would wait too long, and keeps no turn for it', async () => {
    const connector = limit({ perSecond: 1, burst: 1, maxWaitMs: 1_500 });
    const [first, second, third] = [connector.call(call), connector.call(call), connector.call(call)];
    await expect(third).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      retry: 'later',
      details: { sent: false, limited: true },
    });
    await clock.advance(1_000);
    await Promise.all([first, second]);
    const fourth = connector.call(call);
    await clock.advance(1_000);
    await fourth;
    expect(seen).toHaveLength(3);
  });

  it('counts the wait as part of the call, and never waits longer than that', async () => {
    const connector = limit({ perSecond: 1, burst: 1 });
    await connector.call(call);
    await expect(connector.call({ ...call, timeoutMs: 900 })).rejects.toMatchObject({ details: { sent: false } });
    const waited = connector.call({ ...call, timeoutMs: 1_500 });
    await clock.advance(1_000);
    await waited;
    expect(seen.at(-1)).toMatchObject({ timeoutMs: 500 });
  });

  it('stops waiting when the call is cancelled', async () => {
    const connector = limit({ perSecond: 1, burst: 1 });
    await connector.call(call);
    const caller = new AbortController();
    const waiting = expect(connector.call({ ...call, signal: caller.signal })).rejects.toMatchObject({
      details: { sent: false },
    });
    caller.abort();
    await waiting;
    expect(seen).toHaveLength(1);
  });
});
