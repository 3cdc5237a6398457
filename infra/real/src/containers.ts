/**
 * The same servers from images, by testcontainers. Its reaper, a container too, removes them soon after the process that
 * started them is gone. Loaded only when a Docker engine answers.
 */
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import { freePorts } from './free-ports.ts';
import { requireKafka } from './kafka-ready.ts';
import { OFFSETS_PARTITIONS } from './kafka-settings.ts';
import { requirePing } from './mongodb-ready.ts';
import type { KafkaAt, MongodbAt } from './real.ts';
import { untilAnswered } from './until-answered.ts';

const KAFKA_IMAGE = 'apache/kafka:4.1.0';
const MONGODB_IMAGE = 'mongo:8.0';
const MONGODB_PORT = 27_017;
const READY_WITHIN_MS = 120_000;

/** A server in a container. */
export interface Container<At> {
  readonly at: At;
  stop(): Promise<void>;
}

/** A broker must tell clients its address before it is known which port it gets: so its port is chosen here. */
export async function startKafkaContainer(): Promise<Container<KafkaAt>> {
  const host = (await getContainerRuntimeClient()).info.containerRuntime.host;
  const [port = 0] = await freePorts(1);
  const container = await new GenericContainer(KAFKA_IMAGE)
    .withEnvironment(kafkaEnvironment(host, port))
    .withExposedPorts({ container: port, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(READY_WITHIN_MS)
    .start();
  return whenAnswering(container, { brokers: [`${host}:${port}`] }, () => requireKafka(host, port));
}

function kafkaEnvironment(host: string, port: number): Record<string, string> {
  return {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port}`,
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: String(OFFSETS_PARTITIONS),
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_LOG_RETENTION_CHECK_INTERVAL_MS: '1000',
  };
}

/** A MongoDB without users. */
export async function startMongodbContainer(): Promise<Container<MongodbAt>> {
  const container = await new GenericContainer(MONGODB_IMAGE)
    .withExposedPorts(MONGODB_PORT)
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(READY_WITHIN_MS)
    .start();
  const [host, port] = [container.getHost(), container.getMappedPort(MONGODB_PORT)];
  const at: MongodbAt = { uri: `mongodb://${host}:${port}`, engine: 'mongodb' };
  return whenAnswering(container, at, () => requirePing(host, port));
}

async function whenAnswering<At>(container: StartedTestContainer, at: At, ready: () => Promise<void>) {
  const stop = async () => {
    await container.stop();
  };
  try {
    await untilAnswered(ready, READY_WITHIN_MS);
  } catch (error) {
    await stop();
    throw error;
  }
  return { at, stop };
}
