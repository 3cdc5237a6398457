/** Real parts for tests, benchmarks and the chaos run: where they can be reached, or what is missing and how to get it. */
export { describeReal } from './describe-real.ts';
export { type DovecotAt, type DovecotOptions, dovecotHere, startDovecot } from './dovecot-server.ts';
export { freePorts } from './free-ports.ts';
export { type KafkaOptions, startKafka } from './kafka-server.ts';
export type { KafkaSecurity } from './kafka-settings.ts';
export { MissingError } from './missing.ts';
export { startMongodb } from './mongodb-server.ts';
export { type PostfixAt, type PostfixOptions, postfixHere, startPostfix } from './postfix-server.ts';
export type { KafkaAt, MongodbAt, Real } from './real.ts';
export { realKafka, realMongodb } from './real-parts.ts';
export type { Server } from './server.ts';
