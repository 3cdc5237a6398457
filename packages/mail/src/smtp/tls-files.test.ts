import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned } from './testing/self-signed.ts';
import { readTlsFiles } from './tls-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-tls-'));
  const { key, cert } = selfSigned();
  for (const [name, text] of Object.entries({ key, cert, 'other-cert': selfSigned().cert, text: 'no key' }))
    await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

const files = (key: string, cert: string) => ({ key: join(folder, key), cert: join(folder, cert) });

describe('readTlsFiles', () => {
  it('reads a key and its certificate', async () => {
    const { key, cert } = await readTlsFiles(files('key', 'cert'));
    expect([key, cert].map(String)).toEqual([
      expect.stringContaining('BEGIN PRIVATE KEY'),
      expect.stringContaining('BEGIN CERTIFICATE'),
    ]);
  });

  it.each([
    { name: 'a file that is not there', key: 'key', cert: 'missing', named: 'missing' },
    { name: 'a file that holds no key', key: 'text', cert: 'cert', named: 'text' },
    { name: 'the key of another certificate', key: 'key', cert: 'other-cert', named: 'other-cert' },
  ])('names $name', async ({ key, cert, named }) => {
    await expect(readTlsFiles(files(key, cert))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(join(folder, named)),
    });
  });
});
