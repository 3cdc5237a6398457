/**
 * The pipeline with the transformer, beside understanding alone on the same mails: what everything else (keeping, sealing, deciding,
 * answering) leaves of its throughput. Real-style mails, each text once; neither has met them before.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCachedEmbedder, openStatic } from '@facteur/encoder';
import { openTransformer } from '@facteur/encoder/transformer';
import { examplesOf } from '@facteur/journeys';
import { openLearnedClassifier, openModelFolder, trainInWorker, understandAll } from '@facteur/nlu';
import { type Bench, type Figure, median, secondsOf } from './figure.ts';
import { type Labelled, mailsIn } from './mail-sets.ts';
import { writeDemoData } from './mails.ts';
import { startProduct } from './product.ts';
import { shippedJourneys } from './shipped-journeys.ts';
import { inTemporaryFolder } from './temporary.ts';

const WANTED = 0.6;
/** Mails that are understood at once; the pipeline's batches are of that size while many wait. */
const PIECE = 32;
const SENT_AT = '2026-11-22T09:00:00.000Z';
const STOPPED = { now: () => 0, wait: async () => undefined };
const SECRET = new Uint8Array(32);

/** Understanding alone is measured before and after, since a machine may change its mind in between. */
export const pipelineEncoderBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const all = [...mailsIn('mails.tune.txt'), ...mailsIn('off-topic.tune.txt')];
    const mails = quick ? all.filter((_, at) => at % 4 === 0) : all;
    await writeDemoData(join(folder, 'data'), mails.length);
    await writeFiles(join(folder, 'mails'), mails);
    const before = await understandingAlone(join(folder, 'models'), mails);
    const pipeline = await wholePipeline(folder);
    const after = await understandingAlone(join(folder, 'models'), mails);
    const alone = median([before, after]);
    const figure: Figure = {
      bench: 'pipeline-encoder',
      what: `${mails.length} real-style mails with the transformer, beside understanding alone`,
      value: mails.length / pipeline,
      bare: mails.length / alone,
      ratio: alone / pipeline,
      unit: 'mails/s',
      wanted: WANTED,
    };
    return [figure];
  });

async function wholePipeline(folder: string): Promise<number> {
  const product = await startProduct(join(folder, 'home'), join(folder, 'data'), { FACTEUR_ENCODER: 'shipped' });
  try {
    return await secondsOf(async () => {
      await product.importFolder(join(folder, 'mails'));
      await product.idle();
    });
  } finally {
    await product.running.stop();
  }
}

/** As the product opens it, with caches that know nothing of these mails. */
async function understandingAlone(models: string, mails: readonly Labelled[]): Promise<number> {
  const transformer = await openTransformer();
  const table = await openStatic();
  const training = createCachedEmbedder(transformer, { secret: SECRET, memoryEntries: 10_000 });
  const embedder = createCachedEmbedder(transformer, { secret: SECRET, memoryEntries: 10_000 });
  try {
    const examples = examplesOf(await shippedJourneys());
    const classifier = await openLearnedClassifier({
      ...{ examples, embedder, trainingEmbedder: training, fastEmbedder: table },
      folder: openModelFolder(models),
      clock: STOPPED,
      train: trainInWorker,
    });
    return await secondsOf(async () => {
      for (let from = 0; from < mails.length; from += PIECE) {
        const piece = mails.slice(from, from + PIECE);
        await understandAll(
          classifier,
          piece.map(({ text, language }) => ({ subject: '', text, language, sentAt: SENT_AT })),
        );
      }
    });
  } finally {
    await Promise.all([training.close(), embedder.close(), table.close()]);
    await transformer.close();
  }
}

async function writeFiles(folder: string, mails: readonly Labelled[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [n, { text }] of mails.entries())
    await writeFile(join(folder, `${String(n).padStart(4, '0')}.eml`), mailOf(n, text));
}

function mailOf(n: number, text: string): string {
  const headers = [
    `From: Client ${n} <client-${n}@courriel.example>`,
    'To: sav@boutique.example',
    'Date: Sun, 22 Nov 2026 09:00:00 +0000',
    `Message-ID: <encoder-${n}@courriel.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${text.replaceAll('\n', '\r\n')}\r\n`;
}
