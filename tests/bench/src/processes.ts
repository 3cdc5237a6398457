/** One process per service on Kafka and MongoDB, then two of each: mails per second, what each service costs, what it asks of the database. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { realKafka, realMongodb } from '@facteur/real';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { type CountingProxy, openCountingProxy } from './counting-proxy.ts';
import type { Bench, Figure } from './figure.ts';
import { secondsOf } from './figure.ts';
import { sampleMail, writeDemoData } from './mails.ts';
import { inTemporaryFolder } from './temporary.ts';

const BENCH = 'processes';
const FACTEUR = createRequire(import.meta.url).resolve('@facteur/cli/bin');
const TOKEN = 'the-token-of-the-bench';
const SERVICES = ['human-handoff', 'reply-composer', 'journey-orchestrator', 'intent-classification', 'ingest'];
const WARM_UP = 20;
/** Clock ticks of Linux's /proc are hundredths of a second. */
const TICK_MS = 10;
const LOOK_AGAIN_MS = 500;
const NOTHING: Cost = { processorMs: 0, requests: 0, residentBytes: 0 };

interface Member {
  readonly service: string;
  readonly child: ChildProcess;
  readonly http: string;
  readonly proxy: CountingProxy;
}

/** Without Kafka and MongoDB, no row: the message says how to get them. */
export const processesBench: Bench = async ({ quick }) => {
  const [kafka, mongodb] = [await realKafka(), await realMongodb()];
  if (!('at' in kafka) || !('at' in mongodb)) {
    for (const part of [kafka, mongodb]) if ('missing' in part) process.stderr.write(`${BENCH}: ${part.missing}\n`);
    return [];
  }
  const count = quick ? 40 : 100;
  const run = (each: number): Promise<Run> =>
    inTemporaryFolder((folder) => runWith({ folder, each, count, brokers: kafka.at.brokers, uri: mongodb.at.uri }));
  const one = await run(1);
  const two = await run(2);
  const { engine } = mongodb.at;
  return [
    {
      bench: BENCH,
      what: `${count} mails, two processes of each service beside one, on Kafka and ${engine}`,
      value: two.perSecond,
      bare: one.perSecond,
      ratio: two.perSecond / one.perSecond,
      unit: 'mails/s',
    },
    ...SERVICES.flatMap((service): Figure[] => {
      const cost = one.costs.get(service) ?? { processorMs: 0, requests: 0, residentBytes: 0 };
      const figure = (what: string, value: number, unit: string): Figure => ({ bench: BENCH, what, value, unit });
      return [
        figure(`resident memory, ${service}`, cost.residentBytes / 1e6, 'MB'),
        figure(`processor time, ${service}`, cost.processorMs / count, 'ms/mail'),
        {
          ...figure(`round trips to the database, ${service}`, cost.requests / count, 'requests/mail'),
          wanted: 6,
          atMost: true,
        },
      ];
    }),
    {
      bench: BENCH,
      what: 'events on Kafka, one copy',
      value: one.kafkaBytes / (WARM_UP + count) / 1e3,
      unit: 'kB/mail',
    },
    {
      bench: BENCH,
      what: 'documents and mails in MongoDB, one copy',
      value: one.storedBytes / (WARM_UP + count) / 1e3,
      unit: 'kB/mail',
    },
  ];
};

interface Ground {
  readonly folder: string;
  readonly each: number;
  readonly count: number;
  readonly brokers: readonly string[];
  readonly uri: string;
}

interface Cost {
  processorMs: number;
  requests: number;
  residentBytes: number;
}

interface Run {
  readonly perSecond: number;
  readonly costs: ReadonlyMap<string, Readonly<Cost>>;
  readonly kafkaBytes: number;
  readonly storedBytes: number;
}

async function runWith(ground: Ground): Promise<Run> {
  const { folder, each, count } = ground;
  await mkdir(folder, { recursive: true });
  await writeDemoData(join(folder, 'data'), WARM_UP + count);
  const id = `bench${randomUUID().slice(0, 8)}`;
  const office = spawnProgram(['demo', '--port', '0'], join(folder, 'office'), {
    FACTEUR_DEMO_DATA: join(folder, 'data'),
  });
  const members: Member[] = [];
  try {
    const env = {
      FACTEUR_KAFKA_BROKERS: ground.brokers.join(','),
      FACTEUR_KAFKA_PREFIX: `${id}.`,
      FACTEUR_DEMO_URL: (await ready(office)).http,
      FACTEUR_ADMIN_TOKEN: TOKEN,
    };
    for (const service of SERVICES)
      for (let n = 0; n < each; n += 1) {
        const proxy = await openCountingProxy(ground.uri);
        const home = join(folder, `${service}-${n}`);
        const child = spawnProgram(['start', '--demo', '--services', service], home, {
          ...env,
          FACTEUR_MONGODB_URI: `${proxy.uri}/${id}`,
        });
        members.push({ service, child, proxy, http: (await ready(child)).http });
      }
    await handIn(members, 0, WARM_UP);
    await untilIdle(members);
    const before = await costsOf(members);
    const seconds = await secondsOf(async () => {
      await handIn(members, WARM_UP, WARM_UP + count);
      await untilIdle(members);
    });
    const after = await costsOf(members);
    const costs = new Map(
      [...after].map(([service, cost]) => {
        const start = before.get(service) ?? NOTHING;
        const { processorMs, requests, residentBytes } = cost;
        return [
          service,
          { processorMs: processorMs - start.processorMs, requests: requests - start.requests, residentBytes },
        ] as const;
      }),
    );
    return {
      perSecond: count / seconds,
      costs,
      kafkaBytes: await bytesOnKafka(ground.brokers, `${id}.`),
      storedBytes: await bytesInMongodb(ground.uri, id),
    };
  } finally {
    await Promise.all([office, ...members.map(({ child }) => child)].map(end));
    for (const { proxy } of members) proxy.close();
  }
}

