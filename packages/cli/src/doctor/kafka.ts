/** Kafka: does it answer, and has it the topics as they are declared? Nothing is made or changed. */
import { kafkaSettings, migrateTopics } from '@facteur/bus/kafka';
import { isAppError, messageOf } from '@facteur/primitives';
import { busTopics } from '../open-bus.ts';
import type { Settings } from '../settings.ts';
import { type Finding, fine, wrong } from './finding.ts';

/** Nothing when Kafka is not configured. */
export async function checkKafka(settings: Settings): Promise<Finding[]> {
  const brokers = settings['kafka-brokers'];
  if (brokers === undefined) return [];
  try {
    const { raise, missing } = await migrateTopics({
      settings: kafkaSettings(brokers),
      topics: busTopics(settings),
      groups: [],
      prefix: settings['kafka-prefix'],
      dryRun: true,
    });
    return [fine('kafka', 'answers'), topics(missing, raise)];
  } catch (error) {
    if (isAppError(error, 'CONFIG_INVALID')) return [wrong('kafka topics', messageOf(error))];
    return [wrong('kafka', `${messageOf(error)}: is it running, and is FACTEUR_KAFKA_BROKERS right?`)];
  }
}

/** What differs from what is declared. */
export function topics(
  missing: readonly string[],
  raise: readonly { readonly topic: string; readonly from: number; readonly to: number }[],
): Finding {
  if (raise.length > 0) {
    const said = raise.map(({ topic, from, to }) => `${topic} has ${from} partitions instead of ${to}`);
    return wrong('kafka topics', `${said.join(', ')}: « facteur topics migrate »`);
  }
  if (missing.length > 0) return wrong('kafka topics', `${missing.join(', ')} missing: « facteur start » makes them`);
  return fine('kafka topics', 'as declared');
}
