/** The bus on Apache Kafka. */
export type { KafkaFailurePlace } from './failures.ts';
export { type Migration, type MigrationOptions, migrateTopics } from './migrate-topics.ts';
export type { Raise } from './migration-plan.ts';
export { openKafkaBus } from './open-kafka-bus.ts';
export type { KafkaBusOptions } from './options.ts';
export { type KafkaSettings, kafkaSettings, type SaslMechanism } from './settings.ts';