function spawnProgram(args: readonly string[], home: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [FACTEUR, ...args], {
    env: {
      ...process.env,
      FACTEUR_HOME: home,
      FACTEUR_HTTP_PORT: '0',
      FACTEUR_SMTP_PORT: '0',
      FACTEUR_METRICS_PORT: '0',
      FACTEUR_ENCODER: 'none',
      FACTEUR_LOG: 'error',
      FACTEUR_CONFIG: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function ready(child: ChildProcess): Promise<{ http: string }> {
  if (!child.stdout) throw new Error('The process has no output');
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('{"ready":true')) return JSON.parse(line) as { http: string };
  throw new Error(`A process ended with ${child.exitCode}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGTERM');
  await closed;
}

async function handIn(members: readonly Member[], from: number, to: number): Promise<void> {
  const ingests = members.filter(({ service }) => service === 'ingest');
  const shares = ingests.map((_, nth) =>
    Array.from({ length: to - from }, (_, n) => from + n).filter((n) => n % ingests.length === nth),
  );
  await Promise.all(
    shares.map(async (share, nth) => {
      for (let start = 0; start < share.length; start += 64) {
        const mails = share.slice(start, start + 64).map((n) => Buffer.from(sampleMail(n)).toString('base64'));
        const answer = await fetch(new URL('/api/v1/mail/batch?channel=import', ingests[nth]?.http), {
          method: 'POST',
          headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
          body: JSON.stringify({ mails }),
        });
        if (!answer.ok) throw new Error(`A batch of mails was refused: ${await answer.text()}`);
      }
    }),
  );
}

/** Of every process, twice in a row. */
async function untilIdle(members: readonly Member[]): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    const states = await Promise.all(members.map(({ http }) => statusOf(http)));
    const isQuiet = states.every(({ lag, isBusy }) => !isBusy && Object.values(lag).every((count) => count === 0));
    quiet = isQuiet ? quiet + 1 : 0;
    if (!isQuiet) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function statusOf(http: string): Promise<{ lag: Record<string, number>; isBusy: boolean }> {
  const answer = await fetch(new URL('/api/v1/status', http), { headers: { authorization: `Bearer ${TOKEN}` } });
  return (await answer.json()) as { lag: Record<string, number>; isBusy: boolean };
}

async function costsOf(members: readonly Member[]): Promise<Map<string, Cost>> {
  const costs = new Map<string, Cost>();
  for (const { service, child, proxy } of members) {
    const [, fields = ''] = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ');
    const [utime = '0', stime = '0'] = fields.split(' ').slice(11, 13);
    const resident = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? '0';
    const sum = costs.get(service) ?? { ...NOTHING };
    sum.processorMs += (Number(utime) + Number(stime)) * TICK_MS;
    sum.requests += proxy.count();
    sum.residentBytes = Math.max(sum.residentBytes, Number(resident) * 1_024);
    costs.set(service, sum);
  }
  return costs;
}

/** Keys and values of everything on the topics that begin with `prefix`. */
async function bytesOnKafka(brokers: readonly string[], prefix: string): Promise<number> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  let left = 0;
  for (const topic of topics)
    for (const { low, high } of await admin.fetchTopicOffsets(topic)) left += Number(high) - Number(low);
  await admin.disconnect();
  const consumer = kafka.consumer({ groupId: `${prefix}bytes` });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachBatch: async ({ batch: { messages } }) => {
          for (const { key, value } of messages) bytes += (key?.length ?? 0) + (value?.length ?? 0);
          left -= messages.length;
          if (left <= 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return bytes;
}

async function bytesInMongodb(uri: string, database: string): Promise<number> {
  const client = new MongoClient(uri);
  try {
    const { dataSize } = await client.db(database).command({ dbStats: 1 });
    return Number(dataSize);
  } finally {
    await client.close();
  }
}
