/** What the port promises about a message on its way to one consumer. */
import { expect, it } from '@jest/globals';
import { MAX_MESSAGE_BYTES } from '../bus.ts';
import { createGate, createRecorder } from './recorder.ts';
import { expectAllInOrder, keysOf, numbered, numberOf } from './samples.ts';
import type { CurrentBus } from './test-bus.ts';

/** A JSON string of exactly `bytes` bytes, quotes included. */
function textOf(bytes: number): string {
  return 'é'.repeat((bytes - 2) / 2);
}

/** Order, redelivery, sizes, contents. */
export function describeDelivery(current: CurrentBus): void {
  it('keeps order within a key, over calls and batches', async () => {
    const { bus } = current();
    const keys = keysOf(10);
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.many'], maxBatch: 7, handle: recorder.handle });
    const calls = Array.from({ length: 8 }, (_, i) => bus.publish(numbered('contract.many', keys, 30, i * 3)));
    await Promise.all(calls);
    await bus.idle();
    expectAllInOrder(recorder.messages, keys, 24);
    expect(Math.max(...recorder.batchSizes)).toBeLessThanOrEqual(7);
  });

  it('numbers the messages of a partition upwards', async () => {
    const { bus } = current();
    const recorder = createRecorder();
    await bus.publish(numbered('contract.many', keysOf(20), 60));
    await bus.subscribe({ group: 'g', topics: ['contract.many'], handle: recorder.handle });
    await bus.idle();
    expect(recorder.messages).toHaveLength(60);
    for (const partition of new Set(recorder.messages.map((message) => message.partition))) {
      const offsets = recorder.messages
        .filter((message) => message.partition === partition)
        .map(({ offset }) => offset);
      expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
    }
  });

  it('delivers values as they were published', async () => {
    const { bus } = current();
    const value = {
      texte: 'Où est mon colis ? « ça » 🎁 \u2028 \\ "',
      list: [1, -0.5, null, true, []],
      nothing: null,
      deep: { a: {} },
    };
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.one'], handle: recorder.handle });
    await bus.publish([{ topic: 'contract.one', key: 'clé "é"', value }]);
    await bus.idle();
    expect(recorder.messages).toMatchObject([{ key: 'clé "é"', value }]);
  });

  it('starts a new group at the oldest message', async () => {
    const { bus } = current();
    await bus.publish(numbered('contract.one', ['k'], 5));
    const recorder = createRecorder();
    await bus.subscribe({ group: 'late', topics: ['contract.one'], handle: recorder.handle });
    await bus.idle();
    expectAllInOrder(recorder.messages, ['k'], 5);
  });

  it('delivers the same messages again when the handler throws, then goes on', async () => {
    const { bus } = current();
    const failing = [0, 0, 3];
    const recorder = createRecorder(({ messages: [first] }) => {
      if (first === undefined || numberOf(first) !== failing[0]) return;
      failing.shift();
      throw new Error('not today');
    });
    await bus.publish(numbered('contract.one', ['k'], 6));
    await bus.subscribe({ group: 'g', topics: ['contract.one'], maxBatch: 3, handle: recorder.handle });
    await bus.idle();
    expect(failing).toEqual([]);
    expect(recorder.messages.map(numberOf)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]);
  });

  it('does not let a failing partition hold up the others', async () => {
    const { bus } = current();
    let failing: number | undefined;
    const gate = createGate();
    const handled = new Set<number>();
    const recorder = createRecorder(async ({ partition }) => {
      failing ??= partition;
      if (partition === failing) {
        await gate.opened;
        throw new Error('never');
      }
      handled.add(partition);
    });
    await bus.publish(numbered('contract.many', keysOf(40), 40));
    await bus.subscribe({ group: 'g', topics: ['contract.many'], handle: recorder.handle });
    await recorder.until(() => new Set(recorder.messages.map(({ partition }) => partition)).size >= 2);
    gate.open();
    const failed = recorder.messages.find(({ partition }) => partition === failing);
    await recorder.until(() => recorder.messages.filter(({ key }) => key === failed?.key).length > 1);
    await bus.publish(numbered('contract.many', keysOf(40), 40, 1));
    await recorder.until(() =>
      recorder.messages.some((message) => handled.has(message.partition) && numberOf(message) === 1),
    );
    expect(handled.has(failing ?? -1)).toBe(false);
  });

  it('handles batches of different partitions at the same time', async () => {
    const { bus } = current();
    const active = new Set<number>();
    const gate = createGate();
    const recorder = createRecorder(async ({ partition }) => {
      active.add(partition);
      if (active.size > 1) gate.open();
      await gate.opened; // opens only when a second partition arrives
    });
    await bus.publish(numbered('contract.many', keysOf(40), 40));
    await bus.subscribe({ group: 'g', topics: ['contract.many'], handle: recorder.handle });
    await bus.idle();
    expect(active.size).toBeGreaterThan(1);
  });

  it('goes on after a restart where the group had committed', async () => {
    const test = current();
    const before = createRecorder();
    await test.bus.subscribe({ group: 'g', topics: ['contract.many'], handle: before.handle });
    await test.bus.publish(numbered('contract.many', keysOf(10), 30));
    await test.bus.idle();
    const bus = await test.reopen();
    await bus.publish(numbered('contract.many', keysOf(10), 10, 3));
    const after = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.many'], handle: after.handle });
    await bus.idle();
    expectAllInOrder(before.messages, keysOf(10), 3);
    expect(after.messages.map(numberOf)).toEqual(Array.from({ length: 10 }, () => 3));
  });

  it('keeps what nobody has handled over a restart', async () => {
    const test = current();
    const never = createRecorder(() => {
      throw new Error('never');
    });
    await test.bus.subscribe({ group: 'g', topics: ['contract.one'], handle: never.handle });
    await test.bus.publish(numbered('contract.one', ['k'], 4));
    await never.until(() => never.messages.length > 0);
    const bus = await test.reopen();
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.one'], handle: recorder.handle });
    await bus.idle();
    expectAllInOrder(recorder.messages, ['k'], 4);
  });

  it('takes a message of exactly the largest size', async () => {
    const { bus } = current();
    const value = textOf(MAX_MESSAGE_BYTES);
    expect(Buffer.byteLength(JSON.stringify(value))).toBe(MAX_MESSAGE_BYTES);
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.one'], handle: recorder.handle });
    await bus.publish([{ topic: 'contract.one', key: 'k', value }]);
    await bus.idle();
    expect(recorder.messages.map((message) => message.value === value)).toEqual([true]);
  });

  it('refuses a larger one, naming topic and sizes, and publishes nothing of that call', async () => {
    const { bus } = current();
    const tooLarge = { topic: 'contract.one', key: 'k', value: `${textOf(MAX_MESSAGE_BYTES)}x` };
    const call = bus.publish([...numbered('contract.one', ['k'], 1), tooLarge]);
    await expect(call).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE', retry: 'never' });
    await expect(call).rejects.toThrow(/contract\.one.*900001.*900000/);
    await bus.publish(numbered('contract.one', ['after'], 1));
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['contract.one'], handle: recorder.handle });
    await bus.idle();
    expect(recorder.messages.map(({ key }) => key)).toEqual(['after']);
  });
}
