/** What authors accept is learned without a restart, stays the customers', and is forgotten when it must be. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@facteur/encoder';
import { systemClock } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { threeIntents } from '../fixtures/three-intents.ts';
import { type TrainingData, trainModel } from '../model/train.ts';
import { type LearnedParts, openLearnedClassifier } from './learned-classifier.ts';
import { openModelFolder } from './model-folder.ts';
import { twoEmbedders } from './two-embedders.ts';

/** Trainings take a second of processor time each, on a machine that may be busy. */
jest.setTimeout(120_000);

const ACCEPTED = [{ text: 'Mon grille-pain a cramé la cuisine', intent: 'remboursement', language: 'fr' }];
let folder: string;
let trainings: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-models-'));
  trainings = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function partsFor(changes: Partial<LearnedParts> = {}): LearnedParts {
  const train = async (data: TrainingData) => {
    trainings += 1;
    return trainModel({ ...data, offTopic: data.offTopic.slice(0, 30) });
  };
  return { examples: threeIntents, folder: openModelFolder(folder), clock: systemClock, train, ...changes };
}
const models = async () => (await readdir(folder)).filter((name) => name.endsWith('.model')).sort();
const asked = { text: 'Le grille-pain a cramé ma cuisine', language: 'fr' };

describe('a learned classifier', () => {
  it('learns what is accepted once, shows nobody the words, and is the old one again without them', async () => {
    const classifier = await openLearnedClassifier(partsFor());
    const before = classifier.id;
    await classifier.learn(ACCEPTED);
    await classifier.learn(ACCEPTED);
    expect(classifier.id).not.toBe(before);
    const [answer] = await classifier.classify([asked]);
    expect(answer?.nearest[0]).toMatchObject({ intent: 'remboursement', text: '' });
    expect(answer?.nearest.slice(1).every(({ text }) => text !== '')).toBe(true);
    await classifier.learn([]);
    expect({ id: classifier.id, trainings }).toEqual({ id: before, trainings: 2 });
  });

  it('knows at the next start what it learned', async () => {
    const first = await openLearnedClassifier(partsFor());
    await first.learn(ACCEPTED);
    const second = await openLearnedClassifier(partsFor({ accepted: ACCEPTED }));
    expect({ id: second.id, trainings }).toEqual({ id: first.id, trainings: 2 });
  });

  it('leaves a pinned model in use, unless that must be forgotten', async () => {
    const classifier = await openLearnedClassifier(partsFor());
    const pinned = classifier.id;
    await openModelFolder(folder).use({ id: pinned, isPinned: true });
    await classifier.learn(ACCEPTED);
    expect(classifier.id).toBe(pinned);
    await classifier.learn(ACCEPTED, [pinned]);
    expect(classifier.id).not.toBe(pinned);
    expect(await models()).toEqual([`${classifier.id}.model`]);
  });

  it('removes what must be forgotten only once something else answers', async () => {
    const classifier = await openLearnedClassifier(partsFor());
    const first = classifier.id;
    await classifier.learn(ACCEPTED);
    const learned = classifier.id;
    await classifier.learn([], [first, learned]);
    expect({ id: classifier.id, models: await models() }).toEqual({ id: first, models: [`${first}.model`] });
  });

  it('keeps its model when training dies, and tries again when asked again', async () => {
    let isDying = false;
    const { train, ...rest } = partsFor();
    const mortal = (data: TrainingData) => (isDying ? Promise.reject(new Error('killed')) : train(data));
    const classifier = await openLearnedClassifier({ ...rest, train: mortal });
    const before = classifier.id;
    isDying = true;
    await expect(classifier.learn(ACCEPTED)).rejects.toThrow('killed');
    expect(classifier.id).toBe(before);
    isDying = false;
    await classifier.learn(ACCEPTED);
    expect(classifier.id).not.toBe(before);
  });
});

describe('vectors for training', () => {
  const seen: Record<string, string[]> = { disk: [], memory: [] };
  const embedder = (name: 'disk' | 'memory'): Embedder => ({
    id: 'same',
    dimensions: 1,
    embed: async (texts) => {
      seen[name]?.push(...texts);
      return texts.map((text) => Float32Array.of(text.length));
    },
    close: async () => undefined,
  });

  it('of customers’ words stay in memory, those of authors may lie on disk, all in order', async () => {
    const both = twoEmbedders(embedder('disk'), embedder('memory'), ['bb', 'dddd']);
    const vectors = await both.embed(['a', 'bb', 'ccc', 'dddd']);
    expect(vectors.map(([length]) => length)).toEqual([1, 2, 3, 4]);
    expect(seen).toEqual({ disk: ['a', 'ccc'], memory: ['bb', 'dddd'] });
  });
});

describe('the folder of models', () => {
  it('remembers on what its models were trained', async () => {
    const models = openModelFolder(join(folder, 'deep'));
    expect(await models.sources()).toEqual([]);
    await models.noteSources(['A.1', 'B.2']);
    expect(await openModelFolder(join(folder, 'deep')).sources()).toEqual(['A.1', 'B.2']);
    await models.noteSources([]);
    expect(await models.sources()).toEqual([]);
  });
});
