/** The whole pipeline on the Kafka bus with the embedded store, beside all of it embedded: what Kafka costs. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { realKafka } from '@facteur/real';
import type { Bench, Figure } from './figure.ts';
import { secondsOf } from './figure.ts';
import { writeDemoData, writeMails } from './mails.ts';
import { type BenchProduct, startProduct } from './product.ts';
import { inTemporaryFolder } from './temporary.ts';

const BENCH = 'pipeline-kafka';

/** Without a Kafka, no row: the message says how to get one. */
export const pipelineKafkaBench: Bench = async ({ quick }) => {
  const real = await realKafka();
  if (!('at' in real)) {
    process.stderr.write(`${BENCH}: ${real.missing}\n`);
    return [];
  }
  const count = quick ? 1_000 : 4_000;
  const env = { FACTEUR_KAFKA_BROKERS: real.at.brokers.join(','), FACTEUR_KAFKA_PREFIX: `bench-${randomUUID()}.` };
  const embedded = await ratesOf(count, {});
  const kafka = await ratesOf(count, env);
  return [
    {
      bench: BENCH,
      what: `${count} mails, Kafka bus and embedded store, beside all embedded`,
      value: kafka.perSecond,
      bare: embedded.perSecond,
      ratio: kafka.perSecond / embedded.perSecond,
      unit: 'mails/s',
      wanted: 0.5,
    },
    ...requestFigures(kafka.requests, count),
  ];
};

interface Rates {
  readonly perSecond: number;
  /** By what was asked of Kafka: how often, and the sum of seconds until the answers. */
  readonly requests: ReadonlyMap<string, { readonly count: number; readonly seconds: number }>;
}

/** The second of two runs of `count` mails: the first one warms code and connections. */
function ratesOf(count: number, env: Readonly<Record<string, string>>): Promise<Rates> {
  return inTemporaryFolder(async (folder) => {
    await writeDemoData(join(folder, 'data'), count * 2);
    await writeMails(join(folder, 'first'), 0, count);
    await writeMails(join(folder, 'second'), count, count * 2);
    const product = await startProduct(join(folder, 'home'), join(folder, 'data'), env);
    try {
      await run(product, join(folder, 'first'));
      const before = await requestsOf(product);
      const seconds = await secondsOf(() => run(product, join(folder, 'second')));
      const after = await requestsOf(product);
      const requests = new Map(
        [...after].map(([api, total]) => {
          const { count: done, seconds: spent } = before.get(api) ?? { count: 0, seconds: 0 };
          return [api, { count: total.count - done, seconds: total.seconds - spent }] as const;
        }),
      );
      return { perSecond: count / seconds, requests };
    } finally {
      await product.running.stop();
    }
  });
}

async function run(product: BenchProduct, folder: string): Promise<void> {
  await product.importFolder(folder);
  await product.idle();
}

/** `facteur_kafka_request_duration_seconds` of the product's own metrics. */
async function requestsOf(product: BenchProduct): Promise<Map<string, { count: number; seconds: number }>> {
  const text = await (await fetch(product.running.metrics)).text();
  const requests = new Map<string, { count: number; seconds: number }>();
  for (const [, part, api = '', value] of text.matchAll(
    /^facteur_kafka_request_duration_seconds_(count|sum)\{api="([^"]+)"\} (\S+)$/gm,
  )) {
    const entry = requests.get(api) ?? { count: 0, seconds: 0 };
    if (part === 'count') entry.count = Number(value);
    else entry.seconds = Number(value);
    requests.set(api, entry);
  }
  return requests;
}

function requestFigures(requests: Rates['requests'], count: number): Figure[] {
  const figure = (what: string, value: number, unit: string): Figure => ({ bench: BENCH, what, value, unit });
  // A fetch waits at the broker for something to come: its time is no cost.
  const asked = [...requests].filter(([api]) => api !== 'Fetch');
  const total = [...requests.values()].reduce((sum, request) => sum + request.count, 0);
  const seconds = asked.reduce((sum, [, request]) => sum + request.seconds, 0);
  return [
    figure('round trips to Kafka', total / count, 'requests/mail'),
    ...[...requests]
      .filter(([, request]) => request.count > 0)
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([api, request]) => figure(`round trips to Kafka, ${api}`, request.count / count, 'requests/mail')),
    figure('waited for Kafka’s answers, fetches apart', (seconds * 1_000) / count, 'ms/mail'),
  ];
}
