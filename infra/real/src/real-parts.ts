/** What suites ask for. */
import { type Environment, readEnvironment } from './environment.ts';
import { type Home, ownHome } from './home.ts';
import { type Opened, openKafka, openMongodb } from './open.ts';
import type { KafkaAt, MongodbAt, Real } from './real.ts';
import { sharedInRun } from './run.ts';

/** Of this process, where no run shares them. */
const own = new Map<string, Promise<Real<unknown>>>();

/**
 * A Kafka for tests: that of `FACTEUR_KAFKA_BROKERS`, else one in Docker, else one on this machine's Java. Asked again, in
 * this process or by another test file of the same run of jest, it is the same one. It ends with the run, or with the process.
 * The first time on a machine it is downloaded: call it at the top of a file, where no test's time limit runs.
 * @throws Error when it does not start, or is missing while `FACTEUR_REQUIRE_REAL=1`
 */
export function realKafka(): Promise<Real<KafkaAt>> {
  return realPart('kafka', openKafka);
}

/** A server of MongoDB's protocol for tests, as `realKafka`: that of `FACTEUR_MONGODB_URI`, else Docker's, else FerretDB. */
export function realMongodb(): Promise<Real<MongodbAt>> {
  return realPart('mongodb', openMongodb);
}

async function realPart<At>(
  name: string,
  open: (environment: Environment, home: () => Promise<Home>) => Promise<Opened<At>>,
): Promise<Real<At>> {
  const environment = readEnvironment();
  const { runFolder, isRealRequired } = environment;
  const real =
    runFolder === undefined
      ? await once(name, async () => (await open(environment, () => ownHome(name))).real)
      : await sharedInRun(runFolder, name, async (home) => (await open(environment, home)).real);
  if (isRealRequired && 'missing' in real) throw new Error(real.missing);
  return real;
}

function once<At>(name: string, open: () => Promise<Real<At>>): Promise<Real<At>> {
  const known = own.get(name) ?? open();
  own.set(name, known);
  return known as Promise<Real<At>>;
}
