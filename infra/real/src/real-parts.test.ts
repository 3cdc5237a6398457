import { expect, it } from '@jest/globals';
import { describeReal } from './describe-real.ts';
import { realKafka, realMongodb } from './real-parts.ts';
import { hasTopic } from './testing/kafka-topics.ts';

describeReal('the Kafka of this run', await realKafka(), ({ brokers }) => {
  it('answers', async () => {
    expect(await hasTopic(brokers[0] ?? '', 'nobody-made-this')).toBe(false);
  });

  it('is the same when it is asked for again', async () => {
    expect(await realKafka()).toMatchObject({ at: { brokers } });
  });
});

describeReal('the MongoDB of this run', await realMongodb(), ({ uri }) => {
  it('is the same when it is asked for again', async () => {
    expect(await realMongodb()).toMatchObject({ at: { uri } });
  });
});
