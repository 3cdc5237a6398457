/** Opens the part that was chosen. */
import { type Choice, chooseKafka, chooseMongodb } from './choose.ts';
import type { Environment } from './environment.ts';
import type { Home } from './home.ts';
import { startKafkaIn } from './kafka-server.ts';
import { kafkaFacts, mongodbFacts } from './look-around.ts';
import { MissingError } from './missing.ts';
import { startMongodbIn } from './mongodb-server.ts';
import type { KafkaAt, MongodbAt, Real } from './real.ts';

/** A part, and how to end what was started for it. */
export interface Opened<At> {
  readonly real: Real<At>;
  /** Ends what was started: nothing for an address or a missing part. */
  stop(): Promise<void>;
}

/** How to get at each kind of server. */
export interface Ways<At> {
  at(address: string): At;
  container(): Promise<{ at: At; stop(): Promise<void> }>;
  server(): Promise<{ at: At; stop(): Promise<void> }>;
}

/** Kafka, in `home` if it is started on this machine. @throws Error when it does not start there */
export async function openKafka(environment: Environment, home: () => Promise<Home>): Promise<Opened<KafkaAt>> {
  return openPart(await kafkaFacts(environment), chooseKafka, {
    at: (address) => ({ brokers: address.split(',').map((each) => each.trim()) }),
    container: async () => (await import('./containers.ts')).startKafkaContainer(),
    server: () => startKafkaIn(home, environment),
  });
}

/** MongoDB, in `home` if it is started on this machine. An address is taken for a MongoDB. @throws as `openKafka` */
export async function openMongodb(environment: Environment, home: () => Promise<Home>): Promise<Opened<MongodbAt>> {
  return openPart(await mongodbFacts(environment), chooseMongodb, {
    at: (uri) => ({ uri, engine: 'mongodb' }),
    container: async () => (await import('./containers.ts')).startMongodbContainer(),
    server: () => startMongodbIn(home, environment),
  });
}

/**
 * Goes the way that `choose` says. An engine that cannot start its container (often: cannot fetch the image) is as good as none;
 * what cannot be fetched for this machine is missing.
 */
export async function openPart<At, Facts extends { readonly isDockerUp: boolean }>(
  facts: Facts,
  choose: (facts: Facts) => Choice,
  ways: Ways<At>,
): Promise<Opened<At>> {
  const choice = choose(facts);
  if ('missing' in choice) return missing(choice.missing);
  if (choice.use === 'address') return { real: { at: ways.at(choice.address) }, stop: async () => undefined };
  try {
    const { at, stop } = await (choice.use === 'docker' ? ways.container() : ways.server());
    return { real: { at }, stop };
  } catch (error) {
    if (choice.use === 'docker')
      return withoutDocker(await openPart({ ...facts, isDockerUp: false }, choose, ways), error);
    if (error instanceof MissingError) return missing(error.message);
    throw error;
  }
}

/** Whoever reads that no engine answers must know that one did. */
function withoutDocker<At>(opened: Opened<At>, error: unknown): Opened<At> {
  if ('at' in opened.real) return opened;
  return missing(`${opened.real.missing}; a Docker engine was there, but: ${String(error)}`);
}

function missing(sentence: string): Opened<never> {
  return { real: { missing: sentence }, stop: async () => undefined };
}
