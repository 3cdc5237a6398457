import { describe, expect, it } from '@jest/globals';
import { namingFiles, readFiles } from './files.ts';
import { AWAY, fileOf, GONE, storeOf, writtenRequest } from './testing/sample-reply.ts';

const MIB = 1024 * 1024;
const withFiles = (...attachments: ReturnType<typeof fileOf>[]) => writtenRequest('Bonjour', { attachments });
const sized = (bytes: number) => fileOf('gros.bin', { blob: { scope: 's', id: 'gros.bin', bytes } });

describe('the files of a mail', () => {
  it('are none when none are wanted', async () => {
    expect(await readFiles(writtenRequest('Bonjour'), storeOf())).toEqual([]);
  });

  it('are read in their order, named and typed for any mail program', async () => {
    const request = withFiles(fileOf('../b.pdf'), fileOf('a\r\n.txt', { type: 'what it is' }));
    expect(await readFiles(request, storeOf())).toEqual([
      { name: 'b.pdf', type: 'application/pdf', content: Buffer.from('../b.pdf') },
      { name: 'a .txt', type: 'application/octet-stream', content: Buffer.from('a\r\n.txt') },
    ]);
  });

  it.each([
    { name: 'say that they cannot be read now', error: AWAY, code: 'BLOB_UNAVAILABLE', retry: 'later' },
    { name: 'say that one is gone', error: GONE, code: 'BLOB_MISSING', retry: 'never' },
  ])('$name', async ({ error, code, retry }) => {
    const request = withFiles(fileOf('a.pdf'), fileOf('b.pdf'));
    await expect(readFiles(request, storeOf({ 'b.pdf': error }))).rejects.toMatchObject({ code, retry });
  });

  it('are named to people, and only counted in logs', async () => {
    const request = withFiles(fileOf('a.pdf'), fileOf('b.pdf'));
    const failure = await readFiles(request, storeOf({ 'b.pdf': GONE })).then(String, (error: Error) => error.message);
    expect(failure).not.toContain('b.pdf');
    expect(namingFiles(failure, request)).toBe(
      'Le fichier «\u00a0b.pdf\u00a0» ne peut plus être joint\u00a0: il a été effacé, ou il est endommagé',
    );
  });

  it.each([
    { name: 'an error that speaks of no file', message: '550 5.1.1 n° 1' },
    { name: 'a file that the mail does not have', message: 'Le fichier n° 2 ne peut plus être joint' },
  ])('leave as it is what is said of $name', ({ message }) => {
    expect(namingFiles(message, withFiles(fileOf('a.pdf')))).toBe(message);
  });

  it.each([
    { name: 'by what is said of them', sizes: [10 * MIB, 10 * MIB + 1] },
    { name: 'alone', sizes: [20 * MIB + 1] },
  ])('may not be larger together than 20 MiB: $name', async ({ sizes }) => {
    let reads = 0;
    const store = {
      get: async () => {
        reads += 1;
        return Buffer.alloc(1);
      },
    };
    const request = withFiles(...sizes.map(sized));
    await expect(readFiles(request, store)).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
    expect(reads).toBe(0);
  });

  it('may not be larger than they are said to be and 20 MiB, but be that', async () => {
    const store = (bytes: number) => ({ get: async () => Buffer.alloc(bytes) });
    await expect(readFiles(withFiles(sized(1)), store(20 * MIB + 1))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await readFiles(withFiles(sized(20 * MIB)), store(20 * MIB))).toHaveLength(1);
  });
});
