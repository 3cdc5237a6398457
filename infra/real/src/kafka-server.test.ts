import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { identityOf } from '../guard/processes.mjs';
import { describeReal } from './describe-real.ts';
import { askKafka, int32, type KafkaRequest, text } from './kafka-request.ts';
import { type KafkaOptions, startKafka } from './kafka-server.ts';
import type { KafkaAt } from './real.ts';
import type { Server } from './server.ts';
import { createTopic, hasTopic, split } from './testing/kafka-topics.ts';
import { kafkaOnThisMachine } from './testing/on-this-machine.ts';

const TIMEOUT_MS = 240_000;
const SASL_HANDSHAKE = 17;
const SASL_AUTHENTICATE = 36;

const machine = await kafkaOnThisMachine();

/** A broker for the tests of one suite. */
function brokerFor(options: KafkaOptions): { readonly server: Server<KafkaAt>; readonly broker: string } {
  let started: Server<KafkaAt> | undefined;
  beforeAll(async () => {
    started = await startKafka(options);
  }, TIMEOUT_MS);
  afterAll(() => started?.stop(), TIMEOUT_MS);
  const server = () => {
    if (started === undefined) throw new Error('Not started');
    return started;
  };
  return {
    get server() {
      return server();
    },
    get broker() {
      return server().at.brokers[0] ?? '';
    },
  };
}

describeReal('a Kafka of one’s own', machine, () => {
  const kafka = brokerFor({});

  it('has the topics that it was told to make, and no other', async () => {
    await createTopic(kafka.broker, 'wanted');
    expect(await hasTopic(kafka.broker, 'wanted')).toBe(true);
    expect(await hasTopic(kafka.broker, 'misspelt')).toBe(false);
    expect(await hasTopic(kafka.broker, 'misspelt')).toBe(false);
  });

  it(
    'has them still when it was killed and started again, at the same address',
    async () => {
      const { server, broker } = kafka;
      await createTopic(broker, 'kept');
      await server.kill();
      await expect(hasTopic(broker, 'kept')).rejects.toThrow(/ECONNREFUSED/);
      await server.restart();
      expect(server.at.brokers).toEqual([broker]);
      expect(await hasTopic(broker, 'kept')).toBe(true);
    },
    TIMEOUT_MS,
  );

  it(
    'leaves no process when it is stopped',
    async () => {
      const server = await startKafka();
      const pid = server.pid();
      expect(identityOf(pid)).toBeDefined();
      await server.stop();
      expect(identityOf(pid)).toBeUndefined();
    },
    TIMEOUT_MS,
  );
});

describeReal('a Kafka with SASL', machine, () => {
  const kafka = brokerFor({ security: 'sasl-plain' });

  async function logIn(password: string): Promise<number | undefined> {
    const login = Buffer.from(`\0${kafka.server.at.sasl?.username}\0${password}`);
    const requests: KafkaRequest[] = [
      [SASL_HANDSHAKE, 1, text('PLAIN')],
      [SASL_AUTHENTICATE, 0, Buffer.concat([int32(login.length), login])],
    ];
    const [host, port] = split(kafka.broker);
    const [, answer] = await askKafka(host, port, requests);
    return answer?.readInt16BE(0);
  }

  it('lets in who knows the password', async () => {
    expect(await logIn(kafka.server.at.sasl?.password ?? '')).toBe(0);
  });

  it('lets in nobody else', async () => {
    const saslAuthenticationFailed = 58;
    expect(await logIn('guessed')).toBe(saslAuthenticationFailed);
    await expect(hasTopic(kafka.broker, 'any')).rejects.toThrow(/hung up|ECONNRESET/);
  });
});

describeReal('a Kafka with TLS', machine, () => {
  const kafka = brokerFor({ security: 'tls' });

  function handshake(ca: string | undefined): Promise<boolean> {
    const [host, port] = split(kafka.broker);
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, ...(ca !== undefined && { ca }) }, () => {
        resolve(socket.authorized);
        socket.destroy();
      });
      socket.once('error', reject);
    });
  }

  it('proves itself by the certificate that it was given', async () => {
    expect(await handshake(kafka.server.at.tls?.ca)).toBe(true);
  });

  it('is not believed by who does not know the certificate', async () => {
    await expect(handshake(undefined)).rejects.toThrow(/self-signed/);
  });
});
