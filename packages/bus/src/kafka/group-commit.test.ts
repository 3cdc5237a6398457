import { describe, expect, it } from '@jest/globals';
import { createGate } from '../testing/recorder.ts';
import type { EncodedMessage } from './encode.ts';
import { createGroupCommit, MAX_REQUEST_BYTES } from './group-commit.ts';

describe('publish calls on their way to the producer', () => {
  function message(key: string, bytes = 100): EncodedMessage {
    return { topic: 't', key: Buffer.from(key), value: Buffer.alloc(0), bytes };
  }
  /** A producer that takes one request at a time and holds each until the test lets it go. */
  function heldProducer() {
    const requests: string[][] = [];
    const gates: ReturnType<typeof createGate>[] = [];
    let active = 0;
    const send = async (messages: readonly EncodedMessage[]): Promise<void> => {
      active += 1;
      expect(active).toBe(1);
      requests.push(messages.map(({ key }) => key.toString()));
      const gate = createGate();
      gates.push(gate);
      await gate.opened;
      active -= 1;
    };
    return { requests, send, letGo: (request: number) => gates[request]?.open() };
  }
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('go one by one when they come one by one', async () => {
    const requests: string[][] = [];
    const queue = createGroupCommit(async (messages) => void requests.push(messages.map(({ key }) => key.toString())));
    await queue.add([message('a'), message('b')]);
    await queue.add([message('c')]);
    expect(requests).toEqual([['a', 'b'], ['c']]);
  });

  it('join the next request, in order, while one is under way', async () => {
    const { requests, send, letGo } = heldProducer();
    const queue = createGroupCommit(send);
    const first = queue.add([message('1')]);
    await turn();
    const later = ['2', '3', '4'].map((key) => queue.add([message(key)]));
    await turn();
    expect(requests).toEqual([['1']]);
    letGo(0);
    await first;
    await turn();
    expect(requests).toEqual([['1'], ['2', '3', '4']]);
    letGo(1);
    await Promise.all(later);
  });

  it('are cut where a request would be too large, and acknowledged when all of a call is', async () => {
    const { requests, send, letGo } = heldProducer();
    const queue = createGroupCommit(send);
    const third = MAX_REQUEST_BYTES / 3;
    const order: string[] = [];
    const large = queue.add(['1', '2', '3', '4'].map((key) => message(key, third))).then(() => order.push('large'));
    const small = queue.add([message('5')]).then(() => order.push('small'));
    await turn();
    letGo(0);
    await turn();
    expect(requests).toEqual([
      ['1', '2', '3'],
      ['4', '5'],
    ]);
    expect(order).toEqual([]);
    letGo(1);
    await Promise.all([large, small]);
    expect(order).toEqual(['large', 'small']);
  });

  it('sends one message alone however large it is', async () => {
    const sizes: number[] = [];
    const queue = createGroupCommit(async (messages) => void sizes.push(messages.length));
    await queue.add([message('1'), message('2', MAX_REQUEST_BYTES * 2), message('3')]);
    expect(sizes).toEqual([1, 1, 1]);
  });

  it('fail together with their request, and those behind go on', async () => {
    const refusals = [new Error('no broker')];
    const sent: string[] = [];
    const queue = createGroupCommit(async (messages) => {
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
      sent.push(...messages.map(({ key }) => key.toString()));
    });
    const half = MAX_REQUEST_BYTES / 2;
    const calls = [
      queue.add([message('1')]),
      queue.add([message('2', half), message('3', half)]),
      queue.add([message('4')]),
    ];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(sent).toEqual(['4']);
  });

  it('are refused once it is closed, which waits for those before', async () => {
    const { requests, send, letGo } = heldProducer();
    const queue = createGroupCommit(send);
    const call = queue.add([message('1')]);
    const closing = queue.close();
    await expect(queue.add([message('2')])).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE', retry: 'later' });
    await turn();
    letGo(0);
    await Promise.all([call, closing]);
    expect(requests).toEqual([['1']]);
  });
});
