/** What the port promises about groups and their members. */
import { expect, it } from '@jest/globals';
import type { Batch, Bus, Subscription } from '../bus.ts';
import { createGate, createRecorder, type Recorder } from './recorder.ts';
import { expectAllInOrder, keysOf, numbered, numberOf } from './samples.ts';
import type { CurrentBus } from './test-bus.ts';

const TOPIC = 'contract.many';

function join(bus: Bus, recorder: Recorder): Promise<Subscription> {
  return bus.subscribe({ group: 'g', topics: [TOPIC], maxBatch: 10, handle: recorder.handle });
}

async function committedBy(bus: Bus): Promise<number[]> {
  return (await bus.lag('g')).map(({ committed }) => committed);
}

/** Lets everything that is ready run. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Work that fails the test when two batches of one partition run at the same time. */
function alone(overlaps: string[]): (batch: Batch) => Promise<void> {
  const active = new Set<number>();
  return async ({ partition }) => {
    if (active.has(partition)) overlaps.push(`partition ${partition}`);
    active.add(partition);
    await nextTurn();
    active.delete(partition);
  };
}

/** Groups, members, rebalancing, closing. */
export function describeSharing(current: CurrentBus): void {
  it('gives every group every message', async () => {
    const { bus } = current();
    const recorders = [createRecorder(), createRecorder(), createRecorder()];
    for (const [index, { handle }] of recorders.entries()) {
      await bus.subscribe({ group: `group-${index}`, topics: [TOPIC], handle });
    }
    await bus.publish(numbered(TOPIC, keysOf(10), 50));
    await bus.idle();
    for (const { messages } of recorders) expectAllInOrder(messages, keysOf(10), 5);
  });

  it('shares the partitions among the members of a group', async () => {
    const { bus } = current();
    const [first, second] = [createRecorder(), createRecorder()];
    await join(bus, first);
    await join(bus, second);
    let rounds = 0;
    while (first.messages.length === 0 || second.messages.length === 0) {
      await bus.publish(numbered(TOPIC, keysOf(20), 20, rounds));
      await bus.idle();
      rounds += 1;
    }
    expect(first.messages.length + second.messages.length).toBeGreaterThanOrEqual(rounds * 20);
    expect(new Set([...first.messages, ...second.messages].map(({ key }) => key)).size).toBe(20);
  });

  it('gives a member only the topics it asked for', async () => {
    const { bus } = current();
    const [many, one] = [createRecorder(), createRecorder()];
    await bus.subscribe({ group: 'g', topics: ['contract.many'], handle: many.handle });
    await bus.subscribe({ group: 'g', topics: ['contract.one', 'contract.next'], handle: one.handle });
    await bus.publish(['contract.many', 'contract.one', 'contract.next'].flatMap((t) => numbered(t, keysOf(4), 4)));
    await bus.idle();
    expect([...new Set(many.messages.map(({ topic }) => topic))]).toEqual(['contract.many']);
    expect([...new Set(one.messages.map(({ topic }) => topic))].sort()).toEqual(['contract.next', 'contract.one']);
  });

  it('loses nothing, keeps order and never overlaps while members come and go', async () => {
    const { bus } = current();
    const overlaps: string[] = [];
    const recorder = createRecorder(alone(overlaps));
    const members = [await join(bus, recorder)];
    const keys = keysOf(12);
    for (let round = 0; round < 12; round += 1) {
      await bus.publish(numbered(TOPIC, keys, 36, round * 3));
      if (round % 3 === 2) await members.shift()?.close();
      else members.push(await join(bus, recorder));
    }
    await bus.idle();
    expectAllInOrder(recorder.messages, keys, 36);
    expect(overlaps).toEqual([]);
  });

  it('hands the work of a member that left to the others', async () => {
    const { bus } = current();
    const [leaver, stayer] = [createRecorder(), createRecorder()];
    const leaving = await join(bus, leaver);
    await join(bus, stayer);
    await leaving.close();
    const seen = leaver.messages.length;
    await bus.publish(numbered(TOPIC, keysOf(20), 40));
    await bus.idle();
    expectAllInOrder(stayer.messages, keysOf(20), 2);
    expect(leaver.messages).toHaveLength(seen);
  });

  it('keeps the place of a group that has no member', async () => {
    const { bus } = current();
    const [before, after] = [createRecorder(), createRecorder()];
    const subscription = await join(bus, before);
    await bus.publish(numbered(TOPIC, ['k'], 3));
    await bus.idle();
    await subscription.close();
    await bus.publish(numbered(TOPIC, ['k'], 2, 3));
    await join(bus, after);
    await bus.idle();
    expect(before.messages.map(numberOf)).toEqual([0, 1, 2]);
    expect(after.messages.map(numberOf)).toEqual([3, 4]);
  });

  it.each(['the subscription', 'the bus'])(
    'closing %s tells a running batch, lets it end and commits it',
    async (what) => {
      const test = current();
      const gate = createGate();
      const told = createGate();
      const order: string[] = [];
      const recorder = createRecorder(async ({ signal }) => {
        signal.addEventListener('abort', told.open, { once: true });
        await gate.opened;
        order.push('batch ended');
      });
      await test.bus.publish(numbered('contract.one', ['k'], 3));
      const subscription = await test.bus.subscribe({ group: 'g', topics: ['contract.one'], handle: recorder.handle });
      await recorder.until(() => recorder.messages.length === 3);
      const closing = (what === 'the bus' ? test.bus : subscription).close().then(() => order.push('closed'));
      await told.opened;
      await nextTurn(); // a close that did not wait would be over by now
      gate.open();
      await closing;
      expect(order).toEqual(['batch ended', 'closed']);
      if (what === 'the subscription') expect(await committedBy(test.bus)).toEqual([3]);

      const bus = await test.reopen();
      const after = createRecorder();
      await bus.publish(numbered('contract.one', ['k'], 1, 3));
      await bus.subscribe({ group: 'g', topics: ['contract.one'], handle: after.handle });
      await bus.idle();
      expect(after.messages.map(numberOf)).toEqual([3]);
    },
  );

  it('delivers again what a batch that was told to stop did not finish', async () => {
    const { bus } = current();
    const stopped = createRecorder(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    );
    const subscription = await join(bus, stopped);
    await bus.publish(numbered(TOPIC, ['k'], 4));
    await stopped.until(() => stopped.messages.length > 0);
    await subscription.close();
    const next = createRecorder();
    await join(bus, next);
    await bus.idle();
    expectAllInOrder(next.messages, ['k'], 4);
  });
}
