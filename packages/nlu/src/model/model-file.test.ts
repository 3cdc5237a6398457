/** A model as bytes: what comes back is what went in, and damage is told. */
import { describe, expect, it } from '@jest/globals';
import { threeIntents } from '../fixtures/three-intents.ts';
import { createModelClassifier } from './model-classifier.ts';
import { decodeModel, encodeModel } from './model-file.ts';
import { trainModel } from './train.ts';

const NOTE = { createdAt: '2026-11-01T08:00:00.000Z', note: 'a test' };
const vectors = {
  embedder: 'e',
  dimensions: 4,
  values: Float32Array.from(threeIntents.flatMap((_, at) => [at % 3, 1, at % 2, 0.5])),
};
const model = trainModel({ examples: threeIntents, offTopic: [], vectors });
const bytes = encodeModel(model, NOTE);

describe('a model file', () => {
  it('gives back the model and what was noted', () => {
    const { model: back, note } = decodeModel(bytes, 'a.model');
    expect(note).toEqual(NOTE);
    expect(back).toEqual(model);
  });

  it('answers as the model did', async () => {
    const exampleTexts = threeIntents.map(({ text }) => text);
    const answers = [model, decodeModel(bytes, 'a.model').model].map((one) =>
      createModelClassifier({ model: one, exampleTexts }).classify([{ text: 'où est mon colis', language: 'fr' }]),
    );
    expect(await answers[1]).toEqual(await answers[0]);
  });

  it('holds no word of the examples', () => {
    const text = Buffer.from(bytes).toString('latin1').toLowerCase();
    for (const word of ['bonjour', 'commande passée', 'transporteur']) expect(text).not.toContain(word);
  });

  it.each([
    { name: 'nothing', damage: () => new Uint8Array() },
    { name: 'another file', damage: () => Buffer.from('{"a":1}\n') },
    { name: 'a version to come', damage: () => Buffer.concat([Buffer.from('FACTEUR-MODEL 2\n'), bytes.subarray(16)]) },
    { name: 'a cut', damage: () => bytes.slice(0, -9) },
    { name: 'a cut header', damage: () => bytes.slice(0, 200) },
    { name: 'a flipped bit in the numbers', damage: () => flipped(bytes, bytes.length - 20) },
    { name: 'a flipped bit in the header', damage: () => flipped(bytes, 400) },
  ])('is refused by name with $name', ({ damage }) => {
    expect(() => decodeModel(damage(), 'models/a.model')).toThrow(
      expect.objectContaining({ code: 'MODEL_INVALID', message: expect.stringContaining('models/a.model') }),
    );
  });
});

function flipped(of: Uint8Array, at: number): Uint8Array {
  const copy = of.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
