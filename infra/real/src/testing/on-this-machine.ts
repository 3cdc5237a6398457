/** Whether this machine itself can run a server, whatever else there is. */
import { type Choice, chooseKafka, chooseMongodb } from '../choose.ts';
import { readEnvironment } from '../environment.ts';
import { kafkaFacts, mongodbFacts } from '../look-around.ts';
import type { Real } from '../real.ts';

/** For suites that start a Kafka of their own. */
export async function kafkaOnThisMachine(): Promise<Real<'machine'>> {
  const { kafkaBrokers: _, ...environment } = readEnvironment();
  return required(chooseKafka({ ...(await kafkaFacts(environment)), isDockerUp: false }));
}

/** For suites that start a FerretDB of their own. */
export async function mongodbOnThisMachine(): Promise<Real<'machine'>> {
  const { mongodbUri: _, ...environment } = readEnvironment();
  return required(chooseMongodb({ ...(await mongodbFacts(environment)), isDockerUp: false }));
}

function required(choice: Choice): Real<'machine'> {
  if (!('missing' in choice)) return { at: 'machine' };
  if (readEnvironment().isRealRequired) throw new Error(choice.missing);
  return choice;
}
