/** Which server the tests get, from what there is: an address wins over Docker, Docker over this machine's own programs. */

/** What was decided; `missing` is a sentence for whoever runs the tests. */
export type Choice =
  | { readonly use: 'address'; readonly address: string }
  | { readonly use: 'docker' }
  | { readonly use: 'machine' }
  | { readonly missing: string };

/** What there is for Kafka. */
export interface KafkaFacts {
  /** `FACTEUR_KAFKA_BROKERS`. */
  readonly address?: string;
  readonly isDockerUp: boolean;
  /** Major version; absent without Java. */
  readonly java?: number;
  readonly hasMaven: boolean;
  /** Fetched before: Maven is not needed. */
  readonly isCached: boolean;
}

/** What there is for MongoDB. */
export interface MongodbFacts {
  /** `FACTEUR_MONGODB_URI`. */
  readonly address?: string;
  readonly isDockerUp: boolean;
  readonly hasGo: boolean;
  /** Built before: Go is not needed. */
  readonly isCached: boolean;
}

/** Java that Kafka 4 runs on. */
export const LEAST_JAVA = 17;
const NO_DOCKER = 'no Docker engine answers';

/** Kafka needs Java to run, and Maven unless it was fetched before. */
export function chooseKafka({ address, isDockerUp, java, hasMaven, isCached }: KafkaFacts): Choice {
  if (address !== undefined) return { use: 'address', address };
  if (isDockerUp) return { use: 'docker' };
  const lacking = [NO_DOCKER];
  if (java === undefined) lacking.push('there is no Java');
  else if (java < LEAST_JAVA) lacking.push(`Java is ${java}`);
  if (!hasMaven && !isCached) lacking.push('there is no Maven');
  if (lacking.length === 1) return { use: 'machine' };
  return {
    missing: `Kafka: needs Docker, or Java 17 and Maven (apt-get install openjdk-17-jre-headless maven), or FACTEUR_KAFKA_BROKERS; ${lacking.join(', ')}`,
  };
}

/** FerretDB needs Go unless it was built before. */
export function chooseMongodb({ address, isDockerUp, hasGo, isCached }: MongodbFacts): Choice {
  if (address !== undefined) return { use: 'address', address };
  if (isDockerUp) return { use: 'docker' };
  if (hasGo || isCached) return { use: 'machine' };
  return {
    missing: `MongoDB: needs Docker, or Go 1.22 (https://go.dev/dl), or FACTEUR_MONGODB_URI; ${NO_DOCKER}, there is no Go`,
  };
}
