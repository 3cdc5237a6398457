import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readExamples, readUnlabelled } from './read-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(content: string | Buffer): Promise<string> {
  const file = join(folder, 'examples.jsonl');
  await writeFile(file, content);
  return file;
}

const lineOf = (text: string, intent: unknown): string => JSON.stringify({ text, intent });

describe('readExamples', () => {
  it('knows the lines of a file with blank ones, a byte order mark and Windows line ends', async () => {
    const file = await fileWith(
      `\uFEFF\r\n${lineOf('Où est mon colis ?', 'suivi')}\r\n\r\n${lineOf('Coucou', null)}\r\n`,
    );
    expect(await readExamples(file)).toEqual({
      examples: [
        { line: 2, text: 'Où est mon colis ?', intent: 'suivi', language: 'fr' },
        { line: 4, text: 'Coucou', intent: null, language: 'fr' },
      ],
      odd: [],
    });
  });

  it('tells which lines are not learnt from, or not from all of their text', async () => {
    const lines = [
      lineOf('  ', 'a'),
      lineOf('Deux choses', ['a', 'b']),
      lineOf('mot '.repeat(250_000), 'a'),
      lineOf('Facture', 'b'),
    ];
    const { examples, odd } = await readExamples(await fileWith(lines.join('\n')));
    expect(odd).toEqual([
      { line: 1, reason: 'blank' },
      { line: 2, reason: 'several' },
      { line: 3, reason: 'long' },
    ]);
    expect(examples.map(({ line, text }) => [line, text.length])).toEqual([
      [3, 4_000],
      [4, 7],
    ]);
  });

  it.each([
    { name: 'an empty file', content: '', message: 'no labelled line' },
    { name: 'a line that is no JSON', content: `${lineOf('a', 'b')}\nbonjour`, message: 'examples.jsonl:2: not JSON' },
    { name: 'a line without intent', content: `\n{"text":"a"}`, message: 'examples.jsonl:2: "intent" is missing' },
    {
      name: 'one intent only',
      content: `\n${lineOf('x', 'a')}\n${lineOf('y', 'a')}`,
      message: 'examples.jsonl:2: all examples (up to line 3) have the intent "a"',
    },
    {
      name: 'nothing in scope',
      content: lineOf('x', 'oos'),
      message: 'examples.jsonl:1: all examples (up to line 1) are out of scope',
    },
    {
      name: 'lines that all have several',
      content: lineOf('x', ['a', 'b']),
      message: 'no line with a text and one intent',
    },
    { name: 'another encoding', content: Buffer.from([0x7b, 0xe9, 0x7d]), message: 'not UTF-8' },
  ])('refuses $name, and says where', async ({ content, message }) => {
    const refused = readExamples(await fileWith(content));
    await expect(refused).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(message) });
  });

  it('says which file is missing', async () => {
    await expect(readExamples(join(folder, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('readUnlabelled', () => {
  it('keeps the numbers of lines and passes over blank ones', async () => {
    expect(await readUnlabelled(await fileWith('Bonjour\r\n\r\n  Où est mon colis ? \r\n'))).toEqual([
      { line: 1, text: 'Bonjour' },
      { line: 3, text: 'Où est mon colis ?' },
    ]);
  });

  it('takes 5 000 lines from all over a large file', async () => {
    const file = await fileWith(Array.from({ length: 12_000 }, (_, at) => `ligne ${at}`).join('\n'));
    const kept = await readUnlabelled(file);
    expect(new Set(kept.map(({ line }) => line)).size).toBe(5_000);
    expect(kept.at(-1)?.line).toBeGreaterThan(11_990);
  });

  it.each([
    { name: 'an empty file', content: '\n \n', message: 'no text' },
    { name: 'another encoding', content: Buffer.from([0xe9, 0xe8]), message: 'not UTF-8' },
  ])('refuses $name', async ({ content, message }) => {
    const refused = readUnlabelled(await fileWith(content));
    await expect(refused).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(message) });
  });

  it('says which file is missing', async () => {
    await expect(readUnlabelled(join(folder, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
