import { describe, expect, it } from '@jest/globals';
import { chooseKafka, chooseMongodb, type KafkaFacts, type MongodbFacts } from './choose.ts';

const NOTHING_FOR_KAFKA: KafkaFacts = { isDockerUp: false, hasMaven: false, isCached: false };
const EVERYTHING_FOR_KAFKA: KafkaFacts = { isDockerUp: true, java: 21, hasMaven: true, isCached: true };
const NOTHING_FOR_MONGODB: MongodbFacts = { isDockerUp: false, hasGo: false, isCached: false };

describe('the choice of a Kafka', () => {
  it.each([
    { name: 'an address wins over all', facts: { ...EVERYTHING_FOR_KAFKA, address: 'a:1' }, use: 'address' },
    { name: 'Docker wins over this machine', facts: EVERYTHING_FOR_KAFKA, use: 'docker' },
    { name: 'Java 17 and Maven will do', facts: { ...NOTHING_FOR_KAFKA, java: 17, hasMaven: true }, use: 'machine' },
    {
      name: 'what was fetched before needs Java alone',
      facts: { ...NOTHING_FOR_KAFKA, java: 17, isCached: true },
      use: 'machine',
    },
  ])('$name', ({ facts, use }) => {
    expect(chooseKafka(facts)).toMatchObject({ use });
  });

  it.each([
    {
      name: 'nothing',
      facts: NOTHING_FOR_KAFKA,
      lacking: 'no Docker engine answers, there is no Java, there is no Maven',
    },
    {
      name: 'an old Java',
      facts: { ...NOTHING_FOR_KAFKA, java: 11, hasMaven: true },
      lacking: 'no Docker engine answers, Java is 11',
    },
    {
      name: 'no Maven',
      facts: { ...NOTHING_FOR_KAFKA, java: 17 },
      lacking: 'no Docker engine answers, there is no Maven',
    },
    {
      name: 'Kafka but no Java',
      facts: { ...NOTHING_FOR_KAFKA, isCached: true },
      lacking: 'no Docker engine answers, there is no Java',
    },
  ])('with $name it says what is lacking and how to get it', ({ facts, lacking }) => {
    expect(chooseKafka(facts)).toEqual({
      missing: `Kafka: needs Docker, or Java 17 and Maven (apt-get install openjdk-17-jre-headless maven), or FACTEUR_KAFKA_BROKERS; ${lacking}`,
    });
  });
});

describe('the choice of a MongoDB', () => {
  it.each([
    {
      name: 'an address wins over all',
      facts: { address: 'mongodb://a', isDockerUp: true, hasGo: true, isCached: true },
      use: 'address',
    },
    { name: 'Docker wins over this machine', facts: { isDockerUp: true, hasGo: true, isCached: true }, use: 'docker' },
    { name: 'Go will do', facts: { ...NOTHING_FOR_MONGODB, hasGo: true }, use: 'machine' },
    { name: 'what was built before needs nothing', facts: { ...NOTHING_FOR_MONGODB, isCached: true }, use: 'machine' },
  ])('$name', ({ facts, use }) => {
    expect(chooseMongodb(facts)).toMatchObject({ use });
  });

  it('says what is lacking and how to get it', () => {
    expect(chooseMongodb(NOTHING_FOR_MONGODB)).toEqual({
      missing:
        'MongoDB: needs Docker, or Go 1.22 (https://go.dev/dl), or FACTEUR_MONGODB_URI; no Docker engine answers, there is no Go',
    });
  });
});
