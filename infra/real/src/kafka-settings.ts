/** The `server.properties` of a broker that is its own controller. */
import { join } from 'node:path';

/** What clients must do to be let in: nothing, a user's name and password, or TLS. */
export type KafkaSecurity = 'none' | 'sasl-plain' | 'tls';

/** Ports of the loopback: clients, this package's own requests (never secured), the controller. */
export interface KafkaPorts {
  readonly client: number;
  readonly internal: number;
  readonly controller: number;
}

/** The one user of a broker with `sasl-plain`. */
export interface KafkaUser {
  readonly username: string;
  readonly password: string;
}

/** What the settings depend on. */
export interface KafkaSettings {
  readonly ports: KafkaPorts;
  /** Holds `data`, and `keystore.pem` for `tls`. */
  readonly folder: string;
  readonly security: KafkaSecurity;
  readonly user: KafkaUser;
}

/** Few, so that all of them are loaded soon; the probe of `kafka-ready.ts` asks for each. */
export const OFFSETS_PARTITIONS = 4;

const PROTOCOL = { none: 'PLAINTEXT', 'sasl-plain': 'SASL_PLAINTEXT', tls: 'SSL' } as const;

/** As text, one `name=value` a line. How often it writes to disk is left as Kafka has it. */
export function kafkaSettings({ ports, folder, security, user }: KafkaSettings): string {
  const clients = `CLIENT://127.0.0.1:${ports.client},INTERNAL://127.0.0.1:${ports.internal}`;
  const settings: Record<string, string | number> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: `${clients},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': clients,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    'listener.security.protocol.map': `CLIENT:${PROTOCOL[security]},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'log.dirs': join(folder, 'data'),
    // A misspelt topic must be an error.
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': OFFSETS_PARTITIONS,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': OFFSETS_PARTITIONS,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    // A first consumer need not wait for others.
    'group.initial.rebalance.delay.ms': 0,
    // After SIGKILL the controller lets the broker in again only when its old session has ended (by default after 9 s).
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 500,
    // Retention of seconds shows within seconds.
    'log.retention.check.interval.ms': 1000,
    ...(security === 'sasl-plain' && saslSettings(user)),
    ...(security === 'tls' && tlsSettings(folder)),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function saslSettings({ username, password }: KafkaUser): Record<string, string> {
  return {
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.client.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";`,
  };
}

function tlsSettings(folder: string): Record<string, string> {
  return {
    'listener.name.client.ssl.keystore.type': 'PEM',
    'listener.name.client.ssl.keystore.location': join(folder, 'keystore.pem'),
  };
}
