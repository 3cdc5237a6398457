import { systemClock } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { describeReal, realKafka } from '@facteur/real';
import { expect, it } from '@jest/globals';
import { type ConsumerConfig, type ConsumerRunConfig, KafkaJSProtocolError, type PartitionAssigner } from 'kafkajs';
import { createRecorder } from '../testing/recorder.ts';
import { clientsOf, type NewClient, openAdmin } from './client.ts';
import { openMember } from './member.ts';
import { createNames } from './names.ts';
import { timesOf } from './options.ts';
import { openTestBus, QUICK } from './testing/open-for-test.ts';
import { createSteps } from './testing/steps.ts';

const TOPICS = [{ name: 'in', partitions: 1, retentionMs: 3_600_000 }];
const LIMIT_MS = 50_000;

/** As after a restart of the coordinator: a member is told to join again, and its join is refused while the group loads. */
function refusedOnce(newClient: NewClient) {
  let isAsked = false;
  let isToRefuse = false;
  const refusing =
    (create: PartitionAssigner): PartitionAssigner =>
    (options) => {
      const assigner = create(options);
      const { cluster } = options;
      const find = cluster.findGroupCoordinator.bind(cluster);
      cluster.findGroupCoordinator = async (group) => {
        const coordinator = await find(group);
        if (!isToRefuse) return coordinator;
        isToRefuse = false;
        const loading = Object.assign(new Error('loading'), { type: 'GROUP_LOAD_IN_PROGRESS', retriable: true });
        throw new KafkaJSProtocolError(loading);
      };
      return assigner;
    };
  const client: NewClient = () => {
    const kafka = newClient();
    return Object.assign(Object.create(kafka) as typeof kafka, {
      consumer: (config: ConsumerConfig) => {
        const consumer = kafka.consumer({
          ...config,
          partitionAssigners: (config.partitionAssigners ?? []).map(refusing),
        });
        const run = consumer.run.bind(consumer);
        consumer.run = (options: ConsumerRunConfig = {}) =>
          run({
            ...options,
            eachBatch: async (payload) => {
              if (!isAsked) return options.eachBatch?.(payload);
              isAsked = false;
              throw Object.assign(new Error('asked to join again'), { type: 'REBALANCE_IN_PROGRESS' });
            },
          });
        return consumer;
      },
    });
  };
  const ask = (): void => {
    isAsked = true;
    isToRefuse = true;
  };
  return { client, ask, isOver: () => !isAsked && !isToRefuse };
}

describeReal('a member of a group on Kafka', await realKafka(), ({ brokers }) => {
  it('whose join is refused, while it keeps its place, handles what comes afterwards', async () => {
    const steps = createSteps(LIMIT_MS);
    const test = await openTestBus(brokers, TOPICS);
    const newClient = await clientsOf({ brokers }, 'test');
    const { client, ask, isOver } = refusedOnce(newClient);
    const admin = openAdmin(newClient, systemClock);
    const recorder = createRecorder();
    steps.watch(() => ({ member: recorder.messages.length }));
    const member = await openMember(
      { group: 'group', topics: ['in'], handle: recorder.handle },
      {
        newClient: client,
        admin,
        names: createNames(TOPICS, test.prefix),
        clock: systemClock,
        random: seededRandom(1),
        report: steps.report,
        times: timesOf(QUICK),
        stopping: new AbortController().signal,
        onProgress: () => undefined,
      },
    );
    const publish = (n: number) => test.bus.publish([{ topic: 'in', key: 'CASE', value: { n } }]);
    await publish(0);
    await steps.take(
      'first',
      recorder.until(() => recorder.messages.length === 1),
    );
    ask();
    await publish(1);
    await steps.take(
      'second',
      recorder.until(() => recorder.messages.length === 2),
    );
    expect(isOver()).toBe(true);
    expect(recorder.messages.map(({ value }) => value)).toEqual([{ n: 0 }, { n: 1 }]);
    await member.close();
    await admin.close();
    await test.dispose();
  }, 60_000);
});
