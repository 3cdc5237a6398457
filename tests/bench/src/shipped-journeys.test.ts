/** Three shipped journeys on frozen mails, most of which ask for something else of the same shop, or for nothing. */
import { openTransformer } from '@facteur/encoder/transformer';
import { examplesOf } from '@facteur/journeys';
import { createModelClassifier, prepareTraining, trainModel, understandAll } from '@facteur/nlu';
import { expect, it } from '@jest/globals';
import { mailsIn } from './mail-sets.ts';
import { shippedJourneys } from './shipped-journeys.ts';

const MINUTE = 60_000;

/**
 * What the first classifier (words and letters; before commit a9d8f0a) did with these mails and examples at the journeys' provisional
 * threshold.
 */
const FIRST = { right: 19, wrong: 11 };
/** The journeys that it had. */
const THREE = ['suivi-commande', 'remboursement', 'renvoi-colis'];

it(
  'are answered as often as by the first classifier with fewer wrong answers',
  async () => {
    const journeys = (await shippedJourneys()).filter(({ name }) => THREE.includes(name));
    const examples = examplesOf(journeys);
    const intents = new Set(examples.map(({ intent }) => intent));
    const embedder = await openTransformer();
    try {
      const model = trainModel(await prepareTraining(examples, embedder));
      const classifier = createModelClassifier({ model, exampleTexts: examples.map(({ text }) => text), embedder });
      const mails = [...mailsIn('mails.frozen.txt'), ...mailsIn('off-topic.frozen.txt')];
      const understood = await understandAll(
        classifier,
        mails.map(({ text, language }) => ({ subject: '', text, language })),
      );
      const answers = understood.flatMap(({ requests }, at) => {
        const [request, ...others] = requests;
        const top = request?.intents[0];
        if (top === undefined || others.length > 0) return [];
        const [asked, ...more] = mails[at]?.intents ?? [];
        const isAnswerable = asked !== undefined && more.length === 0 && intents.has(asked);
        return [{ probability: top.probability, isRight: isAnswerable && top.intent === asked }];
      });
      answers.sort((a, b) => b.probability - a.probability);
      let right = 0;
      let wrong = 0;
      for (const { isRight } of answers) {
        if (right === FIRST.right) break;
        if (isRight) right += 1;
        else wrong += 1;
      }
      expect(right).toBe(FIRST.right);
      expect(wrong).toBeLessThan(FIRST.wrong);
    } finally {
      await embedder.close();
    }
  },
  10 * MINUTE,
);
