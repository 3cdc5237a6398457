import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSecret } from './secret.ts';

describe('a secret', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-secret-'));
    await writeFile(join(folder, 'sav'), 'Tr0p secret\n');
    await writeFile(join(folder, 'empty'), '\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read from the environment', async () => {
    expect(await readSecret('env:SAV', { SAV: 'Tr0p' })).toBe('Tr0p');
  });

  it('is read from a file, without the line break at its end', async () => {
    expect(await readSecret(`file:${join(folder, 'sav')}`, {})).toBe('Tr0p secret');
  });

  it.each([
    { name: 'of a variable that is not set', reference: () => 'env:SAV' },
    { name: 'of a file that is not there', reference: () => `file:${join(folder, 'none')}` },
    { name: 'of an empty file', reference: () => `file:${join(folder, 'empty')}` },
  ])('$name is missing, by its reference', async ({ reference }) => {
    const missing = readSecret(reference(), {});
    await expect(missing).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `There is no secret in ${reference()}`,
    });
  });
});
