/** Reads a password: typed twice without echo in a terminal, else the first line of what is piped in. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '@facteur/primitives';

/** A terminal that can stop showing what is typed. */
type Input = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

const ENTER = /[\r\n]/;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BACKSPACES = ['\b', '\u007f'];

/** @throws AppError `BAD_INPUT` when nothing comes, the typing is broken off, or two entries differ */
export async function readPassword(input: Input, prompts: Writable): Promise<string> {
  if (input.isTTY !== true) return firstLine(input);
  const password = await typed(input, prompts, 'Password: ');
  if ((await typed(input, prompts, 'Once more: ')) !== password)
    throw new AppError('BAD_INPUT', 'The two entries are not the same');
  return password;
}

async function firstLine(input: Readable): Promise<string> {
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
  }
  throw new AppError('BAD_INPUT', 'There is no password on stdin');
}

/** Raw mode shows nothing of itself. What comes in one piece, such as a pasted password, is read character by character. */
function typed(input: Input, prompts: Writable, prompt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let characters: string[] = [];
    prompts.write(prompt);
    input.setRawMode?.(true);
    const end = (): void => {
      input.off('data', read);
      input.setRawMode?.(false);
      input.pause();
      prompts.write('\n');
    };
    const read = (chunk: string): void => {
      for (const character of chunk) {
        if (character === CTRL_C || character === CTRL_D) {
          end();
          reject(new AppError('BAD_INPUT', 'Nothing was changed'));
          return;
        }
        if (ENTER.test(character)) {
          end();
          resolve(characters.join(''));
          return;
        }
        if (BACKSPACES.includes(character)) characters = characters.slice(0, -1);
        else characters.push(character);
      }
    };
    input.setEncoding('utf8');
    input.on('data', read);
    input.resume();
  });
}
