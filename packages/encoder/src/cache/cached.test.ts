import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Embedder } from '../embedder.ts';
import { type CacheOptions, createCachedEmbedder } from './cached.ts';
import { openVectorCache, type VectorCache } from './vector-cache.ts';

const secret = new TextEncoder().encode('un secret de test');

/** Counts what it is asked; a vector is made of the text's characters. */
interface CountingEmbedder extends Embedder {
  readonly asked: string[][];
}

function countingEmbedder(id = 'a'.repeat(32)): CountingEmbedder {
  const asked: string[][] = [];
  return {
    id,
    dimensions: 4,
    asked,
    embed: async (texts) => {
      asked.push([...texts]);
      if (texts.includes('refuse')) throw new Error('planned refusal');
      return texts.map((text) => Float32Array.from({ length: 4 }, (_, i) => text.charCodeAt(i) || 0));
    },
    close: async () => undefined,
  };
}

describe('a cached embedder', () => {
  let folder = '';
  let reports: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-vectors-'));
    reports = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const openDisk = (id = 'a'.repeat(32), maxBytes?: number): Promise<VectorCache> =>
    openVectorCache(folder, id, {
      dimensions: 4,
      onDamage: (report) => reports.push(report),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
  const openCached = async (model: Embedder, options: Partial<CacheOptions> = {}) =>
    createCachedEmbedder(model, { secret, disk: await openDisk(model.id), ...options });
  /** Embeds `texts` by a cache that is opened for it and closed after; returns what the model was asked. */
  const askedFor = async (texts: readonly string[], options: Partial<CacheOptions> = {}): Promise<string[][]> => {
    const model = countingEmbedder();
    const cached = await openCached(model, options);
    expect(await cached.embed(texts)).toEqual(await countingEmbedder().embed(texts));
    await cached.close();
    return model.asked;
  };
  const onlyFile = async (): Promise<string> => join(folder, (await readdir(folder))[0] ?? '');

  it('asks the model once for texts that recur', async () => {
    const model = countingEmbedder();
    const cached = createCachedEmbedder(model, { secret });
    await cached.embed(['colis', 'facture', 'colis']);
    await cached.embed(['facture', 'retour']);
    expect(model.asked).toEqual([['colis', 'facture'], ['retour']]);
    expect(cached.counts()).toEqual({ memory: 2, disk: 0, computed: 3 });
  });

  it('lets calls for the same text wait for one answer', async () => {
    const model = countingEmbedder();
    const cached = createCachedEmbedder(model, { secret });
    await Promise.all([cached.embed(['colis']), cached.embed(['colis', 'facture'])]);
    expect(model.asked).toEqual([['colis'], ['facture']]);
  });

  it('forgets what was not asked for longest', async () => {
    const model = countingEmbedder();
    const cached = createCachedEmbedder(model, { secret, memoryEntries: 2 });
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embed([text]);
    expect(model.asked.flat()).toEqual(['a', 'b', 'c', 'b']);
  });

  it('asks again for what was refused', async () => {
    const model = countingEmbedder();
    const cached = createCachedEmbedder(model, { secret });
    await expect(cached.embed(['refuse', 'colis'])).rejects.toThrow('planned refusal');
    expect(await cached.embed(['colis'])).toHaveLength(1);
    expect(model.asked).toEqual([['refuse', 'colis'], ['colis']]);
  });

  it('finds on disk what an earlier process computed', async () => {
    await askedFor(['colis', 'facture']);
    expect(await askedFor(['facture', 'colis', 'retour'])).toEqual([['retour']]);
    expect(reports).toEqual([]);
  });

  it('keeps no text, and nothing that tells a text to who has not the secret', async () => {
    await askedFor(['colis perdu']);
    expect((await readFile(await onlyFile())).includes('colis')).toBe(false);
    expect(await askedFor(['colis perdu'], { secret: new TextEncoder().encode('un autre') })).toEqual([
      ['colis perdu'],
    ]);
  });

  it('keeps vectors of different models apart', async () => {
    await askedFor(['colis']);
    const other = countingEmbedder('b'.repeat(32));
    const cached = await openCached(other);
    await cached.embed(['colis']);
    await cached.close();
    expect(other.asked).toEqual([['colis']]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('has forgotten everything once its folder is removed', async () => {
    await askedFor(['colis']);
    await rm(folder, { recursive: true });
    expect(await askedFor(['colis'])).toEqual([['colis']]);
  });

  describe('whose file was damaged', () => {
    beforeEach(() => askedFor(['colis', 'facture', 'retour']));

    it('drops a torn last record, whatever is left of it', async () => {
      const whole = await readFile(await onlyFile());
      for (let left = 1; left < 36; left += 1) {
        await writeFile(await onlyFile(), whole.subarray(0, whole.length - 36 + left));
        expect(await askedFor(['colis', 'facture', 'retour'])).toEqual([['retour']]);
      }
      expect(reports).toHaveLength(35);
      expect(reports[0]).toContain('torn');
    });

    it('leaves out a record of which a bit has turned', async () => {
      const bytes = await readFile(await onlyFile());
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 36 - 10) ^ 4, bytes.length - 36 - 10);
      await writeFile(await onlyFile(), bytes);
      expect(await askedFor(['colis', 'facture', 'retour'])).toEqual([['facture']]);
      expect(reports).toEqual([expect.stringContaining('damaged')]);
    });

    it('computes anew what was damaged while it was open', async () => {
      const cached = await openCached(countingEmbedder());
      const bytes = await readFile(await onlyFile());
      bytes.fill(0, bytes.length - 36 * 3);
      await writeFile(await onlyFile(), bytes);
      expect(await cached.embed(['colis'])).toEqual(await countingEmbedder().embed(['colis']));
      expect(cached.counts()).toMatchObject({ disk: 0, computed: 1 });
      await cached.close();
    });

    it.each([
      { name: 'is empty', content: '' },
      { name: 'is short', content: 'FACT' },
      { name: 'is something else', content: 'x'.repeat(5_000) },
    ])('starts anew when it $name', async ({ content }) => {
      await writeFile(await onlyFile(), content);
      expect(await askedFor(['colis'])).toEqual([['colis']]);
      expect(await askedFor(['colis'])).toEqual([]);
      expect(reports).toHaveLength(content === '' ? 0 : 1);
    });

    it('works without a file when the folder cannot be used', async () => {
      await rm(folder, { recursive: true });
      await writeFile(folder, 'a file where the folder should be');
      expect(await askedFor(['colis'])).toEqual([['colis']]);
      expect(reports).toEqual([expect.stringContaining('No more vectors are kept')]);
    });

    it('does not read past a file that was cut short while it was open', async () => {
      const cached = await openCached(countingEmbedder());
      await truncate(await onlyFile(), 60);
      expect(await cached.embed(['retour'])).toEqual(await countingEmbedder().embed(['retour']));
      await cached.close();
    });
  });

  it('stays within its bound, and keeps what is still asked for', async () => {
    const maxBytes = 36 * 20;
    for (let i = 0; i < 30; i += 1) {
      const disk = await openDisk(undefined, maxBytes);
      const cached = createCachedEmbedder(countingEmbedder(), { secret, disk });
      await cached.embed(['often', `${i} a`, `${i} b`]);
      await cached.close();
      const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
      // A file ends with the append that fills it, and has a header.
      expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(maxBytes + 2 * (48 + 3 * 36));
    }
    expect(await askedFor(['often', '0 a', '29 b'])).toEqual([['0 a']]);
    expect(reports).toEqual([]);
  });
});
