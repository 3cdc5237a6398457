/** A model with the shipped encoder, on mails that it has not seen. */
import type { Embedder } from '@facteur/encoder';
import { openTransformer } from '@facteur/encoder/transformer';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Classifier } from '../classification.ts';
import { ambiguousMails, clearMails, foreignMails, threeIntents } from '../fixtures/three-intents.ts';
import { prepareTraining } from '../learn/prepare.ts';
import { understandAll } from '../requests/understand-all.ts';
import type { Model } from './model.ts';
import { createModelClassifier } from './model-classifier.ts';
import { trainModel } from './train.ts';

const MINUTE = 60_000;
const exampleTexts = threeIntents.map(({ text }) => text);

describe('a model with the shipped encoder', () => {
  let embedder: Embedder;
  let model: Model;
  let classifier: Classifier;
  beforeAll(async () => {
    embedder = await openTransformer();
    model = trainModel(await prepareTraining(threeIntents, embedder));
    classifier = createModelClassifier({ model, exampleTexts, embedder });
  }, 5 * MINUTE);
  afterAll(() => embedder.close());

  const answeredAlone = async (texts: readonly string[]) => {
    const mails = texts.map((text) => ({ subject: '', text, language: 'fr' }));
    return (await understandAll(classifier, mails)).map(({ requests }) => {
      const top = requests.length === 1 ? requests[0]?.intents[0] : undefined;
      return top !== undefined && top.probability > 0.75 ? top.intent : undefined;
    });
  };

  it(
    'answers alone what is clear, and neither what is ambiguous nor what is foreign',
    async () => {
      expect(await answeredAlone(clearMails.map(({ text }) => text))).toEqual(clearMails.map(({ intent }) => intent));
      const others = [...ambiguousMails, ...foreignMails];
      const answers = await answeredAlone(others);
      // One in twenty: "j’ai un souci avec ma commande" is taken for a question about the order.
      expect(others.filter((_, at) => answers[at] !== undefined).length).toBeLessThanOrEqual(1);
    },
    MINUTE,
  );

  it('knows paraphrases better than words and letters do', () => {
    expect(model.metrics.accuracy).toBeGreaterThan(model.metrics.sparseAccuracy);
  });

  it('answers by words and letters when the encoder fails, and tells it', async () => {
    const troubles: unknown[] = [];
    const failing: Embedder = { ...embedder, embed: () => Promise.reject(new Error('gone')) };
    const weakened = createModelClassifier({
      model,
      exampleTexts,
      embedder: failing,
      onFallback: (error) => troubles.push(error),
    });
    const [answer] = await weakened.classify([{ text: 'Je veux être remboursé', language: 'fr' }]);
    expect(answer?.intents[0]?.intent).toBe('remboursement');
    expect(troubles).toHaveLength(1);
  });
});
