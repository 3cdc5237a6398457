/**
 * What the containers of docker-compose.yml start, started here as processes: the image's files and user, each service's own
 * words, on a real Kafka and a real server of MongoDB's protocol. Then a mail goes through all five.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeReal, realKafka, realMongodb } from '@facteur/real';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { call, openApi } from '../api.ts';
import { cleanUp } from '../clean-up.ts';
import { eventually } from '../eventually.ts';
import { compose } from '../mail.ts';
import { readOutbox } from '../outbox.ts';
import type { Env } from '../program.ts';
import { whereIs } from '../texts.ts';
import { type ComposeProject, type ComposeService, REQUIRED, readCompose } from './compose.ts';
import { type Container, type LaidOut, layOut, startContainer } from './image.ts';
import { openCheck, ROOT, run } from './tools.ts';

const SERVICES = await readdir(join(ROOT, 'services'));
/** The pages' service last: it passes on to the others, whose addresses are known by then. */
const IN_ORDER = [...SERVICES.filter((name) => name !== 'human-handoff'), 'human-handoff'];
const CUSTOMER = 'claire.martin@courriel.example';
const ANY_PORT = '0';

const [check, kafka, mongodb] = [await openCheck(), await realKafka(), await realMongodb()];

/** Who is to run what, in docs/cluster.md. */
const documentedCommands = [
  ...(await readFile(join(ROOT, 'docs/cluster.md'), 'utf8')).matchAll(/^docker compose exec (\S+) (.+)$/gm),
].map(([, name = '', command = '']) => [name, command] as const);

/** All three, or what is missing. */
function parts() {
  if (!('at' in check)) return check;
  if (!('at' in kafka)) return kafka;
  if (!('at' in mongodb)) return mongodb;
  return { at: { tool: check.at, brokers: kafka.at.brokers, mongodb: mongodb.at.uri } };
}

