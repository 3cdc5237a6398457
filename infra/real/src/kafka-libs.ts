/** Kafka itself, as Maven has it: a folder of jars (44 MB), fetched once and kept. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, cacheKey } from './cache.ts';
import type { Environment } from './environment.ts';
import { MissingError } from './missing.ts';
import { findProgram, runProgram } from './run-program.ts';

const POM = fileURLToPath(new URL('../kafka/pom.xml', import.meta.url));

/** The name that the jars have in the cache. */
export function kafkaLibsKey(): Promise<string> {
  return cacheKey('kafka', [POM]);
}

/** The folder of jars. @throws MissingError without Maven, or when Maven cannot fetch them */
export async function kafkaLibs({ cacheFolder, path }: Environment): Promise<string> {
  return cached(cacheFolder, await kafkaLibsKey(), async (folder) => {
    const maven = await findProgram('mvn', path);
    if (maven === undefined) throw new MissingError('Kafka: needs Maven (apt-get install maven)');
    const args = ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
    await runProgram(maven, args, { cwd: folder }).catch((error: Error) => {
      throw new MissingError(`Kafka: Maven could not fetch it: ${error.message}`, { cause: error });
    });
  });
}

/** The class path of all jars of the folder. */
export function classPath(libs: string): string {
  return join(libs, '*');
}
