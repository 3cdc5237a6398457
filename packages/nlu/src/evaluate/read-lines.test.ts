import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LabelledText, readLabelled, readLabelledLines } from './read-lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<LabelledText[]> {
  const file = join(folder, 'lines.jsonl');
  await writeFile(file, content);
  return readLabelled(file);
}

describe('readLabelledLines', () => {
  it.each([
    { label: '"intent":"facture"', intents: ['facture'] },
    { label: '"intent":" facture "', intents: ['facture'] },
    { label: '"intent":null', intents: [] },
    { label: '"intent":"oos"', intents: [] },
    { label: '"intent":[]', intents: [] },
    { label: '"intent":["oos"]', intents: [] },
    { label: '"intent":["facture"]', intents: ['facture'] },
    { label: '"intent":["facture","retour","facture"]', intents: ['facture', 'retour'] },
    { label: '"intents":["facture","oos"]', intents: ['facture'] },
    { label: '"intents":"facture"', intents: ['facture'] },
    { label: '"intents":null', intents: [] },
  ])('reads $label', async ({ label, intents }) => {
    expect(await read(`{"text":"Où est ma facture ?",${label}}`)).toEqual([{ text: 'Où est ma facture ?', intents }]);
  });

  it('passes over blank lines, a byte order mark, Windows line ends and other keys', async () => {
    const content =
      '\uFEFF{"text":"a","intent":"x","sector":"b2b"}\r\n\r\n  \n{"text":"","intent":"y","language":"en"}\r\n';
    expect(await read(content)).toEqual([
      { text: 'a', intents: ['x'] },
      { text: '', intents: ['y'], language: 'en' },
    ]);
    expect(await read('')).toEqual([]);
  });

  it('parts lines at line ends alone, and never within a character', async () => {
    const text = 'é\u2028\u2029\u0085🐌'.repeat(20_000);
    const line = JSON.stringify({ text, intent: 'x' });
    expect(await read(`${line}\n${line}`)).toEqual([
      { text, intents: ['x'] },
      { text, intents: ['x'] },
    ]);
  });

  it.each([
    { name: 'no JSON', line: 'bonjour', says: /lines\.jsonl:3: not JSON .*write one object a line/ },
    { name: 'a list', line: '["a"]', says: /:3: not an object; write/ },
    { name: 'no text', line: '{"intent":"x"}', says: /:3: "text" is missing/ },
    { name: 'a number as text', line: '{"text":1,"intent":"x"}', says: /:3: "text" is missing or no string/ },
    { name: 'no intent', line: '{"text":"a"}', says: /:3: "intent" is missing; write null or "oos"/ },
    { name: 'an empty name', line: '{"text":"a","intent":""}', says: /:3: "intent" must be a name/ },
    { name: 'a number in the list', line: '{"text":"a","intent":[1]}', says: /:3: "intent" must be a name/ },
    { name: 'two labels', line: '{"text":"a","intent":"x","intents":["y"]}', says: /:3: both .*keep one/ },
    {
      name: 'no language',
      line: '{"text":"a","intent":"x","language":"français"}',
      says: /:3: "language" .*write "fr"/,
    },
  ])('names the line and the remedy for $name', async ({ line, says }) => {
    const reading = read(`{"text":"a","intent":"x"}\n\n${line}\n`);
    await expect(reading).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(says) });
  });

  it('says that a file is in another encoding', async () => {
    await expect(read(Buffer.from('{"text":"é","intent":"x"}', 'latin1'))).rejects.toThrow(/:1: not UTF-8; save/);
  });

  it('refuses a file without line ends instead of holding it all', async () => {
    await expect(read('x'.repeat(17 * 1024 * 1024))).rejects.toThrow(/:1: longer than 16777216 bytes/);
  });

  it('says when there is no such file, or it is a folder', async () => {
    await expect(readLabelled(join(folder, 'absent.jsonl'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(readLabelled(folder)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('gives the first lines of a file whose later ones are bad', async () => {
    const file = join(folder, 'late.jsonl');
    await writeFile(file, '{"text":"a","intent":"x"}\noops\n');
    const lines = readLabelledLines(file);
    expect((await lines.next()).value).toEqual({ text: 'a', intents: ['x'] });
    await expect(lines.next()).rejects.toThrow(/late\.jsonl:2/);
  });
});
