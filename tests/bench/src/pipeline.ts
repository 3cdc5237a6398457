/** The whole pipeline: mails imported by another process until each is answered or waits for an advisor. Sealing included. */
import { join } from 'node:path';
import type { Bench, Figure } from './figure.ts';
import { secondsOf } from './figure.ts';
import { writeDemoData, writeMails } from './mails.ts';
import { anonymousBytes, type BenchProduct, startProduct } from './product.ts';
import { type Profile, profiled } from './profile.ts';
import { inTemporaryFolder } from './temporary.ts';

const COUNT = 5_000;

/** Throughput of 5 000 distinct mails, and where the processor's time goes. */
export const pipelineBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const count = quick ? 1_500 : COUNT;
    await writeDemoData(join(folder, 'data'), count * 2);
    await writeMails(join(folder, 'first'), 0, count);
    await writeMails(join(folder, 'second'), count, count * 2);
    const product = await startProduct(join(folder, 'home'), join(folder, 'data'));
    try {
      const seconds = await secondsOf(() => run(product, join(folder, 'first')));
      await product.acknowledged();
      await checkAnswered(product, count);
      const rate: Figure = {
        bench: 'pipeline',
        what: `${count} mails imported, each answered or in review`,
        value: count / seconds,
        unit: 'mails/s',
        wanted: 300,
      };
      const profile = await profiled(() => run(product, join(folder, 'second')));
      return [rate, ...stageFigures(profile, count)];
    } finally {
      await product.running.stop();
    }
  });

async function run(product: BenchProduct, folder: string): Promise<void> {
  await product.importFolder(folder);
  await product.idle();
}

function stageFigures({ stages, mainThreadMs, processMs }: Profile, count: number): Figure[] {
  const figure = (what: string, ms: number): Figure => ({
    bench: 'pipeline',
    what: `processor time: ${what}`,
    value: ms / count,
    unit: 'ms/mail',
  });
  const rows = [...stages].sort(([, a], [, b]) => b - a).map(([stage, ms]) => figure(`main thread, ${stage}`, ms));
  return [figure('all threads', processMs), figure('main thread', mainThreadMs), ...rows];
}

/** A rate over mails that were not handled would be worth nothing. */
async function checkAnswered(product: BenchProduct, count: number): Promise<void> {
  const { mails } = (await product.get('/api/v1/outbox')) as { mails: readonly unknown[] };
  const { deadLetters } = (await product.get('/api/v1/status')) as { deadLetters: number };
  let cases = 0;
  let open = 0;
  let after = '';
  do {
    const page = (await product.get(`/api/v1/cases?limit=200${after}`)) as {
      cases: readonly { status: string }[];
      cursor?: string;
    };
    cases += page.cases.length;
    open += page.cases.filter(({ status }) => status === 'open').length;
    after = page.cursor === undefined ? '' : `&after=${encodeURIComponent(page.cursor)}`;
  } while (after !== '');
  if (cases !== count || open !== 0 || deadLetters !== 0 || mails.length < count) {
    throw new Error(
      `${count} mails gave ${cases} cases (${open} neither answered nor in review), ${mails.length} mails out, ${deadLetters} dead letters`,
    );
  }
}

/** Anonymous memory after 5 000 and after 50 000 mails. */
export const memoryBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const [few, many] = quick ? [1_000, 5_000] : [COUNT, COUNT * 10];
    await writeDemoData(join(folder, 'data'), many);
    await writeMails(join(folder, 'few'), 0, few);
    await writeMails(join(folder, 'many'), few, many);
    const product = await startProduct(join(folder, 'home'), join(folder, 'data'));
    try {
      await run(product, join(folder, 'few'));
      const before = await anonymousBytes();
      const seconds = await secondsOf(() => run(product, join(folder, 'many')));
      const after = await anonymousBytes();
      return [
        {
          bench: 'memory',
          what: `anonymous memory after ${many} mails, beside after ${few}`,
          value: after / 1e6,
          bare: before / 1e6,
          ratio: after / before,
          unit: 'MB',
          wanted: 1.2,
          atMost: true,
        },
        { bench: 'memory', what: `mails ${few} to ${many}`, value: (many - few) / seconds, unit: 'mails/s' },
      ];
    } finally {
      await product.running.stop();
    }
  });
