import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { type NewClient, openAdmin } from './client.ts';
import { createSender } from './sender.ts';

const never = new Promise<never>(() => undefined);
/** More than any bound of one attempt, and of giving up its connection. */
const LONG_MS = 200_000;

/** Clients of which the first hangs in `stuck`, for ever. */
function firstHangs(stuck: string) {
  const used: number[] = [];
  let made = 0;
  const newClient: NewClient = () => {
    made += 1;
    const number = made;
    const call = (name: string) => async () => {
      if (number === 1 && name === stuck) await never;
      if (name === 'sendBatch' || name === 'listTopics') used.push(number);
      return [];
    };
    const names = ['connect', 'disconnect', 'sendBatch', 'listTopics'];
    const client = Object.fromEntries(names.map((name) => [name, call(name)]));
    return { producer: () => client, admin: () => client } as unknown as Kafka;
  };
  return { newClient, used };
}

describe('a client that hangs', () => {
  const message = { topic: 'topic', key: Buffer.from('k'), value: Buffer.from('1'), bytes: 200 };

  it.each([{ stuck: 'connect' }, { stuck: 'sendBatch' }])(
    'in $stuck, is replaced by one that sends',
    async ({ stuck }) => {
      const { newClient, used } = firstHangs(stuck);
      const clock = fakeClock();
      const sender = createSender({ newClient, clock, random: seededRandom(1), timeoutMs: LONG_MS });
      const sent = sender.send([message]);
      await clock.advance(LONG_MS);
      await sent;
      expect(used).toEqual([2]);
      await sender.close();
    },
  );

  it('for longer than may be waited, makes publishing fail, to be tried again later', async () => {
    const clock = fakeClock();
    const sender = createSender({ ...firstHangs('sendBatch'), clock, random: seededRandom(1), timeoutMs: 10_000 });
    const refused = expect(sender.send([message])).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE', retry: 'later' });
    await clock.advance(LONG_MS);
    await refused;
  });

  it.each([{ stuck: 'connect' }, { stuck: 'listTopics' }])(
    'in $stuck, is replaced by one that answers an administrator',
    async ({ stuck }) => {
      const { newClient, used } = firstHangs(stuck);
      const clock = fakeClock();
      const admin = openAdmin(newClient, clock);
      const answered = admin.use((connected) => connected.listTopics());
      await clock.advance(LONG_MS);
      await answered;
      expect(used).toEqual([2]);
    },
  );

  it('in disconnect, does not keep the bus from closing', async () => {
    const { newClient } = firstHangs('disconnect');
    const clock = fakeClock();
    const sender = createSender({ newClient, clock, random: seededRandom(1), timeoutMs: 10_000 });
    await sender.send([message]);
    let isClosed = false;
    void sender.close().then(() => {
      isClosed = true;
    });
    await clock.advance(LONG_MS);
    expect(isClosed).toBe(true);
  });
});
