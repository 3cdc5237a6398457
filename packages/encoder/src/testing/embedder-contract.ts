/** The promises of the embedder port as tests; every adapter runs them. A new promise is written here first. */

import { seededRandom } from '@facteur/primitives/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Embedder } from '../embedder.ts';

/** An embedder under test. */
export interface TestEmbedder {
  readonly embedder: Embedder;
  /** Closes it, and removes what it kept. */
  dispose(): Promise<void>;
}

const sentences = [
  'Bonjour, où est mon colis ? Il devait arriver mardi.',
  'je veux être remboursé, le produit est arrivé cassé',
  'Pourriez-vous modifier la date de ma réservation à l’hôtel ?',
  'Where is my parcel? It should have been here on Tuesday.',
  'résilier',
  'Ma facture du mois de mars comporte une erreur de 12,50 €, pouvez-vous la corriger s’il vous plaît ? Merci d’avance, Hélène Lefèvre',
];

const oddTexts = [
  { name: 'an empty text', text: '' },
  { name: 'white space', text: ' \n\t  ' },
  { name: 'emojis', text: '😡😡📦❓' },
  { name: 'another script', text: 'هل وصل الطرد؟ 荷物はどこですか' },
  { name: 'a lone surrogate', text: 'mon colis \ud83d est perdu' },
  { name: 'control characters', text: 'colis\u0000\u0007\u200b perdu' },
  { name: 'special tokens as text', text: '<s></s><pad><unk>' },
  { name: '1 MB of words', text: 'où est mon colis ? '.repeat(55_000) },
  { name: '1 MB without a space', text: 'é'.repeat(1_000_000) },
  { name: '1 MB of spaces', text: ' '.repeat(1_000_000) },
];

/** Declares the contract's tests for one adapter; `openEmbedder` is called once, and once more for what closing does. */
export function describeEmbedderContract(name: string, openEmbedder: () => Promise<TestEmbedder>): void {
  describe(`Embedder contract: ${name}`, () => {
    let test: TestEmbedder | undefined;
    beforeAll(async () => {
      test = await openEmbedder();
    });
    afterAll(() => test?.dispose());
    const embedder = (): Embedder => {
      if (test === undefined) throw new Error('The embedder was not opened');
      return test.embedder;
    };
    const embedOne = async (text: string): Promise<Float32Array> => vectorAt(await embedder().embed([text]), 0);

    it('has an identity and a size', () => {
      expect(embedder().id).toMatch(/^[0-9a-f]{32}$/);
      expect(embedder().dimensions).toBeGreaterThan(1);
    });

    it('answers nothing to nothing', async () => {
      expect(await embedder().embed([])).toEqual([]);
    });

    it.each(oddTexts)('gives a vector of length 1 for $name', async ({ text }) => {
      const vector = await embedOne(text);
      expect(vector).toHaveLength(embedder().dimensions);
      expect(cosine(vector, vector)).toBeCloseTo(1, 4);
    });

    it('keeps the order, whatever the lengths', async () => {
      const random = seededRandom(7);
      const texts = Array.from({ length: 50 }, (_, i) => {
        const sentence = sentences[Math.floor(random.next() * sentences.length)] ?? '';
        return `${i} ${sentence.slice(0, 1 + Math.floor(random.next() * sentence.length))}`;
      });
      const together = await embedder().embed(texts);
      for (const place of [0, 1, 22, 37, 49]) {
        expect(cosine(vectorAt(together, place), await embedOne(texts[place] ?? ''))).toBeGreaterThan(0.999);
      }
      expect(together).toHaveLength(texts.length);
    });

    it('gives a text the same vector alone and beside a text that is much longer', async () => {
      const [short = '', , , , , long = ''] = sentences;
      const beside = vectorAt(await embedder().embed([long.repeat(8), short, long]), 1);
      expect(cosine(beside, await embedOne(short))).toBeGreaterThan(0.999);
    });

    it('tells sentences that mean the same from others', async () => {
      const [french = '', refund = '', , english = ''] = sentences;
      const asked = await embedOne(french);
      expect(cosine(asked, await embedOne('Où est mon colis ? Je l’attendais mardi.'))).toBeGreaterThan(
        cosine(asked, await embedOne(refund)),
      );
      expect(cosine(asked, await embedOne(english))).toBeLessThan(0.9999);
    });

    it('takes a lone surrogate for U+FFFD', async () => {
      const [lone, replaced] = await Promise.all([
        embedOne('mon colis \ud83d est perdu'),
        embedOne('mon colis \ufffd est perdu'),
      ]);
      expect(cosine(lone, replaced)).toBeGreaterThan(0.9999);
    });

    it('gives a thousand identical texts one vector', async () => {
      const vectors = await embedder().embed(new Array<string>(1_000).fill('résilier'));
      expect(vectors).toHaveLength(1_000);
      const least = Math.min(...vectors.map((vector) => cosine(vector, vectorAt(vectors, 0))));
      expect(least).toBeGreaterThan(0.9999);
    }, 120_000);

    it('answers many calls at once, each with its own vectors', async () => {
      const calls = Array.from({ length: 24 }, (_, i) => sentences.slice(i % sentences.length));
      const alone = await embedder().embed(sentences);
      const answers = await Promise.all(calls.map((texts) => embedder().embed(texts)));
      answers.forEach((vectors, i) => {
        const first = i % sentences.length;
        expect(vectors).toHaveLength(sentences.length - first);
        vectors.forEach((vector, at) => {
          expect(cosine(vector, vectorAt(alone, first + at))).toBeGreaterThan(0.999);
        });
      });
    }, 60_000);

    it('gives vectors that the caller may change', async () => {
      const [sentence = ''] = sentences;
      const first = await embedOne(sentence);
      const before = first.slice();
      first.fill(0);
      expect(cosine(await embedOne(sentence), before)).toBeGreaterThan(0.999);
    });

    it('does not mind a caller that changes its texts after the call', async () => {
      const texts = [sentences[0] ?? ''];
      const answer = embedder().embed(texts);
      texts[0] = 'résilier';
      expect(cosine(vectorAt(await answer, 0), await embedOne(sentences[0] ?? ''))).toBeGreaterThan(0.999);
    });

    it('answers or refuses what runs when it is closed, and refuses what comes after', async () => {
      const { embedder: closing, dispose } = await openEmbedder();
      const running = Array.from({ length: 20 }, (_, i) => closing.embed([`${i} ${sentences[5] ?? ''}`]));
      const closed = closing.close();
      for (const outcome of await Promise.allSettled(running)) {
        if (outcome.status === 'fulfilled') expect(outcome.value).toHaveLength(1);
        else expect(outcome.reason).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retry: 'later' });
      }
      await closed;
      await closing.close();
      await expect(closing.embed(['trop tard'])).rejects.toMatchObject({
        code: 'EMBEDDER_UNAVAILABLE',
        retry: 'later',
      });
      await dispose();
    }, 60_000);
  });
}

/** The cosine of two vectors of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** The vector at `place`; fails when there is none. */
export function vectorAt(vectors: readonly Float32Array[], place: number): Float32Array {
  const vector = vectors[place];
  if (vector === undefined) throw new Error(`There is no vector ${place}`);
  return vector;
}
