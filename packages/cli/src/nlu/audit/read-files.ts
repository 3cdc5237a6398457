/** The files of an audit, with the numbers of their lines, so that authors find what is said of them. */
import { readFile } from 'node:fs/promises';
import type { AuditedExample, AuditedText, OddLine } from '@facteur/nlu/audit';
import { AppError, messageOf } from '@facteur/primitives';
import { readTexts } from '../lab.ts';

/** An example that can be learnt from. */
export type AuditExample = AuditedExample & { readonly language: string };

/** What a file of examples holds. */
export interface ExampleFile {
  readonly examples: readonly AuditExample[];
  /** Lines that are not learnt from, or not from all of their text. */
  readonly odd: readonly OddLine[];
}

/** What is understood of a text is its beginning. */
const MOST_CHARACTERS = 4_000;
/** More unlabelled texts take minutes and propose much the same. */
const MOST_UNLABELLED = 5_000;

/**
 * Examples with one intent, or out of scope.
 * @throws AppError `NOT_FOUND` without such a file; `BAD_INPUT` with `file:line` for a line that cannot be read, and for a file in which
 * nothing can be confused
 */
export async function readExamples(file: string): Promise<ExampleFile> {
  const lines = await readTexts(file);
  // Blank lines are passed over there.
  const numbers = (await linesOf(file)).map(({ line }) => line);
  const examples: AuditExample[] = [];
  const odd: OddLine[] = [];
  for (const [at, { text, intents, language }] of lines.entries()) {
    const line = numbers[at] ?? 0;
    const reason = oddness(text, intents);
    if (reason !== undefined) odd.push({ line, reason });
    if (reason === 'blank' || reason === 'several') continue;
    examples.push({ line, text: text.slice(0, MOST_CHARACTERS), intent: intents[0] ?? null, language });
  }
  refuseSingleLabel(file, examples);
  return { examples, odd };
}

function oddness(text: string, intents: readonly string[]): OddLine['reason'] | undefined {
  if (text.trim() === '') return 'blank';
  if (intents.length > 1) return 'several';
  return text.length > MOST_CHARACTERS ? 'long' : undefined;
}

function refuseSingleLabel(file: string, examples: readonly AuditExample[]): void {
  const [first] = examples;
  if (first === undefined)
    throw new AppError('BAD_INPUT', `${file}: no line with a text and one intent; there is nothing to audit`);
  if (examples.some(({ intent }) => intent !== first.intent)) return;
  const name = first.intent === null ? 'are out of scope' : `have the intent "${first.intent}"`;
  const last = examples.at(-1)?.line ?? first.line;
  throw new AppError(
    'BAD_INPUT',
    `${file}:${first.line}: all examples (up to line ${last}) ${name}; add examples of another intent, as nothing can be confused with one alone`,
  );
}

/**
 * One text a line; of a larger file 5 000 lines, evenly spread.
 * @throws AppError `NOT_FOUND` without such a file; `BAD_INPUT` when it is no text or has none
 */
export async function readUnlabelled(file: string): Promise<AuditedText[]> {
  const all = await linesOf(file);
  if (all.length === 0) throw new AppError('BAD_INPUT', `${file}: no text; write one text a line`);
  const every = Math.max(1, all.length / MOST_UNLABELLED);
  const kept = Array.from({ length: Math.min(all.length, MOST_UNLABELLED) }, (_, at) => all[Math.floor(at * every)]);
  return kept.flatMap((one) =>
    one === undefined ? [] : [{ line: one.line, text: one.text.slice(0, MOST_CHARACTERS) }],
  );
}

/** Lines that are not blank, trimmed, counted from 1. */
async function linesOf(file: string): Promise<AuditedText[]> {
  const lines = decoded(file, await bytesOf(file)).split('\n');
  return lines.map((text, at) => ({ line: at + 1, text: text.trim() })).filter(({ text }) => text !== '');
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const isMissing = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing) throw new AppError('NOT_FOUND', `${file}: no such file; check the path`, { cause });
    throw new AppError('BAD_INPUT', `${file}: cannot be read (${messageOf(cause)})`, { cause });
  }
}

function decoded(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${file}: not UTF-8; save the file as UTF-8`, { cause });
  }
}
