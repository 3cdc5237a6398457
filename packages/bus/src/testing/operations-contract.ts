/** What the port promises beside delivery: refusals, lag, tail, idle, closing. */
import { describe, expect, it } from '@jest/globals';
import type { Bus, PartitionLag } from '../bus.ts';
import { createGate, createRecorder } from './recorder.ts';
import { keysOf, numbered, numberOf } from './samples.ts';
import type { CurrentBus } from './test-bus.ts';

function behind(lag: readonly PartitionLag[]): number {
  return lag.reduce((sum, { committed, end }) => sum + end - committed, 0);
}

const nothing = async (): Promise<void> => undefined;

/** Everything of the port that is not delivery. */
export function describeOperations(current: CurrentBus): void {
  describe('a topic that was not declared', () => {
    it.each<{ name: string; call: (bus: Bus) => Promise<unknown> }>([
      { name: 'publish', call: (bus) => bus.publish(numbered('no.such', ['k'], 1)) },
      { name: 'subscribe', call: (bus) => bus.subscribe({ group: 'g', topics: ['no.such'], handle: nothing }) },
      { name: 'tail', call: (bus) => bus.tail(['no.such'], () => undefined) },
    ])('is refused by $name', async ({ call }) => {
      await expect(call(current().bus)).rejects.toMatchObject({ code: 'NOT_FOUND', retry: 'never' });
    });
  });

  it('accepts a call without messages', async () => {
    await expect(current().bus.publish([])).resolves.toBeUndefined();
  });

  it('says how far a group is behind', async () => {
    const { bus } = current();
    const gate = createGate();
    const recorder = createRecorder(() => gate.opened);
    expect(behind(await bus.lag('g'))).toBe(0);
    await bus.subscribe({ group: 'g', topics: ['contract.many'], handle: recorder.handle });
    await bus.publish(numbered('contract.many', keysOf(10), 25));
    await recorder.until(() => recorder.messages.length > 0);
    expect(behind(await bus.lag('g'))).toBe(25);
    gate.open();
    await bus.idle();
    const lag = await bus.lag('g');
    expect(behind(lag)).toBe(0);
    expect(lag.reduce((sum, { end }) => sum + end, 0)).toBe(25);
    expect(lag.map(({ topic, partition }) => `${topic}/${partition}`).sort()).toEqual(
      [0, 1, 2, 3].map((partition) => `contract.many/${partition}`),
    );
  });

  it('lets a tail see only what is published while it listens', async () => {
    const { bus } = current();
    await bus.publish(numbered('contract.one', ['k'], 3));
    const recorder = createRecorder();
    const tail = await bus.tail(['contract.one', 'contract.next'], (topic, message) =>
      recorder.handle({ topic, partition: 0, messages: [message], signal: new AbortController().signal }),
    );
    await bus.publish([...numbered('contract.one', ['k'], 2, 3), ...numbered('contract.many', ['k'], 2)]);
    await bus.publish(numbered('contract.next', ['k'], 1, 9));
    await recorder.until(() => recorder.messages.length >= 3);
    await tail.close();
    await bus.publish(numbered('contract.one', ['k'], 1, 5));
    await bus.idle();
    expect(recorder.messages.map((message) => `${message.topic} ${numberOf(message)}`).sort()).toEqual([
      'contract.next 9',
      'contract.one 3',
      'contract.one 4',
    ]);
  });

  it('publishes on when a tail listener throws', async () => {
    const { bus } = current();
    const seen = createRecorder();
    await bus.tail(['contract.one'], () => {
      throw new Error('listener');
    });
    await bus.tail(['contract.one'], (topic, message) =>
      seen.handle({ topic, partition: 0, messages: [message], signal: new AbortController().signal }),
    );
    await bus.publish(numbered('contract.one', ['k'], 2));
    await seen.until(() => seen.messages.length === 2);
    expect(seen.messages.map(numberOf)).toEqual([0, 1]);
  });

  it('is idle at once when nobody consumes', async () => {
    const { bus } = current();
    await bus.publish(numbered('contract.one', ['k'], 2));
    await expect(bus.idle()).resolves.toBeUndefined();
  });

  it('is idle only when handlers are done, with what they published too', async () => {
    const { bus } = current();
    const last = createRecorder();
    const first = createRecorder(async ({ messages }) => {
      await bus.publish(messages.map(({ key, value }) => ({ topic: 'contract.next', key, value })));
    });
    await bus.subscribe({ group: 'first', topics: ['contract.many'], handle: first.handle });
    await bus.subscribe({ group: 'last', topics: ['contract.next'], handle: last.handle });
    await bus.publish(numbered('contract.many', keysOf(10), 30));
    await bus.idle();
    expect(new Set(last.messages.map((message) => `${message.key} ${numberOf(message)}`)).size).toBe(30);
  });

  it('refuses work once it is closed', async () => {
    const { bus } = current();
    await bus.close();
    const refused = { code: 'BUS_UNAVAILABLE', retry: 'later' };
    await expect(bus.publish(numbered('contract.one', ['k'], 1))).rejects.toMatchObject(refused);
    await expect(bus.subscribe({ group: 'g', topics: ['contract.one'], handle: nothing })).rejects.toMatchObject(
      refused,
    );
    await expect(bus.idle()).rejects.toMatchObject(refused);
  });

  it('lets handlers of running batches publish while it closes', async () => {
    const test = current();
    const gate = createGate();
    const recorder = createRecorder(async ({ messages }) => {
      await gate.opened;
      await test.bus.publish(messages.map(({ key, value }) => ({ topic: 'contract.next', key, value })));
    });
    await test.bus.publish(numbered('contract.one', ['k'], 2));
    await test.bus.subscribe({ group: 'g', topics: ['contract.one'], handle: recorder.handle });
    await recorder.until(() => recorder.messages.length === 2);
    const closing = test.bus.close();
    gate.open();
    await closing;
    const bus = await test.reopen();
    const next = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.next'], handle: next.handle });
    await bus.idle();
    expect(next.messages.map(numberOf)).toEqual([0, 1]);
  });
}
