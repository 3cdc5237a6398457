/** A process per service, two of some, on Kafka and a server of MongoDB's protocol. */
import { INSTANCES, instanceName } from '../plan/faults.ts';
import { openApi } from './api.ts';
import { openCluster } from './cluster.ts';
import { openTcpProxy, type TcpProxy } from './proxy.ts';
import type { Addresses, Supervised } from './supervised.ts';
import { addressOf, apiOf, type Ground, type World } from './world.ts';

/** In front of each service: an address that stays, while its processes come and go. It leads to the one that started last. */
type Doors = ReadonlyMap<string, TcpProxy>;

/** Starts broker, database and all processes. @throws Error that says what is missing on this machine */
export async function openKafkaWorld(ground: Ground): Promise<World> {
  const { token, office, backOffice, mailServer } = ground;
  const { cluster, env } = await openCluster();
  const doors = await openDoors();
  const services = launchAll(ground, doors, env);
  const all = [...services, office];
  const processes = new Map(all.map((each) => [each.name, each]));
  const gates = services.filter(({ name }) => name.startsWith('ingest'));
  const desk = processes.get(instanceName('human-handoff', 1));
  let turn = 0;
  const nextOf = (some: readonly Supervised[]): Addresses | undefined => {
    turn += 1;
    const ready = some.flatMap((each) => each.addresses() ?? []);
    return ready[turn % Math.max(1, ready.length)];
  };
  return {
    ...{ processes, backOffice, mailServer, cluster },
    smtp: () => nextOf(gates)?.smtp,
    // Any of them: those that are no ingest pass it on.
    api: () => apiOf(nextOf(services), token),
    async desk(withinMs) {
      if (desk === undefined) throw new Error('Nobody serves the read model');
      return openApi((await desk.ready(withinMs)).http, token);
    },
    backOfficeUrl: async (withinMs) => (await office.ready(withinMs)).http,
    async stop() {
      await Promise.all(all.map((each) => each.stop()));
      await cluster.close();
      for (const part of [...doors.values(), backOffice, mailServer]) await part.close();
    },
  };
}

async function openDoors(): Promise<Doors> {
  const doors = new Map<string, TcpProxy>();
  for (const service of Object.keys(INSTANCES)) doors.set(service, await openTcpProxy());
  return doors;
}

function launchAll(ground: Ground, doors: Doors, env: Readonly<Record<string, string>>): readonly Supervised[] {
  const peers = [...doors].map(([service, { port }]) => `${service}=http://127.0.0.1:${port}`).join(',');
  return Object.entries(INSTANCES).flatMap(([service, count]) =>
    Array.from({ length: count }, (_, index) =>
      ground.launch(instanceName(service, index + 1), ['start', '--services', service, '--demo'], {
        env: { ...ground.env, ...env, FACTEUR_PEERS: peers },
        // Broker and database may be away just then.
        mayFailToStart: true,
        onReady: ({ http }) => doors.get(service)?.lead(addressOf(http)),
      }),
    ),
  );
}
