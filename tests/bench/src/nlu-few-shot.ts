/**
 * Ten examples an intent, three draws: Banking77 and CLINC150 with an encoder that never saw them. The shipped one did, so a folder with another
 * (packages/encoder/tuning/README.md: `--sets massive-en`) must be named in `FACTEUR_BENCH_ENCODER`.
 */
import { createCachedEmbedder, type Embedder } from '@facteur/encoder';
import { openTransformer } from '@facteur/encoder/transformer';
import type { EvalResult } from '@facteur/nlu/evaluate';
import type { Bench, Figure } from './figure.ts';
import { dataset, type Labelled, shuffled } from './mail-sets.ts';
import { measured, row, skipped } from './nlu-rows.ts';

const EXAMPLES = 10;
const SEEDS = [1, 2, 3];
const MEMORY_ENTRIES = 100_000;

export const nluFewShotBench: Bench = async ({ quick }) => {
  const model = process.env.FACTEUR_BENCH_ENCODER;
  if (model === undefined) return skipped('few-shot rows: FACTEUR_BENCH_ENCODER names no encoder; the set');
  const transformer = await openTransformer({ model });
  const embedder = createCachedEmbedder(transformer, { secret: new Uint8Array(32), memoryEntries: MEMORY_ENTRIES });
  const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
  try {
    return [...(await onBanking(embedder, seeds)), ...(await onClinc(embedder, seeds))];
  } finally {
    await embedder.close();
  }
};

async function onBanking(embedder: Embedder, seeds: readonly number[]): Promise<Figure[]> {
  const [train, valid] = [await dataset('banking77/train', 'en'), await dataset('banking77/valid', 'en')];
  if (train === undefined || valid === undefined) return skipped('banking77');
  const results = await inTurn(seeds, (seed) => measured(embedder, drawn(train, seed), valid));
  return [
    ...row(
      'Banking77 valid, 10 examples an intent: accuracy',
      mean(results, ({ accuracy }) => accuracy),
      0.86,
    ),
    ...row(
      'Banking77 valid, 10 examples: calibration error (at most)',
      mean(results, ({ ece }) => ece),
    ),
  ];
}

async function onClinc(embedder: Embedder, seeds: readonly number[]): Promise<Figure[]> {
  const names = ['train', 'valid', 'oos_valid'];
  const [train, valid, oos] = await Promise.all(names.map((name) => dataset(`clinc150/${name}`, 'en')));
  if (!train || !valid || !oos) return skipped('clinc150');
  const results = await inTurn(seeds, (seed) => measured(embedder, drawn(train, seed), [...valid, ...oos]));
  return [
    ...row(
      'CLINC150 valid, 10 examples an intent: accuracy in scope',
      mean(results, ({ accuracy }) => accuracy),
      0.93,
    ),
    ...row(
      'CLINC150 valid, 10 examples: out of scope, AUROC',
      mean(results, ({ oos: { auroc } }) => auroc),
      0.972,
    ),
    ...row(
      'CLINC150 valid, 10 examples: out of scope, recall at 95 % in scope',
      mean(results, ({ oos: { recallAt95InScope } }) => recallAt95InScope),
      0.87,
    ),
    ...row(
      'CLINC150 valid, 10 examples: calibration error (at most)',
      mean(results, ({ ece }) => ece),
    ),
  ];
}

/** `EXAMPLES` texts of each intent, in an order that hangs on the seed and the texts alone. */
function drawn(lines: readonly Labelled[], seed: number): Labelled[] {
  const byIntent = new Map<string, Labelled[]>();
  for (const line of lines) {
    const intent = line.intents.join();
    const known = byIntent.get(intent) ?? [];
    known.push(line);
    byIntent.set(intent, known);
  }
  return [...byIntent.values()].flatMap((members) => shuffled(members, `${seed} `).slice(0, EXAMPLES));
}

async function inTurn(seeds: readonly number[], run: (seed: number) => Promise<{ readonly result: EvalResult }>) {
  const results: EvalResult[] = [];
  for (const seed of seeds) results.push((await run(seed)).result);
  return results;
}

function mean(results: readonly EvalResult[], of: (result: EvalResult) => number | null): number | null {
  const values = results.flatMap((result) => of(result) ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
