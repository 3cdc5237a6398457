import { systemClock } from '@facteur/primitives';
import { describeReal, realKafka } from '@facteur/real';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { BusBackup } from '../backup.ts';
import type { Bus, TopicSettings } from '../bus.ts';
import { type AdminConnection, clientsOf, openAdmin } from './client.ts';
import { openKafkaBus } from './index.ts';
import { createNames } from './names.ts';
import { kafkaBackup } from './rewind.ts';
import { newPrefix, QUICK, removeTopics } from './testing/open-for-test.ts';

const TOPICS: readonly TopicSettings[] = [{ name: 't', partitions: 2, retentionMs: 3_600_000 }];

describeReal('Groups on Kafka', await realKafka(), ({ brokers }) => {
  let prefix: string;
  let bus: Bus;
  let admin: AdminConnection;
  let backup: BusBackup;
  beforeEach(async () => {
    prefix = newPrefix();
    bus = await openKafkaBus({ settings: { brokers }, topics: TOPICS, prefix, ...QUICK });
    const newClient = await clientsOf({ brokers }, 'rewind-test');
    admin = openAdmin(newClient, systemClock);
    backup = kafkaBackup(admin, createNames(TOPICS, prefix), newClient);
  });
  afterEach(async () => {
    await bus.close();
    await admin.close();
    await removeTopics(brokers, prefix);
  });

  const publish = (from: number, to: number): Promise<void> =>
    bus.publish(
      Array.from({ length: to - from }, (_, index) => ({ topic: 't', key: `k${index % 5}`, value: from + index })),
    );

  /** What `group` gets until it has caught up. */
  async function consume(group: string): Promise<number[]> {
    const got: number[] = [];
    const subscription = await bus.subscribe({
      group,
      topics: ['t'],
      handle: async ({ messages }) => void got.push(...messages.map(({ value }) => value as number)),
    });
    await bus.idle();
    await subscription.close();
    return got.sort((a, b) => a - b);
  }

  it('get again what came after their places were noted', async () => {
    await publish(0, 20);
    await consume('reader');
    const places = await backup.places();
    expect(new Set(places.map(({ group }) => group))).toEqual(new Set(['reader']));
    await publish(20, 30);
    await consume('reader');
    expect(await backup.rewind(places)).toEqual([]);
    expect(await consume('reader')).toEqual(Array.from({ length: 10 }, (_, index) => 20 + index));
  });

  it('are set as near as the log reaches, and it is told', async () => {
    await publish(0, 20);
    await consume('reader');
    const [place] = await backup.places();
    if (place === undefined) throw new Error('The group has no place');
    const beyond = { ...place, offset: place.offset + 1_000 };
    expect(await backup.rewind([beyond])).toEqual([{ place: beyond, offset: place.offset }]);
  });

  it('are not set back while they have consumers', async () => {
    await publish(0, 5);
    await bus.subscribe({ group: 'reader', topics: ['t'], handle: async () => undefined });
    await bus.idle();
    await expect(backup.rewind(await backup.places())).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
