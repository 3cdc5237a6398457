import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { createGate, createRecorder } from '../testing/recorder.ts';
import type { FetchedMessage } from './encode.ts';
import { createLane, type LanePorts } from './lane.ts';

describe('a lane', () => {
  function fetched(from: number, count: number, size = 1): FetchedMessage[] {
    return Array.from({ length: count }, (_, i) => ({
      key: 'k',
      offset: from + i,
      json: JSON.stringify({ n: from + i }).padEnd(size),
    }));
  }
  function opened(handle: LanePorts['handle'], ready: Promise<unknown> = Promise.resolve()) {
    const clock = fakeClock();
    const handled: number[] = [];
    const failures: number[] = [];
    const lane = createLane('t', 0, ready, {
      handle,
      maxBatch: 2,
      clock,
      random: seededRandom(1),
      maxQueued: 1000,
      onFailure: (_, attempt) => failures.push(attempt),
      onHandled: (next) => handled.push(next),
    });
    return { lane, clock, handled, failures };
  }

  it('hands on in slices, and marks each once it is handled', async () => {
    const recorder = createRecorder();
    const { lane, handled } = opened(recorder.handle);
    lane.push(fetched(7, 5));
    await recorder.until(() => recorder.messages.length === 5);
    await lane.end();
    expect(recorder.batchSizes).toEqual([2, 2, 1]);
    expect(handled).toEqual([9, 11, 12]);
  });

  it('hands over nothing before it is ready', async () => {
    const recorder = createRecorder();
    const gate = createGate();
    const { lane, clock } = opened(recorder.handle, gate.opened);
    lane.push(fetched(0, 2));
    await clock.advance(0);
    expect(recorder.messages).toEqual([]);
    gate.open();
    await recorder.until(() => recorder.messages.length === 2);
    await lane.end();
  });

  it('hands over the same slice, as it was published, until it is handled, with longer and longer waits', async () => {
    const seen: unknown[] = [];
    let failing = 3;
    const { lane, clock, handled, failures } = opened(async ({ messages }) => {
      seen.push(messages.map(({ value }) => ({ ...(value as object) })));
      for (const { value } of messages) (value as { n: number }).n = -1;
      failing -= 1;
      if (failing >= 0) throw new Error('not yet');
    });
    lane.push(fetched(0, 2));
    await clock.advance(0);
    lane.push(fetched(2, 1));
    await clock.advance(100_000);
    await lane.end();
    expect(seen).toEqual([...Array.from({ length: 4 }, () => [{ n: 0 }, { n: 1 }]), [{ n: 2 }]]);
    expect(failures).toEqual([1, 2, 3]);
    expect(handled).toEqual([2, 3]);
  });

  it('ends after the running batch, which it tells, and keeps what that has done', async () => {
    const gate = createGate();
    const recorder = createRecorder(({ signal }) => {
      signal.addEventListener('abort', gate.open);
      return gate.opened;
    });
    const { lane, handled } = opened(recorder.handle);
    lane.push(fetched(0, 4));
    await recorder.until(() => recorder.messages.length === 2);
    await lane.end();
    expect(recorder.messages).toHaveLength(2);
    expect(handled).toEqual([2]);
  });

  it('ends at once while it waits to try again', async () => {
    const recorder = createRecorder(() => {
      throw new Error('never');
    });
    const { lane, clock, handled } = opened(recorder.handle);
    lane.push(fetched(0, 1));
    await clock.advance(0);
    await lane.end();
    expect(handled).toEqual([]);
    expect(recorder.messages).toHaveLength(1);
  });

  it('is full above its limit, and has room again at half of it', async () => {
    const gates = [createGate(), createGate(), createGate()];
    let batch = 0;
    const { lane, clock } = opened(() => gates[batch++]?.opened ?? Promise.resolve());
    lane.push(fetched(0, 6, 200)); // 2 are handed over, 4 wait
    await clock.advance(0);
    expect(lane.isFull()).toBe(true);
    let hasRoom = false;
    const room = lane.room().then(() => {
      hasRoom = true;
    });
    await clock.advance(0);
    expect(hasRoom).toBe(false);
    gates[0]?.open();
    await room;
    expect(lane.isFull()).toBe(false);
    for (const gate of gates) gate.open();
    await lane.end();
  });

  it('delivers what is not JSON as text, for the consumer to set aside', async () => {
    const recorder = createRecorder();
    const { lane } = opened(recorder.handle);
    lane.push([{ key: 'k', offset: 0, json: '{"cut' }]);
    await recorder.until(() => recorder.messages.length === 1);
    await lane.end();
    expect(recorder.messages.map(({ value }) => value)).toEqual(['{"cut']);
  });
});
