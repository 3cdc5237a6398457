/** Clients of the cluster, and work done with an admin connection that is replaced once it failed. */
import { readFile } from 'node:fs/promises';
import { AppError, type Clock, isAppError } from '@facteur/primitives';
import {
  type Admin,
  type ConsumerConfig,
  Kafka,
  type KafkaConfig,
  logLevel,
  type ProducerConfig,
  type RequestEvent,
  type SASLOptions,
} from 'kafkajs';
import type { KafkaSettings } from './settings.ts';
import { settledWithin, within } from './within.ts';

const CONNECTION_TIMEOUT_MS = 3_000;
/** After that long without an answer, a request has failed. */
export const REQUEST_TIMEOUT_MS = 15_000;
/** Short, because whoever calls tries again anew: a kafkajs client that lost its only broker does not always recover. */
const RETRY = { initialRetryTime: 100, multiplier: 2, maxRetryTime: 1_000, retries: 4 };

const ATTEMPTS = 4;
const WAIT_MS = 100;
/** More than kafkajs takes for anything, all its attempts together. */
const WORK_WITHIN_MS = 60_000;
/** To close a connection waits for what was asked on it. */
export const CLOSE_WITHIN_MS = 2 * REQUEST_TIMEOUT_MS;

/** Makes clients. Each consumer needs one of its own: kafkajs shares what a group has committed among those of one client. */
export type NewClient = () => Kafka;

/** Told of every request to a broker: what was asked (`Produce`, `Fetch`…), and how long the answer took. */
export type OnRequest = (api: string, seconds: number) => void;

/** @throws AppError `CONFIG_INVALID` for a file that cannot be read */
export async function clientsOf(settings: KafkaSettings, clientId: string, onRequest?: OnRequest): Promise<NewClient> {
  const { brokers, tls, sasl } = settings;
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId,
    ...(tls === undefined ? {} : { ssl: await readTls(tls) }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: RETRY,
    logLevel: logLevel.NOTHING, // its failures come to us as errors and events
  };
  return () => (onRequest === undefined ? new Kafka(config) : observed(new Kafka(config), onRequest));
}

function observed(kafka: Kafka, onRequest: OnRequest): Kafka {
  const tell = ({ payload }: RequestEvent): void => onRequest(payload.apiName, payload.duration / 1_000);
  return Object.assign(Object.create(kafka) as Kafka, {
    producer: (config?: ProducerConfig) => {
      const producer = kafka.producer(config);
      producer.on(producer.events.REQUEST, tell);
      return producer;
    },
    consumer: (config: ConsumerConfig) => {
      const consumer = kafka.consumer(config);
      consumer.on(consumer.events.REQUEST, tell);
      return consumer;
    },
    admin: () => {
      const admin = kafka.admin();
      admin.on(admin.events.REQUEST, tell);
      return admin;
    },
  });
}

async function readTls({
  caFile,
  certFile,
  keyFile,
}: NonNullable<KafkaSettings['tls']>): Promise<NonNullable<KafkaConfig['ssl']>> {
  if (caFile === undefined && certFile === undefined) return true;
  return {
    ...(caFile === undefined ? {} : { ca: await readPem(caFile) }),
    ...(certFile === undefined ? {} : { cert: await readPem(certFile) }),
    ...(keyFile === undefined ? {} : { key: await readPem(keyFile) }),
  };
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `The file ${file}, named in the address of Kafka, cannot be read`, { cause });
  }
}

/** An admin connection, made when it is needed. */
export interface AdminConnection {
  /**
   * Runs `work`, which may run again on a new connection: a broker may have gone, or not know yet what another knows. An
   * `AppError` is thrown as it is, the last of several failures of kafkajs likewise. Work that takes longer than `withinMs`
   * (default 60 000) has failed.
   */
  use<T>(work: (admin: Admin) => Promise<T>, withinMs?: number): Promise<T>;
  close(): Promise<void>;
}

/** Connects at the first use; once `stopping` aborts, what fails is not tried again. */
export function openAdmin(newClient: NewClient, clock: Clock, stopping?: AbortSignal): AdminConnection {
  let current: Promise<Admin> | undefined;

  const connect = async (): Promise<Admin> => {
    const admin = newClient().admin();
    await admin.connect();
    return admin;
  };
  const drop = async (connection: Promise<Admin>): Promise<void> => {
    if (current === connection) current = undefined;
    const gone = connection.then((admin) => admin.disconnect());
    await settledWithin(clock, CLOSE_WITHIN_MS, gone);
  };

  return {
    use: async (work, withinMs = WORK_WITHIN_MS) => {
      for (let attempt = 1; ; attempt += 1) {
        current ??= connect();
        const connection = current;
        try {
          return await within(clock, withinMs, 'answer', connection.then(work));
        } catch (error) {
          if (isAppError(error)) throw error;
          await drop(connection);
          if (attempt === ATTEMPTS || stopping?.aborted) throw error;
        }
        await clock.wait(attempt * WAIT_MS, stopping);
      }
    },
    close: async () => {
      if (current !== undefined) await drop(current);
    },
  };
}
