import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cosine, describeEmbedderContract, vectorAt } from '../testing/embedder-contract.ts';
import { openStatic, shippedTable } from './open-static.ts';
import { decodeStatic, encodeStatic, quantise } from './static-file.ts';

describeEmbedderContract('static', async () => {
  const embedder = await openStatic();
  return { embedder, dispose: () => embedder.close() };
});

describe('a table of piece vectors', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-static-'));
    file = join(folder, 'static.bin');
    await copyFile(shippedTable, file);
    await copyFile(join(dirname(shippedTable), 'tokenizer.json'), join(folder, 'tokenizer.json'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has the same identity wherever it lies', async () => {
    expect((await openStatic(file)).id).toBe((await openStatic()).id);
  });

  it.each([
    { name: 'is missing', spoil: () => rm(file) },
    { name: 'was cut short', spoil: () => truncate(file, 1_000_000) },
    { name: 'is something else', spoil: () => writeFile(file, 'no table') },
    { name: 'was made for another tokenizer.json', spoil: () => writeFile(join(folder, 'tokenizer.json'), '{}') },
    { name: 'has no tokenizer.json beside it', spoil: () => rm(join(folder, 'tokenizer.json')) },
  ])('is refused when it $name', async ({ spoil }) => {
    await spoil();
    await expect(openStatic(file)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      retry: 'never',
      message: expect.stringMatching(/static\.bin|tokenizer\.json/),
    });
  });

  it('comes back from its file as it was', () => {
    const random = seededRandom(5);
    const vectors = Float32Array.from({ length: 40 * 6 }, () => random.next() * 2 - 1);
    vectors.fill(0, 6, 12);
    const table = { dimensions: 6, unknown: 3, tokeniser: 'abc', source: 'def', ...quantise(vectors, 6) };
    const read = decodeStatic(encodeStatic(table), 'memory');
    expect(read).toEqual(table);
    vectors.forEach((value, i) => {
      const kept = (read.rows[i] ?? 0) * (read.scales[Math.floor(i / 6)] ?? 0);
      expect(Math.abs(kept - value)).toBeLessThan(1 / 127);
    });
  });

  it('finds mails alike that ask for the same in French', async () => {
    const embedder = await openStatic();
    const vectors = await embedder.embed([
      'Je souhaite être remboursé de ma commande',
      'Bonjour, je voudrais obtenir le remboursement de mon achat.',
      'Mon mot de passe ne fonctionne plus',
    ]);
    const asked = vectorAt(vectors, 0);
    expect(cosine(asked, vectorAt(vectors, 1))).toBeGreaterThan(cosine(asked, vectorAt(vectors, 2)) + 0.1);
  });

  it('lets others have the thread during a large call', async () => {
    const embedder = await openStatic();
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await embedder.embed(Array.from({ length: 2_000 }, (_, i) => `${i} où est mon colis ?`));
    isOver = true;
    expect(turns).toBeGreaterThan(10);
  });
});
