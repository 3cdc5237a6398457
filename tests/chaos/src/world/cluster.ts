/** A real Kafka, and a server of MongoDB's protocol behind a proxy. */

import { systemClock } from '@facteur/primitives';
import { type KafkaAt, type Server, startKafka, startMongodb } from '@facteur/real';
import { openTcpProxy } from './proxy.ts';
import { openTopics } from './topics.ts';
import type { Cluster } from './world.ts';

/** A cluster that runs, and where the product finds it. */
export interface OpenCluster {
  readonly cluster: Cluster;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts both, on this machine. @throws Error that says what is missing */
export async function openCluster(): Promise<OpenCluster> {
  const [broker, database] = await startBoth();
  const { hostname, port } = new URL(database.at.uri);
  const proxy = await openTcpProxy({ host: hostname, port: Number(port) });
  let restarts: Promise<void> = Promise.resolve();
  const cluster: Cluster = {
    database: proxy,
    topics: openTopics(broker.at.brokers),
    restartBroker(how, downMs) {
      restarts = restarts.then(() => restart(broker, how, downMs));
      return restarts;
    },
    async close() {
      await restarts;
      await proxy.close();
      await Promise.all([broker.stop(), database.stop()]);
    },
  };
  const env = {
    FACTEUR_KAFKA_BROKERS: broker.at.brokers.join(','),
    FACTEUR_MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}/facteur`,
  };
  return { cluster, env };
}

/** What one started is stopped when the other cannot be. */
async function startBoth() {
  const [broker, database] = await Promise.allSettled([startKafka(), startMongodb()]);
  if (broker.status === 'fulfilled' && database.status === 'fulfilled') return [broker.value, database.value] as const;
  if (broker.status === 'fulfilled') await broker.value.stop();
  if (database.status === 'fulfilled') await database.value.stop();
  throw broker.status === 'rejected' ? broker.reason : (database as PromiseRejectedResult).reason;
}

/** `restart` waits for the end of what a SIGTERM has begun. */
async function restart(broker: Server<KafkaAt>, how: 'kill' | 'stop', downMs: number): Promise<void> {
  if (how === 'kill') await broker.kill();
  else process.kill(broker.pid(), 'SIGTERM');
  await systemClock.wait(downMs);
  await broker.restart();
}
