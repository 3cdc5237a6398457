import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Classifier, type Example, trainClassifier } from './classifier.ts';
import { threeIntents } from './fixtures/three-intents.ts';
import { leaveOut } from './testing/leave-out.ts';

const classifier = trainClassifier(threeIntents);
const sumOf = (text: string, one: Classifier = classifier): number => {
  const { intents, outOfScope } = one.classify(text);
  return intents.reduce((sum, { probability }) => sum + probability, outOfScope);
};

/** The examples that ship with the demo company's journeys. */
function shippedExamples(): Example[] {
  return ['suivi-commande', 'remboursement', 'renvoi-colis'].flatMap((intent) => {
    const file = new URL(`../../../journeys/${intent}/examples.fr.txt`, import.meta.url);
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => /^[^#\s]/.test(line)).map((text) => ({ text, intent, language: 'fr' }));
  });
}

describe('trainClassifier', () => {
  it('gives the same model for the same data, and another id for other data', () => {
    const again = trainClassifier(threeIntents);
    expect(again.id).toBe(classifier.id);
    expect(again.classify('où est mon colis')).toEqual(classifier.classify('où est mon colis'));
    expect(trainClassifier(threeIntents.slice(1)).id).not.toBe(classifier.id);
    expect(trainClassifier(threeIntents, { seed: 2 }).id).not.toBe(classifier.id);
  });

  it.each([
    { name: 'no examples', examples: [] },
    { name: 'one example', examples: threeIntents.slice(0, 1) },
    { name: 'one intent', examples: threeIntents.slice(0, 25) },
    { name: 'blank examples', examples: [{ text: ' ', intent: 'a', language: 'fr' }] },
    { name: 'examples without letters', examples: [{ text: '😀 !', intent: 'a', language: 'fr' }] },
    { name: 'intents with one example each', examples: [0, 25, 50].flatMap((at) => threeIntents.slice(at, at + 1)) },
  ])('is honest with $name', ({ examples }) => {
    const one = trainClassifier(examples);
    for (const text of ['', 'Bonjour', 'Je veux être remboursé', '😀', 'xyzzy'])
      expect(sumOf(text, one)).toBeCloseTo(1, 9);
    expect(one.classify('Le cours de yoga de mercredi est annulé.').outOfScope).toBeGreaterThan(0.4);
  });

  it('is not sure between two intents with the same examples', () => {
    const twins = threeIntents.slice(25, 50).flatMap((example) => [example, { ...example, intent: 'avoir' }]);
    expect(trainClassifier(twins).classify('Je souhaite être remboursé.').intents[0]?.probability).toBeLessThan(0.6);
  });

  it('trains on 300 examples quickly (0.3 s on an idle core)', () => {
    const many = Array.from({ length: 4 }, (_, n) =>
      threeIntents.map((example) => ({ ...example, text: `${example.text} ${'abcd'[n]}x` })),
    );
    const before = performance.now();
    trainClassifier(many.flat());
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

describe('classify', () => {
  it.each([
    '',
    ' ',
    '😀😀',
    'remboursement',
    'où est mon colis',
    'x'.repeat(1_000_000),
    'mot '.repeat(250_000),
    '\ud800',
    '漢字',
  ])('gives probabilities that sum to 1 (case %#)', (text) => {
    expect(sumOf(text)).toBeCloseTo(1, 9);
  });

  it('sorts the intents and names the three nearest examples', () => {
    const { intents, nearest } = classifier.classify('Je voudrais savoir où en est ma commande');
    expect(intents.map(({ intent }) => intent)).toHaveLength(3);
    expect(intents.map(({ probability }) => probability)).toEqual(
      intents.map(({ probability }) => probability).sort((a, b) => b - a),
    );
    expect(nearest).toHaveLength(3);
    expect(nearest[0]).toMatchObject({ intent: 'suivi-commande' });
    expect(nearest[0]?.similarity).toBeGreaterThan(nearest[2]?.similarity ?? 1);
  });

  it('finds a training example itself at similarity 1', () => {
    const [example] = threeIntents;
    expect(classifier.classify(example?.text ?? '').nearest[0]).toEqual({
      intent: example?.intent,
      text: example?.text,
      similarity: expect.closeTo(1, 6),
    });
  });

  it.each(['', 'xyzzy plugh', '漢字'])('knows nothing of "%s"', (text) => {
    expect(classifier.classify(text).outOfScope).toBeGreaterThan(0.8);
  });

  it('does not mind accents, capitals and small misspellings', () => {
    for (const text of ['JE VEUX ETRE REMBOURSÉ', 'je veu etre ramboursé', 'Je veux être remboursé'])
      expect(classifier.classify(text).intents[0]).toMatchObject({
        intent: 'remboursement',
        probability: expect.any(Number),
      });
  });
});

describe('honesty on examples that training did not see', () => {
  it.each([
    { name: 'the fixture', examples: threeIntents, accuracy: 0.7 },
    { name: 'the shipped journeys', examples: shippedExamples(), accuracy: 0.65 },
  ])('is right as often as it says on $name', ({ name, examples, accuracy }) => {
    const report = leaveOut(examples, 12);
    console.log(`${name}: ${JSON.stringify(report)}`);
    expect(report.accuracy).toBeGreaterThan(accuracy);
    expect(report.ece).toBeLessThan(0.13);
    expect(report.wrongAmongSure).toBeLessThan(0.08);
  });
});
