/** The product as one process per service, any number of each, on real Kafka and MongoDB. */
import type { KafkaAt, MongodbAt } from '@facteur/real';
import { listRefunds, openApi } from './api.ts';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { type Buyer, writeCompany } from './company.ts';
import { type CustomerMail, compose, MAILBOX, sendRaw } from './mail.ts';
import { acknowledgementsWaiting, end, ready, untilIdle } from './product.ts';
import { type Env, type Printed, printedBy, spawnProgram } from './program.ts';

const TOKEN = 'the-token-of-the-cluster';
const ANY_PORTS = {
  FACTEUR_HTTP_PORT: '0',
  FACTEUR_SMTP_PORT: '0',
  FACTEUR_METRICS_PORT: '0',
  FACTEUR_ENCODER: 'none',
};
const READY_WITHIN_MS = 90_000;
const IDLE_WITHIN_MS = 120_000;
const CUSTOMERS = 20;

/** Where a process answers; `smtp` of ingest only. */
export interface Member {
  readonly service: string;
  readonly http: string;
  readonly metrics: string;
  readonly smtp?: string;
  readonly pid: number;
  readonly printed: Printed;
  /** Resolves with the exit code; null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** How many processes of each service; those not named have one. */
export type Sizes = Readonly<Partial<Record<string, number>>>;

const UPSTREAM = ['reply-composer', 'journey-orchestrator', 'intent-classification', 'ingest'];

export type Cluster = Awaited<ReturnType<typeof openCluster>>;

/** Starts the back office, then every service, the hand-off last: it passes on what others serve. */
export async function openCluster(kafka: KafkaAt, mongodb: MongodbAt, sizes: Sizes = {}, env: Env = {}) {
  const id = `e2e${process.pid}${Date.now().toString(36)}`;
  const data = await temporaryFolder();
  const buyers: Buyer[] = [...(await writeCompany(data, CUSTOMERS))];
  const office = await startProcess(['demo', '--port', '0'], 'demo', { FACTEUR_DEMO_DATA: data });
  const shared: Env = {
    ...ANY_PORTS,
    FACTEUR_KAFKA_BROKERS: kafka.brokers.join(','),
    FACTEUR_KAFKA_PREFIX: `${id}.`,
    FACTEUR_KAFKA_PARTITIONS: '4',
    FACTEUR_MONGODB_URI: databaseIn(mongodb.uri, id),
    FACTEUR_DEMO_URL: office.http,
    FACTEUR_ADMIN_TOKEN: TOKEN,
    FACTEUR_LOG: 'warn',
    ...env,
  };
  const members: Member[] = [];
  const add = async (service: string, more: Env = {}): Promise<Member> => {
    const member = await startProcess(['start', '--demo', '--services', service], service, { ...shared, ...more });
    members.push(member);
    return member;
  };
  for (const service of UPSTREAM) for (let n = 0; n < (sizes[service] ?? 1); n += 1) await add(service);
  const peers = UPSTREAM.map((service) => `${service}=${members.find((one) => one.service === service)?.http}`);
  for (let n = 0; n < (sizes['human-handoff'] ?? 1); n += 1)
    await add('human-handoff', { FACTEUR_PEERS: peers.join(',') });
  const of = (service: string): readonly Member[] => members.filter((member) => member.service === service);
  const front = of('human-handoff')[0] as Member;
  const api = openApi(front.http, TOKEN);
  return {
    ...api,
    env: shared,
    token: TOKEN,
    of,
    add,
    /** Through one of the ingests in turn. */
    async send(mail: CustomerMail, nth = 0): Promise<void> {
      const ingests = of('ingest');
      const to = typeof mail.to === 'string' ? mail.to : MAILBOX;
      await sendRaw(ingests[nth % ingests.length]?.smtp ?? '', await compose(mail), { from: mail.from, to: [to] });
    },
    next(): Buyer {
      const buyer = buyers.shift();
      if (buyer === undefined) throw new Error('The company has no more customers');
      return buyer;
    },
    idle: () =>
      untilIdle(() => Promise.all(members.map(({ http }) => openApi(http, TOKEN).status())), {
        who: 'the cluster',
        timeoutMs: IDLE_WITHIN_MS,
        waiting: () => acknowledgementsWaiting(of('reply-composer')[0]?.metrics ?? ''),
      }),
    refunds: () => listRefunds(office.http),
    async casesOf(address: string) {
      const own = (await api.cases()).filter(({ customer }) => customer?.address === address);
      return Promise.all(own.map(({ number }) => api.case(number)));
    },
    /** Stops everything gracefully; resolves with the exit codes. */
    async close(): Promise<readonly (number | null)[]> {
      const codes = await Promise.all(members.map((member) => member.end('SIGTERM')));
      await office.end('SIGTERM');
      await cleanUp();
      return codes;
    },
  };
}

async function startProcess(args: readonly string[], service: string, env: Env): Promise<Member> {
  const child = spawnProgram(args, { home: await temporaryFolder(), env });
  const printed = printedBy(child);
  const bound = await ready<{ http: string; metrics: string; smtp?: string }>(child, printed, {
    who: service,
    timeoutMs: READY_WITHIN_MS,
  });
  return {
    ...bound,
    service,
    pid: child.pid ?? 0,
    printed,
    end: (signal) => end(child, child.pid, signal),
  };
}

function databaseIn(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.toString();
}
