/** The only place of this package that reads the environment. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What whoever runs the tests can say about real parts. */
export interface Environment {
  /** `FACTEUR_KAFKA_BROKERS`: `host:port,host:port`. */
  readonly kafkaBrokers?: string;
  /** `FACTEUR_MONGODB_URI`. */
  readonly mongodbUri?: string;
  /** `FACTEUR_REQUIRE_REAL=1`: a missing part is an error. */
  readonly isRealRequired: boolean;
  /** `FACTEUR_REAL_RUN`: the folder of one jest run, whose test files share their servers. */
  readonly runFolder?: string;
  /** `$XDG_CACHE_HOME/facteur` or `~/.cache/facteur`: downloads and builds. */
  readonly cacheFolder: string;
  /** `DOCKER_HOST`, as `unix://…` or `tcp://…`. */
  readonly dockerHost?: string;
  /** `XDG_RUNTIME_DIR`, where a rootless Docker engine has its socket. */
  readonly userRunFolder?: string;
  readonly javaHome?: string;
  /** Folders of `PATH`. */
  readonly path: string;
}

/** The environment of this process, or of another as given; empty variables count as unset. */
// biome-ignore lint/style/noProcessEnv: tests, benchmarks and the chaos run have no settings but the environment
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const cacheHome = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    ...(env.FACTEUR_KAFKA_BROKERS && { kafkaBrokers: env.FACTEUR_KAFKA_BROKERS }),
    ...(env.FACTEUR_MONGODB_URI && { mongodbUri: env.FACTEUR_MONGODB_URI }),
    isRealRequired: env.FACTEUR_REQUIRE_REAL === '1',
    ...(env.FACTEUR_REAL_RUN && { runFolder: env.FACTEUR_REAL_RUN }),
    cacheFolder: join(cacheHome, 'facteur'),
    ...(env.DOCKER_HOST && { dockerHost: env.DOCKER_HOST }),
    ...(env.XDG_RUNTIME_DIR && { userRunFolder: env.XDG_RUNTIME_DIR }),
    ...(env.JAVA_HOME && { javaHome: env.JAVA_HOME }),
    path: env.PATH ?? '',
  };
}
