import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { underLock } from './lock.ts';
import { bystanders } from './testing/bystander.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('a lock', () => {
  const folder = temporaryFolder();
  const { start, startAndEnd } = bystanders();

  it('lets in one at a time, and everyone in the end', async () => {
    const file = join(folder, 'busy.lock');
    let [inside, most, done] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
      done++;
    };
    await Promise.all(Array.from({ length: 5 }, () => underLock(file, work)));
    expect({ most, done }).toEqual({ most: 1, done: 5 });
  });

  it('is free again when the work failed', async () => {
    const file = join(folder, 'failing.lock');
    await expect(underLock(file, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(existsSync(file)).toBe(false);
  });

  it('is not held by a process that is gone', async () => {
    const file = join(folder, 'dead.lock');
    writeFileSync(file, JSON.stringify(await startAndEnd()));
    await expect(underLock(file, async () => 'in')).resolves.toBe('in');
  });

  it('is held by a process that lives: who waits too long is told which file', async () => {
    const file = join(folder, 'alive.lock');
    writeFileSync(file, JSON.stringify(start()));
    await expect(underLock(file, async () => 'in', 0)).rejects.toThrow(file);
  });
});
