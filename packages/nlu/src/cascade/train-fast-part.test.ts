/** Training of the fast part, and the classifier of an installation with one. Trainings take a second of processor time each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { threeIntents } from '../fixtures/three-intents.ts';
import { openLearnedClassifier } from '../learn/learned-classifier.ts';
import { openModelFolder } from '../learn/model-folder.ts';
import { type TrainingData, trainModel } from '../model/train.ts';
import { NOTHING_CLEAR } from './clear.ts';
import { fastPartOf } from './fast-part.ts';
import { wordEmbedder } from './testing/word-embedder.ts';
import { trainFastPart, trainWithFastPart } from './train-fast-part.ts';

jest.setTimeout(120_000);

const full = wordEmbedder('full');
const table = wordEmbedder('table', 16);
/** Fifteen an intent: trainings are shorter. */
const examples = threeIntents.filter((_, at) => at % 5 < 3);
const values = Float32Array.from((await full.embed(examples.map(({ text }) => text))).flatMap((vector) => [...vector]));
const data: TrainingData = {
  examples,
  offTopic: [],
  vectors: { embedder: 'full', dimensions: full.dimensions, values },
};
let trainings: TrainingData[];
const train = async (given: TrainingData) => {
  trainings.push(given);
  return trainModel({ ...given, offTopic: [] });
};
beforeEach(() => {
  trainings = [];
});

describe('training a fast part', () => {
  it('takes one training where there are too few texts for the promise, and nothing is clear', async () => {
    const { dense, rule } = await trainFastPart(data, table, train);
    expect(trainings).toHaveLength(1);
    expect(rule).toEqual(NOTHING_CLEAR);
    expect(dense.embedder).toBe('table');
  });

  it('learns the rule from texts that neither model has seen', async () => {
    const { rule } = await trainFastPart(data, table, train, { risk: 0.1, fewestTexts: 1 });
    expect(trainings).toHaveLength(11);
    const held = trainings.slice(1).map((given) => {
      const kept = new Set(given.examples.map(({ text }) => text));
      expect(given.vectors?.values).toHaveLength(given.examples.length * (given.vectors?.dimensions ?? 0));
      return examples.filter(({ text }) => !kept.has(text)).length;
    });
    expect(held.reduce((sum, one) => sum + one, 0)).toBe(2 * examples.length);
    expect(rule.limit).toBeGreaterThanOrEqual(0.5);
  });

  it('leaves the model without one where there are no vectors, or the table fails', async () => {
    const troubles: unknown[] = [];
    const { vectors: _vectors, ...sparse } = data;
    const failing = { ...table, embed: () => Promise.reject(new Error('gone')) };
    for (const [given, embedder] of [
      [sparse, table],
      [data, failing],
    ] as const) {
      const model = await trainWithFastPart(train, embedder, (error) => troubles.push(error))(given);
      expect(model.intents).toHaveLength(3);
      expect(fastPartOf(model)).toBeUndefined();
    }
    expect(troubles.map(String)).toEqual(['Error: gone']);
  });
});

describe('a learned classifier with a fast part', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-cascade-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const parts = () => ({ examples, embedder: full, folder: openModelFolder(folder), clock: systemClock, train });
  const asked = [{ text: 'Je veux être remboursé', language: 'fr' }];

  it('keeps it with its model, and finds it again at the next start', async () => {
    const first = await openLearnedClassifier({ ...parts(), fastEmbedder: table });
    expect(trainings).toHaveLength(2);
    const again = await openLearnedClassifier({ ...parts(), fastEmbedder: table });
    expect(trainings).toHaveLength(2);
    expect(again.id).toBe(first.id);
    expect(await again.glance?.(asked)).toEqual(await first.glance?.(asked));
    expect((await again.glance?.(asked))?.[0]?.intents[0]?.intent).toBe('remboursement');
  });

  it('answers by the full model alone where its model was trained without one', async () => {
    const before = await openLearnedClassifier(parts());
    const after = await openLearnedClassifier({ ...parts(), fastEmbedder: table });
    expect(after.id).toBe(before.id);
    expect(await after.glance?.(asked)).toBeUndefined();
    expect(await after.classify(asked)).toEqual(await before.classify(asked));
  });
});
