import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readMailFiles } from './files.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'facteur-files-'));
});
afterEach(() => rm(root, { recursive: true }));

async function read(path: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const { name, raw } of readMailFiles(path)) found.push([name, raw.toString()]);
  return found;
}

async function put(name: string, content: string): Promise<string> {
  const path = join(root, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
}

describe('readMailFiles', () => {
  it('reads one file, whatever its name', async () => {
    expect(await read(await put('mail.txt', 'A: 1\n\nx'))).toEqual([['mail.txt', 'A: 1\n\nx']]);
  });

  it('reads a folder at any depth, sorted, mails only', async () => {
    await put('b.eml', 'b');
    await put('a/2.EML', 'a2');
    await put('a/1.eml', 'a1');
    await put('a/notes.txt', 'no');
    await put('.hidden/x.eml', 'no');
    await put('z.mbox', 'From a Mon Jan 1 00:00:00 2026\nA: 1\n');
    expect(await read(root)).toEqual([
      ['a/1.eml', 'a1'],
      ['a/2.EML', 'a2'],
      ['b.eml', 'b'],
      ['z.mbox#1', 'A: 1\n'],
    ]);
  });

  it('reads a Maildir: cur and new, not tmp', async () => {
    await put('cur/1:2,S', 'seen');
    await put('new/2', 'new');
    await put('tmp/3', 'half');
    expect(await read(root)).toEqual([
      ['cur/1:2,S', 'seen'],
      ['new/2', 'new'],
    ]);
  });

  it.each([{ newline: '\n' }, { newline: '\r\n' }])('reads an mbox with $newline, unquoting', async ({ newline }) => {
    const lines = [
      'From a@x.example Mon Jan  1 00:00:00 2026',
      'A: 1',
      '',
      '>From here on',
      '>>From there',
      '> From afar',
      'From me to you',
      '',
      'From now on I write',
      '',
      'From b@x.example Mon Jan  1 00:00:01 2026',
      'B: 2',
      '',
      'last, without newline',
    ];
    expect(await read(await put('box', lines.join(newline)))).toEqual([
      [
        'box#1',
        [
          'A: 1',
          '',
          'From here on',
          '>From there',
          '> From afar',
          'From me to you',
          '',
          'From now on I write',
          '',
        ].join(newline),
      ],
      ['box#2', ['B: 2', '', 'last, without newline'].join(newline)],
    ]);
  });

  it('reads an mbox with mails longer than what is read at once', async () => {
    const long = `A: 1\n\n${'x'.repeat(700_000)}\n`;
    const path = await put(
      'big.mbox',
      `From a Mon Jan 1 00:00:00 2026\n${long}\nFrom b Mon Jan 1 00:00:00 2026\nB: 2\n`,
    );
    expect((await read(path)).map(([, raw]) => raw)).toEqual([long, 'B: 2\n']);
  });

  it('finds nothing in an empty mbox', async () => {
    expect(await read(await put('empty.mbox', ''))).toEqual([]);
  });

  it('names what is missing', async () => {
    const path = join(root, 'absent.eml');
    await expect(read(path)).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(path) });
  });
});