describeReal('the image', parts(), ({ tool, brokers, mongodb: server }) => {
  const own = `image-${randomUUID().slice(0, 8)}`;
  const containers = new Map<string, Container>();
  let image: LaidOut;
  let project: ComposeProject;

  beforeAll(async () => {
    image = await layOut();
    project = await readCompose(tool, { FACTEUR_OPTIONS: '--demo' });
    const office = await startContainer(image, 'demo', service('demo'), {
      env: {},
      args: ['demo', '--port', ANY_PORT],
    });
    containers.set('demo', office);
    for (const name of IN_ORDER)
      containers.set(name, await startContainer(image, name, service(name), { env: placesFor(service(name)) }));
  }, 300_000);
  afterAll(async () => {
    // Whoever is not root can only remove what may be written to.
    if (image !== undefined) await run('chmod', ['-R', 'u+w', image.root]);
    await cleanUp();
  });

  function service(name: string): ComposeService {
    const found = project.services[name];
    if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`);
    return found;
  }

  function container(name: string): Container {
    const found = containers.get(name);
    if (found === undefined) throw new Error(`${name} was not started`);
    return found;
  }

  /** The same addresses as among containers, by what they really are: a changed name or path in the file is not found here. */
  function placesFor({ environment = {} }: ComposeService): Env {
    const real = (name: string, from: string, to: string): [string, string] => {
      const value = environment[name] ?? '';
      if (!value.includes(from)) throw new Error(`${name} does not name ${from}: ${value}`);
      return [name, value.replace(from, to)];
    };
    const account = `mongodb://facteur:${REQUIRED.FACTEUR_MONGODB_PASSWORD}@mongodb:27017/facteur`;
    return {
      ...Object.fromEntries([
        real('FACTEUR_KAFKA_BROKERS', 'kafka:9092', brokers.join(',')),
        real('FACTEUR_MONGODB_URI', `${account}?authSource=admin`, `${server}/${own}`),
        real('FACTEUR_KEYS_MONGODB_URI', `${account}-keys?authSource=admin`, `${server}/${own}-keys`),
        real('FACTEUR_DEMO_URL', 'http://127.0.0.1:8090', container('demo').bound.http ?? ''),
      ]),
      FACTEUR_PEERS: peersOf(environment.FACTEUR_PEERS ?? ''),
      // The topics of the tests that share this Kafka.
      FACTEUR_KAFKA_PREFIX: `${own}.`,
      ...onTheLoopback,
    };
  }

  function peersOf(peers: string): string {
    return [...containers].reduce(
      (text, [name, { bound }]) => text.replace(`http://${name}:8080`, bound.http ?? ''),
      peers,
    );
  }

  const metricsOf = (name: string): string => container(name).bound.metrics ?? '';

  it.each(IN_ORDER)('%s lives and is ready', async (name) => {
    expect((await call(metricsOf(name), '/healthz')).status).toBe(200);
    expect((await call(metricsOf(name), '/readyz')).status).toBe(200);
  });

  it.each(IN_ORDER)('%s is healthy to Docker, and would not be if it did not answer', async (name) => {
    const [kind, ...probe] = service(name).healthcheck?.test ?? [];
    expect(kind).toBe('CMD');
    const { port } = new URL(metricsOf(name));
    expect(await container(name).exec(probe, { FACTEUR_METRICS_PORT: port })).toBe(0);
    expect(await container(name).exec(probe, { FACTEUR_METRICS_PORT: '1' })).toBe(1);
  });

  it('can be written to nowhere but in its data folder', async () => {
    const { exec, home } = container('ingest');
    const written = await Promise.all(
      ['.', 'packages/cli/dist', 'node_modules', 'journeys', home].map(async (folder) =>
        (await exec(['node', '-e', `require('fs').mkdirSync('${folder}/new')`])) === 0 ? folder : [],
      ),
    );
    expect(written.flat()).toEqual([home]);
  });

  it('runs as its own user', async () => {
    const [uid] = image.user.split(':');
    const program = [
      'node',
      '-e',
      `process.exit(process.getuid() === ${process.getuid?.() === 0 ? uid : 'process.getuid()'} ? 0 : 1)`,
    ];
    expect(await container('ingest').exec(program)).toBe(0);
  });

  it('takes a mail at one address, and the five answer it together', async () => {
    const api = openApi(container('human-handoff').bound.http ?? '', REQUIRED.FACTEUR_ADMIN_TOKEN);
    const mail = await compose({ from: CUSTOMER, subject: 'Ma commande', text: whereIs('CMD-2026-00123') });
    const { status, body } = await api.post<{ caseNumber: string }>('/api/v1/mail', mail);
    expect(status).toBe(201);
    const replies = await eventually(
      'answered',
      async () => {
        const sent = await readOutbox(container('reply-composer').home).catch(() => []);
        return sent.length > 0 ? sent : undefined;
      },
      { timeoutMs: 60_000 },
    );
    expect(replies.map(({ to }) => to.map(({ address }) => address))).toEqual([[CUSTOMER]]);
    const known = await eventually('the pages know of it', async () =>
      (await api.cases()).find(({ number }) => number === body.caseNumber),
    );
    expect(known.number).toBe(body.caseNumber);
  }, 120_000);

  it.each(documentedCommands)('does what the page for operators says: %s %s', async (name, command) => {
    expect(await container(name).exec(command.split(' '))).toBe(0);
  });

  it('stops at the signal that Docker sends, each service with exit code 0', async () => {
    const codes = await Promise.all([...containers].reverse().map(async ([name, each]) => [name, await each.stop()]));
    expect(Object.fromEntries(codes)).toEqual(Object.fromEntries([...containers.keys()].map((name) => [name, 0])));
  }, 90_000);
});

/** Ports and addresses that any number of tests can have at a time. */
const onTheLoopback: Env = {
  FACTEUR_HTTP_HOST: '127.0.0.1',
  FACTEUR_SMTP_HOST: '127.0.0.1',
  FACTEUR_METRICS_HOST: '127.0.0.1',
  FACTEUR_HTTP_PORT: ANY_PORT,
  FACTEUR_SMTP_PORT: ANY_PORT,
  FACTEUR_METRICS_PORT: ANY_PORT,
};
