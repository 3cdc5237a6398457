/** The fast classifier in its model's file: what comes back is what went in, and nothing else is taken for it. */
import { describe, expect, it } from '@jest/globals';
import { threeIntents } from '../fixtures/three-intents.ts';
import type { Model } from '../model/model.ts';
import { createModelClassifier } from '../model/model-classifier.ts';
import { decodeModel, encodeModel } from '../model/model-file.ts';
import { type TrainingData, trainModel } from '../model/train.ts';
import { createCascadeClassifier } from './create-cascade.ts';
import { type FastPart, fastPartOf, withFastPart } from './fast-part.ts';
import { wordEmbedder } from './testing/word-embedder.ts';

const full = wordEmbedder('full');
const table = wordEmbedder('table', 16);
const texts = threeIntents.map(({ text }) => text);
const exampleTexts = texts;
const dataFor = async ({ id, dimensions, embed }: typeof full): Promise<TrainingData> => {
  const values = Float32Array.from((await embed(texts)).flatMap((vector) => [...vector]));
  return { examples: threeIntents, offTopic: [], vectors: { embedder: id, dimensions, values } };
};
const model = trainModel(await dataFor(full));
const { dense } = trainModel(await dataFor(table));
if (dense === undefined) throw new Error('no vectors');
const part: FastPart = {
  dense,
  rule: { limit: 0.5, clearTemperature: 1.5, restTemperature: 1.25 },
};
const asked = [...texts.slice(0, 10), 'où est mon colis', 'bonjour'].map((text) => ({ text, language: 'fr' }));

const head = { ...dense.stage.head, classes: 2 };
const otherDense = { ...dense, stage: { ...dense.stage, head } };
/** What else may stand in a file. */
const foreign = (fast: unknown): Model => Object.assign({}, model, { fast });

describe('the fast part of a model', () => {
  it('comes back from the file of the model, which is otherwise as it was', () => {
    const { model: back } = decodeModel(encodeModel(withFastPart(model, part), { createdAt: 'today' }), 'a.model');
    expect(fastPartOf(back)).toEqual(part);
    const { model: plain } = decodeModel(encodeModel(model, { createdAt: 'today' }), 'a.model');
    expect(back).toMatchObject(plain);
    expect(fastPartOf(plain)).toBeUndefined();
  });

  it.each([
    { name: 'nothing', fast: undefined },
    { name: 'something else', fast: 'fast' },
    { name: 'a version to come', fast: { ...part, version: 2 } },
    { name: 'no rule', fast: { version: 1, dense } },
    { name: 'a limit above 1', fast: { ...part, version: 1, rule: { ...part.rule, limit: 1.5 } } },
    { name: 'a temperature of 0', fast: { ...part, version: 1, rule: { ...part.rule, restTemperature: 0 } } },
    { name: 'no vectors', fast: { version: 1, rule: part.rule } },
    { name: 'half a part', fast: { ...part, version: 1, dense: { ...dense, stage: undefined } } },
    { name: 'the part of another model', fast: { ...part, version: 1, dense: otherDense } },
  ])('is not taken from a file with $name: the full model answers alone', async ({ fast }) => {
    const one = foreign(fast);
    expect(fastPartOf(one)).toBeUndefined();
    const cascade = createCascadeClassifier({ model: one, exampleTexts, embedder: full, fastEmbedder: table });
    expect(cascade.glance).toBeUndefined();
    const alone = createModelClassifier({ model, exampleTexts, embedder: full });
    expect(await cascade.classify(asked)).toEqual(await alone.classify(asked));
  });
});

describe('a model at work with its fast part', () => {
  const whole = withFastPart(model, part);

  it('spares the full embedder what is clear', async () => {
    let toFull = 0;
    const cascade = createCascadeClassifier({
      ...{ model: whole, exampleTexts, embedder: full, fastEmbedder: table },
      onAnswered: (by) => {
        toFull += by.full;
      },
    });
    const before = full.texts();
    const answers = await cascade.classify(asked);
    expect(answers).toHaveLength(asked.length);
    expect(toFull).toBeLessThan(asked.length);
    expect(full.texts() - before).toBe(toFull);
    for (const { intents, outOfScope } of answers) {
      expect(intents.reduce((sum, { probability }) => sum + probability, outOfScope)).toBeCloseTo(1, 6);
    }
    expect(await cascade.glance?.(asked)).toHaveLength(asked.length);
  });

  it.each([
    { name: 'the table is another one', parts: { embedder: full, fastEmbedder: wordEmbedder('other table', 16) } },
    { name: 'there is no table', parts: { embedder: full } },
    { name: 'the encoder is another one', parts: { embedder: wordEmbedder('other'), fastEmbedder: table } },
    { name: 'there is no encoder', parts: { fastEmbedder: table } },
  ])('answers as the full model alone where $name', async ({ parts }) => {
    const cascade = createCascadeClassifier({ model: whole, exampleTexts, ...parts });
    expect(cascade.glance).toBeUndefined();
    const alone = createModelClassifier({ model, exampleTexts, ...parts });
    expect(await cascade.classify(asked)).toEqual(await alone.classify(asked));
  });

  it('tells when the table fails, and still answers', async () => {
    const troubles: unknown[] = [];
    const failing = { ...table, embed: () => Promise.reject(new Error('gone')) };
    const cascade = createCascadeClassifier({
      ...{ model: whole, exampleTexts, embedder: full, fastEmbedder: failing },
      onFallback: (error) => troubles.push(error),
    });
    const [answer] = await cascade.classify([{ text: 'Je veux être remboursé', language: 'fr' }]);
    expect(answer?.intents[0]?.intent).toBe('remboursement');
    expect(String(troubles[0])).toContain('gone');
  });
});
