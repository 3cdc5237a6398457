import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seededRandom } from '@facteur/primitives/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { shippedModel } from '../transformer/worker-link.ts';
import { readTokeniser } from './read-tokeniser.ts';
import { type Tokeniser, unigramTokeniser } from './unigram.ts';

/** The tokeniser of the library that the model's worker uses; found through that library, for it is its dependency and not ours. */
async function libraryTokeniser(json: string, config: string): Promise<(text: string) => readonly number[]> {
  const transformers = createRequire(import.meta.url).resolve('@huggingface/transformers');
  const path = createRequire(transformers).resolve('@huggingface/tokenizers');
  const { Tokenizer } = (await import(pathToFileURL(path).href)) as {
    Tokenizer: new (json: unknown, config: unknown) => { encode(text: string): { ids: number[] } };
  };
  const tokenizer = new Tokenizer(JSON.parse(json), JSON.parse(config));
  return (text) => tokenizer.encode(text).ids.slice(1, -1);
}

const words =
  'Bonjour, où est mon colis n° 7Q2K-9MXD-4 ? Je l’attends depuis « mardi » : c’est inadmissible !! remboursez-moi 12,50€ svp çà marche pô ' +
  'The parcel hasn’t arrived… anticonstitutionnellement ÉCOLE naïve œuvre fi ½ ﬃ Ⅳ 日本語 العربية 😡 👩‍👩‍👧 e\u0301te\u0301 \u00a0 \u200b x\u00ady a\tb\nc $$$ --- _ # @sav';
const scraps = [...words.split(' '), '\ud83d', '\u0000', '', '1234567890', 'ſ', 'ß'];

describe('the pieces of a text', () => {
  let tokenise: Tokeniser = () => [];
  let expected: (text: string) => readonly number[] = () => [];
  let scores: readonly number[] = [];
  /** Exactly the library's, but for cuts that are equally probable: there, its choice hangs on how the whole text's sum rounds. */
  const expectSame = (texts: readonly string[]): void => {
    const scoreOf = (ids: readonly number[]): number => ids.reduce((sum, id) => sum + (scores[id] ?? 0), 0);
    let same = 0;
    for (const text of texts) {
      const [ours, theirs] = [tokenise(text, 512), expected(text)];
      if (JSON.stringify(ours) === JSON.stringify(theirs)) same += 1;
      else expect({ text, score: scoreOf(ours).toFixed(6) }).toEqual({ text, score: scoreOf(theirs).toFixed(6) });
    }
    expect(same / texts.length).toBeGreaterThan(0.99);
  };
  beforeAll(async () => {
    const json = await readFile(join(shippedModel, 'tokenizer.json'), 'utf8');
    tokenise = readTokeniser(json, shippedModel);
    scores = (JSON.parse(json) as { model: { vocab: [string, number][] } }).model.vocab.map(([, score]) => score);
    expected = await libraryTokeniser(json, await readFile(join(shippedModel, 'tokenizer_config.json'), 'utf8'));
  });

  it('are those of the model’s own library, for 3 000 texts of odd words', () => {
    const random = seededRandom(11);
    const texts = Array.from({ length: 3_000 }, () =>
      Array.from(
        { length: 1 + Math.floor(random.next() * 12) },
        () => scraps[Math.floor(random.next() * scraps.length)] ?? '',
      ).join(random.next() < 0.8 ? ' ' : ''),
    );
    expectSame(texts);
  });

  it('are those of the model’s own library, for 1 000 texts of any characters', () => {
    const random = seededRandom(12);
    const ranges = [0x20, 0xc0, 0x370, 0x2000, 0x3040, 0x1f600];
    const texts = Array.from({ length: 1_000 }, () =>
      String.fromCodePoint(
        ...Array.from({ length: 30 }, () => {
          const start = ranges[Math.floor(random.next() * ranges.length)] ?? 0x20;
          return start + Math.floor(random.next() * 95);
        }),
      ),
    );
    expectSame(texts);
  });

  it('are the first ones of a text that is too long', () => {
    const text = 'où est mon colis '.repeat(100);
    expect(tokenise(text, 7)).toEqual(expected(text).slice(0, 7));
  });

  it.each([
    { name: 'nothing', text: '' },
    { name: 'white space', text: ' \n\t\u00a0 ' },
  ])('are none in $name', ({ text }) => {
    expect(tokenise(text, 512)).toEqual([]);
  });

  it('are found in a word of 8 000 characters without delay', () => {
    expect(tokenise('a'.repeat(8_000), 10_000).length).toBeGreaterThan(100);
  });
});

describe('a vocabulary', () => {
  const tokenise = unigramTokeniser({
    pieces: [
      ['<unk>', 0],
      ['▁ab', -3],
      ['▁a', -1],
      ['b', -1],
      ['c', -2],
    ],
    unknown: 0,
    special: new Set([0]),
    normalise: (text) => text,
  });

  it.each([
    { name: 'prefers the more probable cut', text: 'ab', ids: [2, 3] },
    { name: 'takes a run of unknown characters for one', text: 'axyzb', ids: [2, 0, 3] },
    { name: 'does not give its special pieces to a text that spells them', text: '<unk>', ids: [0] },
    { name: 'starts each word anew', text: 'ab ac', ids: [2, 3, 2, 4] },
  ])('$name', ({ text, ids }) => {
    expect(tokenise(text, 10)).toEqual(ids);
  });

  it.each([
    { name: 'that is no JSON', json: '{' },
    { name: 'of another kind', json: '{"model": {"type": "BPE", "vocab": {}}}' },
    { name: 'with an unknown normaliser', json: JSON.stringify({ ...minimal(), normalizer: { type: 'Precompiled' } }) },
    { name: 'with another splitter', json: JSON.stringify({ ...minimal(), pre_tokenizer: { type: 'ByteLevel' } }) },
  ])('$name is refused', ({ json }) => {
    expect(() => readTokeniser(json, '/models/autre')).toThrow(
      'tokenizer.json of the model in /models/autre cannot be used',
    );
  });
});

function minimal(): object {
  return {
    model: { vocab: [['<unk>', 0]], unk_id: 0 },
    pre_tokenizer: { type: 'Metaspace', replacement: '▁' },
  };
}
