import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readPassword } from './read-password.ts';

/** A terminal on which `keys` are typed, each piece once the one before was read. */
function terminal(...pieces: string[]) {
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (isRaw: boolean) => raw.push(isRaw) });
  const prompts = new PassThrough().setEncoding('utf8');
  let shown = '';
  prompts.on('data', (text: string) => {
    shown += text;
    if (text.endsWith(': ')) input.write(pieces.shift() ?? '\u0003');
  });
  return { input, prompts, raw, shown: () => shown };
}

describe('a password', () => {
  it.each([
    { name: 'the line that is piped in', piped: 'une phrase\n', password: 'une phrase' },
    { name: 'the first of several', piped: 'une phrase\nune autre\n', password: 'une phrase' },
    { name: 'a line without an end', piped: 'une phrase', password: 'une phrase' },
    { name: 'a line as other systems end it', piped: 'une phrase\r\n', password: 'une phrase' },
  ])('is $name', async ({ piped, password }) => {
    expect(await readPassword(Readable.from([Buffer.from(piped)]), new PassThrough())).toBe(password);
  });

  it('is missed when nothing is piped in', async () => {
    await expect(readPassword(Readable.from([]), new PassThrough())).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is typed twice in a terminal, and never shown', async () => {
    const { input, prompts, raw, shown } = terminal('Sèt\u007fte à l’été\r', 'Sète à l’été\r');
    expect(await readPassword(input, prompts)).toBe('Sète à l’été');
    expect(shown()).toMatch(/^[\n :A-Za-z]*$/);
    expect(shown()).not.toContain('Sète');
    expect(raw).toEqual([true, false, true, false]);
  });

  it.each([
    { name: 'the two entries differ', pieces: ['une phrase\r', 'une autre\r'] },
    { name: 'it is broken off', pieces: ['une \u0003'] },
  ])('is not taken when $name, and the terminal shows again what is typed', async ({ pieces }) => {
    const { input, prompts, raw } = terminal(...pieces);
    await expect(readPassword(input, prompts)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(raw.at(-1)).toBe(false);
  });
});
