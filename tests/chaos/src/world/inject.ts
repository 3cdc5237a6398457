/** Makes a fault happen. */
import { systemClock } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import type { Fault } from '../plan/faults.ts';
import { drawnFates } from './proxy.ts';
import type { Supervised } from './supervised.ts';
import type { Cluster, World } from './world.ts';

/** Resolves once it is over. `seed` decides which of several answers it strikes. @throws Error when the world lacks what it needs */
export async function inject(world: World, fault: Fault, seed: number): Promise<void> {
  const random = seededRandom(seed);
  switch (fault.kind) {
    case 'kill':
      return processOf(world, fault.target).kill(fault.downMs);
    case 'freeze':
      return processOf(world, fault.target).freeze(fault.forMs);
    case 'restart-broker':
      return clusterOf(world).restartBroker(fault.how, fault.downMs);
    case 'cut-database':
      return lasting(clusterOf(world).database.cut(fault.how), fault.forMs);
    case 'lose-answers':
      return lasting(world.backOffice.befall(drawnFates(random, fault.share, 'lose')), fault.forMs);
    case 'delay-answers':
      return lasting(world.backOffice.befall(drawnFates(random, fault.share, fault)), fault.forMs);
    case 'lose-mail-answers':
      return lasting(
        world.mailServer.loseAnswers(() => random.next() < fault.share),
        fault.forMs,
      );
    case 'redeliver':
      await clusterOf(world).topics.redeliver(fault.count, fault.lateMs, random);
  }
}

async function lasting(end: () => void, forMs: number): Promise<void> {
  await systemClock.wait(forMs);
  end();
}

function processOf({ processes }: World, name: string): Supervised {
  const found = processes.get(name);
  if (found === undefined) throw new Error(`There is no process ${name}`);
  return found;
}

function clusterOf({ cluster }: World): Cluster {
  if (cluster === undefined) throw new Error('There is no broker and no database of its own');
  return cluster;
}
