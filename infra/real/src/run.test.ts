import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { identityOf } from '../guard/processes.mjs';
import type { Real } from './real.ts';
import { sharedInRun } from './run.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('a run', () => {
  const folder = temporaryFolder();

  function newRun(name: string): string {
    const run = join(folder, name);
    mkdirSync(run);
    writeFileSync(join(run, 'owner.json'), JSON.stringify(identityOf(process.pid)));
    return run;
  }

  it('starts a server once for all who ask at once, and gives each the same', async () => {
    const run = newRun('once');
    let started = 0;
    const open = async (): Promise<Real<number>> => ({ at: ++started });
    const answers = await Promise.all([1, 2, 3].map(() => sharedInRun(run, 'part', open)));
    expect(answers).toEqual([{ at: 1 }, { at: 1 }, { at: 1 }]);
  });

  it('remembers that a part is missing', async () => {
    const run = newRun('missing');
    await sharedInRun(run, 'part', async () => ({ missing: 'no Java' }));
    expect(await sharedInRun(run, 'part', async () => ({ at: 1 }))).toEqual({ missing: 'no Java' });
  });

  it('tries a server that does not start once, not once a file', async () => {
    const run = newRun('failing');
    const open = () => Promise.reject(new Error('out of memory'));
    await expect(sharedInRun(run, 'part', open)).rejects.toThrow('out of memory');
    await expect(sharedInRun(run, 'part', async () => ({ at: 1 }))).rejects.toThrow('out of memory');
  });

  it('owns its servers: their home is in its folder', async () => {
    const run = newRun('home');
    await sharedInRun(run, 'part', async (home) => {
      expect(await home()).toEqual({ folder: join(run, 'part'), owner: identityOf(process.pid), remove: run });
      return { at: 1 };
    });
    expect.assertions(1);
  });
});
