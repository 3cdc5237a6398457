/** `node infra/real/dist/main.js`: starts both parts, prints the variables that lead tests to them, and stops them at Ctrl-C. */
import { once } from 'node:events';
import { readEnvironment } from './environment.ts';
import { ownHome } from './home.ts';
import { type Opened, openKafka, openMongodb } from './open.ts';

const environment = readEnvironment();
// Before the first server is there: a Ctrl-C during the start must not leave the other one to its guard.
const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
process.stderr.write('Starting Kafka and MongoDB; the first time on a machine that takes minutes.\n');
const parts = await Promise.allSettled([
  openKafka(environment, () => ownHome('kafka')),
  openMongodb(environment, () => ownHome('mongodb')),
]);
const [kafka, mongodb] = parts;

report(kafka, ({ brokers }) => `FACTEUR_KAFKA_BROKERS=${brokers.join(',')}`);
report(mongodb, ({ uri }) => `FACTEUR_MONGODB_URI=${uri}`);
if (process.exitCode === undefined) {
  process.stderr.write('Ctrl-C stops them.\n');
  // What keeps this process alive: servers do not.
  const alive = setInterval(() => undefined, 60_000);
  await told;
  clearInterval(alive);
}
for (const part of parts) if (part.status === 'fulfilled') await part.value.stop();

function report<At>(part: PromiseSettledResult<Opened<At>>, line: (at: At) => string): void {
  if (part.status === 'fulfilled' && 'at' in part.value.real) {
    process.stdout.write(`${line(part.value.real.at)}\n`);
    return;
  }
  process.stderr.write(`${part.status === 'rejected' ? part.reason : missingOf(part.value)}\n`);
  process.exitCode = 1;
}

function missingOf({ real }: Opened<unknown>): string {
  return 'missing' in real ? real.missing : '';
}
