import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Embedder } from '../embedder.ts';
import { openTransformer } from '../transformer/index.ts';
import { encodeKnown, withKnownVectors } from './known-vectors.ts';

let folder: string;
let asked: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facteur-known-'));
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const vectorOf = (text: string) => Float32Array.from([text.length, 0.5]);
const embedder: Embedder = {
  id: 'e'.repeat(32),
  dimensions: 2,
  embed: async (texts) => {
    asked.push(...texts);
    return texts.map(vectorOf);
  },
  close: async () => undefined,
};
const written = (bytes: Buffer): string => {
  const file = join(folder, 'known.bin');
  writeFileSync(file, bytes);
  return file;
};
const TEXTS = ['Où est mon colis ?', 'Je veux être remboursé'];

describe('vectors computed beforehand', () => {
  it('are given without asking the encoder, which is asked for the others alone', async () => {
    const marked = TEXTS.map((_, at) => Float32Array.from([at, -1]));
    const known = await withKnownVectors(embedder, written(encodeKnown(embedder.id, TEXTS, marked)));
    const [first, fresh, second] = await known.embed([TEXTS[0] ?? '', 'autre', TEXTS[1] ?? '']);
    expect([first, fresh, second]).toEqual([marked[0], vectorOf('autre'), marked[1]]);
    expect(asked).toEqual(['autre']);
  });

  it('of another encoder are left alone', async () => {
    const file = written(encodeKnown('f'.repeat(32), TEXTS, TEXTS.map(vectorOf)));
    await (await withKnownVectors(embedder, file)).embed(TEXTS);
    expect(asked).toEqual(TEXTS);
  });

  it.each([
    { name: 'empty', bytes: Buffer.alloc(0) },
    { name: 'something else', bytes: Buffer.from('x'.repeat(200)) },
    { name: 'cut', bytes: encodeKnown(embedder.id, TEXTS, TEXTS.map(vectorOf)).subarray(0, -1) },
  ])('are refused when the file is $name', async ({ bytes }) => {
    await expect(withKnownVectors(embedder, written(bytes))).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('that ship are those of the shipped encoder', async () => {
    const transformer = await openTransformer();
    try {
      const known = await withKnownVectors({ ...transformer, embed: embedder.embed });
      const [shipped] = await known.embed(['Merci beaucoup pour votre aide, bonne journée à toute l’équipe.']);
      const [computed] = await transformer.embed(['Merci beaucoup pour votre aide, bonne journée à toute l’équipe.']);
      expect(asked).toEqual([]);
      expect(shipped).toHaveLength(computed?.length ?? 0);
      for (const [at, value] of (computed ?? []).entries()) expect(shipped?.[at]).toBeCloseTo(value, 4);
    } finally {
      await transformer.close();
    }
  }, 120_000);
});
