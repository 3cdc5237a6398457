/** The classifier of an installation: which model is in use, whatever happens to training, files and encoder. */
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@facteur/encoder';
import { systemClock } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { threeIntents } from '../fixtures/three-intents.ts';
import { type TrainingData, type TrainingText, trainModel } from '../model/train.ts';
import { type LearnedParts, openLearnedClassifier } from './learned-classifier.ts';
import { openModelFolder } from './model-folder.ts';

/** Trainings take a second of processor time each, on a machine that may be busy. */
jest.setTimeout(120_000);

const OTHERS = threeIntents.slice(5);
/** What a model is trained on matters little here: few texts are learned quickly. */
const trainQuickly = (data: TrainingData) => trainModel({ ...data, offTopic: data.offTopic.slice(0, 30) });
let folder: string;
let trainings: TrainingData[];
let troubles: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-models-'));
  trainings = [];
  troubles = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function partsFor(examples: readonly TrainingText[], changes: Partial<LearnedParts> = {}): LearnedParts {
  return {
    examples,
    folder: openModelFolder(folder),
    clock: systemClock,
    train: async (data) => {
      trainings.push(data);
      return trainQuickly(data);
    },
    onTrouble: (error) => troubles.push(error),
    ...changes,
  };
}
const models = async () => (await readdir(folder)).filter((name) => name.endsWith('.model'));

describe('a learned classifier', () => {
  it('trains once, and finds its model again at the next start', async () => {
    const first = await openLearnedClassifier(partsFor(threeIntents));
    const second = await openLearnedClassifier(partsFor(threeIntents));
    expect(trainings).toHaveLength(1);
    expect(second.id).toBe(first.id);
    const [answer] = await second.classify([{ text: 'Je veux être remboursé', language: 'fr' }]);
    expect(answer?.intents[0]?.intent).toBe('remboursement');
  });

  it('goes on with the model before while another is trained, and then uses that', async () => {
    const before = await openLearnedClassifier(partsFor(threeIntents));
    let finish: () => void = () => undefined;
    const training = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = partsFor(OTHERS, { train: (data) => training.then(() => trainQuickly(data)) });
    const next = await openLearnedClassifier(slow);
    expect(next.id).toBe(before.id);
    finish();
    await next.settled;
    expect(next.id).not.toBe(before.id);
    expect(await models()).toHaveLength(2);
  });

  it('keeps the model before when training dies, now and at the next start', async () => {
    const before = await openLearnedClassifier(partsFor(threeIntents));
    const dying = partsFor(OTHERS, { train: () => Promise.reject(new Error('killed')) });
    const next = await openLearnedClassifier(dying);
    await next.settled;
    expect(next.id).toBe(before.id);
    expect(String(troubles[0])).toContain('killed');
    const [answer] = await next.classify([{ text: 'Je veux être remboursé', language: 'fr' }]);
    expect(answer?.intents[0]?.intent).toBe('remboursement');
  });

  it('trains again when the file of its model is damaged, and says so', async () => {
    await openLearnedClassifier(partsFor(threeIntents));
    const [file = ''] = await models();
    await truncate(join(folder, file), 1_000);
    await openLearnedClassifier(partsFor(threeIntents));
    expect(trainings).toHaveLength(2);
    expect(troubles[0]).toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining(file) });
  });

  it('stays with the model that a person went back to, also after a restart, until told otherwise', async () => {
    const first = await openLearnedClassifier(partsFor(threeIntents));
    const second = await openLearnedClassifier(partsFor(OTHERS));
    await second.settled;
    await openModelFolder(folder).use({ id: first.id, isPinned: true });
    await second.refresh();
    expect(second.id).toBe(first.id);
    const restarted = await openLearnedClassifier(partsFor(OTHERS));
    await restarted.settled;
    expect(restarted.id).toBe(first.id);
  });

  it('refuses to use a model that is not there', async () => {
    await expect(openModelFolder(folder).use({ id: 'nowhere', isPinned: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('keeps five models', async () => {
    for (let left = 0; left < 7; left += 1) {
      const next = await openLearnedClassifier(partsFor(threeIntents.slice(20 + left, 60)));
      await next.settled;
    }
    expect((await models()).length).toBe(5);
  });

  it('does without an encoder that does not answer, and says so', async () => {
    const broken: Embedder = {
      id: 'broken',
      dimensions: 4,
      embed: () => Promise.reject(new Error('no answer')),
      close: async () => undefined,
    };
    const one = await openLearnedClassifier(partsFor(threeIntents, { embedder: broken }));
    const [answer] = await one.classify([{ text: 'Je veux être remboursé', language: 'fr' }]);
    expect(answer?.intents[0]?.intent).toBe('remboursement');
    expect(String(troubles[0])).toContain('no answer');
  });
});
