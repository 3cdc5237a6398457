/** What there is on this machine, looked at only as far as the choice needs it. */
import { isCached } from './cache.ts';
import type { KafkaFacts, MongodbFacts } from './choose.ts';
import { isDockerUp } from './docker-engine.ts';
import type { Environment } from './environment.ts';
import { ferretdbKey } from './ferretdb-program.ts';
import { findJava } from './java.ts';
import { kafkaLibsKey } from './kafka-libs.ts';
import { findProgram } from './run-program.ts';

/** For `chooseKafka`. */
export async function kafkaFacts(environment: Environment): Promise<KafkaFacts> {
  const { kafkaBrokers, cacheFolder, path } = environment;
  if (kafkaBrokers !== undefined) return { address: kafkaBrokers, isDockerUp: false, hasMaven: false, isCached: false };
  const java = await findJava(environment);
  return {
    isDockerUp: await isDockerUp(environment),
    ...(java !== undefined && { java: java.major }),
    hasMaven: (await findProgram('mvn', path)) !== undefined,
    isCached: isCached(cacheFolder, await kafkaLibsKey()),
  };
}

/** For `chooseMongodb`. */
export async function mongodbFacts(environment: Environment): Promise<MongodbFacts> {
  const { mongodbUri, cacheFolder, path } = environment;
  if (mongodbUri !== undefined) return { address: mongodbUri, isDockerUp: false, hasGo: false, isCached: false };
  return {
    isDockerUp: await isDockerUp(environment),
    hasGo: (await findProgram('go', path)) !== undefined,
    isCached: isCached(cacheFolder, await ferretdbKey()),
  };
}
