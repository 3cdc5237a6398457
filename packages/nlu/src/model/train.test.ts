/** Training and classifying by sparse features: few examples, odd ones, none; and any text at all. */
import { describe, expect, it, jest } from '@jest/globals';
import type { Classifier } from '../classification.ts';
import { threeIntents } from '../fixtures/three-intents.ts';
import { createModelClassifier } from './model-classifier.ts';
import { namesOf } from './names.ts';
import { offTopicFor } from './off-topic-for.ts';
import { modelIdOf, type TrainingData, type TrainingText, trainModel } from './train.ts';

/** Trainings take a second of processor time each, on a machine that may be busy. */
jest.setTimeout(120_000);

function trained(examples: readonly TrainingText[]): Classifier {
  const known = examples.filter(({ text }) => text.trim() !== '');
  const model = trainModel({ examples: known, offTopic: offTopicFor(known) });
  const texts = known.filter(({ intent }) => intent !== null);
  return createModelClassifier({ model, exampleTexts: texts.map(({ text }) => text) });
}

async function classify(classifier: Classifier, text: string) {
  const [answer] = await classifier.classify([{ text, language: 'fr' }]);
  if (answer === undefined) throw new Error('no answer');
  const sum = answer.intents.reduce((total, { probability }) => total + probability, answer.outOfScope);
  return { ...answer, sum };
}

describe('training', () => {
  const classifier = trained(threeIntents);

  it('gives the same model for the same data, and another id for other data', async () => {
    const again = trained(threeIntents);
    expect(again.id).toBe(classifier.id);
    expect(await classify(again, 'où est mon colis')).toEqual(await classify(classifier, 'où est mon colis'));
    const ids = [
      modelIdOf({ examples: threeIntents }),
      modelIdOf({ examples: threeIntents.slice(1) }),
      modelIdOf({ examples: threeIntents, seed: 2 }),
      modelIdOf({ examples: threeIntents, embedder: 'other' }),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it('learns from what intents with few examples are called', async () => {
    const few = threeIntents.filter(({ intent }) => intent === null || intent === threeIntents[0]?.intent);
    const examples = [...few, { text: 'Merci d’annoter mon dossier', intent: 'parrainage-filleul', language: 'fr' }];
    const { texts } = await namesOf(examples, undefined);
    expect(texts).toEqual([{ text: 'parrainage filleul', intent: 'parrainage-filleul', language: 'fr' }]);
    const probabilityWith = async (names: Pick<TrainingData, 'names'>): Promise<number> => {
      const model = trainModel({ examples, offTopic: offTopicFor(examples), ...names });
      const { intents } = await classify(
        createModelClassifier({ model, exampleTexts: [] }),
        'le parrainage de ma filleule',
      );
      return intents.find(({ intent }) => intent === 'parrainage-filleul')?.probability ?? 0;
    };
    expect(await probabilityWith({ names: { texts } })).toBeGreaterThan(2 * (await probabilityWith({})));
  });

  it.each([
    { name: 'no examples', examples: [] },
    { name: 'one example', examples: threeIntents.slice(0, 1) },
    { name: 'one intent', examples: threeIntents.slice(0, 25) },
    { name: 'blank examples', examples: [{ text: ' ', intent: 'a', language: 'fr' }] },
    { name: 'examples without letters', examples: [{ text: '😀 !', intent: 'a', language: 'fr' }] },
    { name: 'intents with one example each', examples: [0, 25, 50].flatMap((at) => threeIntents.slice(at, at + 1)) },
  ])('is honest with $name', async ({ examples }) => {
    const one = trained(examples);
    for (const text of ['', 'Bonjour', 'Je veux être remboursé', '😀', 'xyzzy']) {
      expect((await classify(one, text)).sum).toBeCloseTo(1, 5);
    }
    expect((await classify(one, 'Le cours de yoga de mercredi est annulé.')).outOfScope).toBeGreaterThan(0.4);
  });

  it('is not thrown off by one text a thousand times', async () => {
    const repeated = Array.from({ length: 1_000 }, () => threeIntents.slice(25, 26)).flat();
    const one = trained([...threeIntents, ...repeated]);
    expect((await classify(one, 'Où est mon colis ?')).intents[0]?.intent).toBe('suivi-commande');
  });

  it('is not sure between two intents with the same examples', async () => {
    const twins = threeIntents.slice(25, 50).flatMap((example) => [example, { ...example, intent: 'avoir' }]);
    const { intents } = await classify(trained(twins), 'Je souhaite être remboursé.');
    expect(intents[0]?.probability).toBeLessThan(0.6);
  });

  it.each(['', ' ', '😀😀', 'remboursement', 'x'.repeat(1_000_000), 'mot '.repeat(250_000), '\ud800', '漢字'])(
    'gives probabilities that sum to 1 (case %#)',
    async (text) => {
      expect((await classify(classifier, text)).sum).toBeCloseTo(1, 5);
    },
  );

  it('sorts the intents and names the nearest examples', async () => {
    const { intents, nearest } = await classify(classifier, 'Je voudrais savoir où en est ma commande');
    const probabilities = intents.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    expect(nearest).toHaveLength(3);
    expect(nearest[0]).toMatchObject({ intent: 'suivi-commande' });
    expect(nearest[0]?.similarity).toBeGreaterThanOrEqual(nearest[2]?.similarity ?? 1);
    const [example] = threeIntents;
    expect((await classify(classifier, example?.text ?? '')).nearest[0]).toEqual({
      intent: example?.intent,
      text: example?.text,
      similarity: expect.closeTo(1, 3),
    });
  });

  it.each(['', '😀 👍', '漢字', '12 34'])('knows nothing of "%s"', async (text) => {
    expect((await classify(classifier, text)).outOfScope).toBeGreaterThan(0.5);
  });

  it('does not mind accents, capitals and small misspellings', async () => {
    for (const text of ['JE VEUX ETRE REMBOURSÉ', 'je veu etre ramboursé', 'Je veux être remboursé']) {
      expect((await classify(classifier, text)).intents[0]?.intent).toBe('remboursement');
    }
  });

  it('says which words weigh for an intent', () => {
    const text = { text: 'Bonjour, je voudrais un remboursement pour Claire', language: 'fr' };
    expect(classifier.wordsFor(text, 'remboursement')[0]).toEqual({
      word: 'remboursement',
      weight: expect.any(Number),
    });
    expect(
      classifier.wordsFor(text, 'suivi-commande').find(({ word }) => word === 'remboursement')?.weight,
    ).toBeLessThan(0);
    expect(classifier.wordsFor(text, 'nothing')).toEqual([]);
  });

  it('answers many texts at once as it answers each alone', async () => {
    const texts = threeIntents.slice(0, 20).map(({ text }) => ({ text, language: 'fr' }));
    const together = await classifier.classify(texts);
    for (const [at, { text }] of texts.entries()) {
      const { sum: _sum, ...alone } = await classify(classifier, text);
      expect(together[at]).toEqual(alone);
    }
  });
});
