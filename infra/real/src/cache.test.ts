import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cached, cacheKey, isCached } from './cache.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('the cache', () => {
  const folder = temporaryFolder();

  it('makes an entry once for all who ask at once', async () => {
    const home = join(folder, 'once');
    let made = 0;
    const make = async (draft: string) => {
      made++;
      await writeFile(join(draft, 'content'), 'whole');
    };
    const entries = await Promise.all([1, 2, 3].map(() => cached(home, 'thing-1', make)));
    expect(made).toBe(1);
    expect(new Set(entries).size).toBe(1);
    expect(await readFile(join(home, 'thing-1', 'content'), 'utf8')).toBe('whole');
  });

  it('keeps nothing of an entry that could not be made', async () => {
    const home = join(folder, 'failed');
    const make = async (draft: string) => {
      await writeFile(join(draft, 'content'), 'half');
      throw new Error('no network');
    };
    await expect(cached(home, 'thing-1', make)).rejects.toThrow('no network');
    expect(isCached(home, 'thing-1')).toBe(false);
    expect(readdirSync(home)).toEqual([]);
  });

  it('names an entry after what it is made from', async () => {
    const source = join(folder, 'source');
    await writeFile(source, 'version 1');
    const first = await cacheKey('thing', [source]);
    expect(await cacheKey('thing', [source])).toBe(first);
    expect(await cacheKey('thing', [source], ['arm64'])).not.toBe(first);
    await writeFile(source, 'version 2');
    expect(await cacheKey('thing', [source])).not.toBe(first);
  });
});
