/** An audit as a whole: with a judge made up for the purpose, then with the product's own training by words and letters. */
import { describe, expect, it, jest } from '@jest/globals';
import { threeIntents } from '../fixtures/three-intents.ts';
import { audit } from './audit.ts';
import { folded } from './duplicates.ts';
import type { AuditedExample } from './findings.ts';
import { type Judge, openModelJudge } from './model-judge.ts';

/** Trainings take a second of processor time each, on a machine that may be busy. */
jest.setTimeout(240_000);

/** Examples `intent: text`, on lines from 1. */
function written(...lines: readonly string[]): AuditedExample[] {
  return lines.map((line, at) => {
    const [intent = '', text = ''] = line.split(': ');
    return { line: at + 1, text, intent: intent === '-' ? null : intent };
  });
}

interface Asked {
  readonly learnt: readonly string[];
  readonly asked: readonly string[];
}

/** Answers by the words in common with what was learnt, and remembers what it was asked. */
function wordJudge(
  examples: readonly AuditedExample[],
  asked: Asked[] = [],
  unlabelled: readonly string[] = [],
): Judge {
  const texts = [...examples.map(({ text }) => text), ...unlabelled];
  const sets = texts.map((text) => new Set(folded(text).split(' ')));
  const alike = (one: number, other: number): number => {
    const [a = new Set(), b = new Set()] = [sets[one], sets[other]];
    return [...a].filter((word) => b.has(word)).length / Math.sqrt(a.size * b.size);
  };
  return {
    likeness: { letters: (at) => Float32Array.from(texts, (_, other) => alike(at, other)) },
    classify: async (learnt, places) => {
      asked.push({ learnt: learnt.map((at) => texts[at] ?? ''), asked: places.map((at) => texts[at] ?? '') });
      const intents = [...new Set(learnt.flatMap((at) => examples[at]?.intent ?? []))];
      return places.map((place) => {
        const nearest = (intent: string | null): number =>
          Math.exp(
            6 * Math.max(0, ...learnt.filter((at) => examples[at]?.intent === intent).map((at) => alike(place, at))),
          );
        const all = [...intents, null].map((intent) => ({ intent, weight: nearest(intent) }));
        const sum = all.reduce((total, { weight }) => total + weight, 0);
        const ranked = all.flatMap(({ intent, weight }) =>
          intent === null ? [] : [{ intent, probability: weight / sum }],
        );
        ranked.sort((a, b) => b.probability - a.probability);
        return { intents: ranked, outOfScope: (all.at(-1)?.weight ?? 0) / sum, nearest: [] };
      });
    },
  };
}

const shop = written(
  'colis: où est mon colis bleu',
  'colis: où est donc mon colis rouge svp',
  'colis: quand arrive mon colis de Lyon',
  'colis: mon colis a trois jours de retard',
  'facture: envoyez la facture de mars',
  'facture: il me faut la facture du fauteuil',
  'facture: la facture est illisible chez moi',
  'facture: OÙ EST MON COLIS BLEU ?!',
  'seul: résilier',
);

describe('audit', () => {
  it('asks nobody about a text that was learnt from, nor about one that says the same', async () => {
    const asked: Asked[] = [];
    await audit({ examples: shop, unlabelled: [], judge: wordJudge(shop, asked) });
    expect(asked.length).toBeGreaterThan(4);
    for (const one of asked) {
      const known = new Set(one.learnt.map(folded));
      expect(one.asked.filter((text) => known.has(folded(text)))).toEqual([]);
    }
  });

  it('gives the same findings again for the same seed', async () => {
    const [one, other] = [1, 1].map((seed) => audit({ examples: shop, unlabelled: [], judge: wordJudge(shop), seed }));
    expect(await one).toEqual(await other);
  });

  it('names contradictions with their lines, and an intent with one example', async () => {
    const found = await audit({ examples: shop, unlabelled: [], judge: wordJudge(shop) });
    expect(found.contradictions[0]).toMatchObject({ isSame: true, examples: [{ line: 1 }, { line: 8 }] });
    expect(found.intents[0]).toMatchObject({
      intent: 'seul',
      examples: 1,
      recall: null,
      advice: { kind: 'one-wording' },
    });
    expect(found.labelErrors.map(({ line }) => line)).not.toContain(8);
  });

  it('says of two intents with the same examples that they are one', async () => {
    const texts = ['où est mon colis', 'suivi introuvable', 'livrez quand exactement', 'toujours rien reçu'];
    const examples = written(
      ...['a', 'b'].flatMap((intent) => texts.map((text) => `${intent}: ${text}`)),
      'c: facture',
    );
    const found = await audit({ examples, unlabelled: [], judge: wordJudge(examples) });
    expect(found.twins).toEqual([{ intents: ['a', 'b'], shared: 4 }]);
    expect(found.contradictions).toEqual([]);
  });

  it('proposes unlabelled texts between two intents, and none that is an example already', async () => {
    const unlabelled = ['colis sans facture', 'où est mon colis bleu', 'facture de mars'];
    const found = await audit({
      examples: shop,
      unlabelled: unlabelled.map((text, at) => ({ line: at + 1, text })),
      judge: wordJudge(shop, [], unlabelled),
    });
    expect(found.boundary.from).toBe('unlabelled');
    expect(found.boundary.texts.map(({ line }) => line)).toContain(1);
    expect(found.boundary.texts.map(({ line }) => line)).not.toContain(2);
  });

  it.each([
    { name: 'a text under each of two intents', lines: ['a: un', 'b: deux'] },
    { name: 'one text under two intents', lines: ['a: un', 'b: un'] },
    { name: 'an intent beside what is out of scope', lines: ['a: un', 'a: deux', '-: trois', '-: quatre'] },
    { name: 'no letters', lines: ['a: 👍', 'b: 12', 'b: !'] },
  ])('has an answer for $name', async ({ lines }) => {
    const examples = written(...lines);
    const found = await audit({ examples, unlabelled: [], judge: wordJudge(examples) });
    expect(found.examples).toBe(lines.length);
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
  });

  it.each([{ lines: ['a: un', 'a: deux'] }, { lines: ['-: un'] }, { lines: [] }])(
    'refuses what nothing can be confused in (case %#)',
    async ({ lines }) => {
      const examples = written(...lines);
      const refused = audit({ examples, unlabelled: [], judge: wordJudge(examples) });
      await expect(refused).rejects.toMatchObject({ code: 'BAD_INPUT' });
    },
  );

  it('tells how far it is, up to the end', async () => {
    const told: number[] = [];
    await audit({ examples: shop, unlabelled: [], judge: wordJudge(shop), onProgress: (done) => told.push(done) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('finds, with the product’s own training, wrong labels that were planted', async () => {
    // One in fifteen, each given the intent of a neighbour in the file.
    const wrong = new Set([7, 22, 37, 52, 67]);
    const intents = [...new Set(threeIntents.map(({ intent }) => intent))];
    const examples = threeIntents.map(({ text, intent }, at) => {
      const next = intents[(intents.indexOf(intent) + 1) % intents.length] ?? null;
      return { line: at + 1, text, intent: wrong.has(at) ? next : intent };
    });
    const texts = examples.map(({ text, intent }) => ({ text, intent, language: 'fr' }));
    const judge = await openModelJudge({ examples: texts, unlabelled: [], seed: 1 });
    const found = await audit({ examples, unlabelled: [], judge });
    const planted = new Set([...wrong].map((at) => at + 1));
    expect(found.recognised?.share).toBeGreaterThan(0.5);
    const named = [
      ...found.labelErrors.map(({ line }) => line),
      ...found.contradictions.flatMap((one) => one.examples.map(({ line }) => line)),
    ];
    expect(named.slice(0, 8).filter((line) => planted.has(line)).length).toBeGreaterThanOrEqual(3);
  });
});
