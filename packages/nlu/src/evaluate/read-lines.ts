/**
 * Labelled texts, one JSON object a line: `{"text":…,"intent":…}`. Read as a stream: memory holds one line, whatever the file's size.
 */
import { createReadStream } from 'node:fs';
import { AppError, messageOf } from '@facteur/primitives';

/** A text and what it asks for. */
export interface LabelledText {
  readonly text: string;
  /** Without repetition; empty = out of scope; several = several requests. */
  readonly intents: readonly string[];
  /** ISO 639-1, when the line says it. */
  readonly language?: string;
}

/** The label of what no intent answers. */
const OUT_OF_SCOPE = 'oos';
/** A longer line is taken for a file of another kind. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/**
 * The lines of a file, in order. `intent` may be a name, a list of names (also as `intents`), or null or `"oos"` for out of scope; in a
 * list beside others, `"oos"` says nothing. Blank lines, a byte order mark and Windows line ends are passed over; other keys are ignored.
 * @throws AppError `NOT_FOUND` without such a file; `BAD_INPUT` with `file:line` and the remedy for a line that cannot be used
 */
export async function* readLabelledLines(file: string): AsyncGenerator<LabelledText> {
  let number = 0;
  for await (const bytes of linesOf(file, createReadStream(file))) {
    number += 1;
    const line = decoded(bytes, `${file}:${number}`).replace(/^\uFEFF/, '');
    if (line.trim() !== '') yield labelledText(line, `${file}:${number}`);
  }
}

/** All lines of a file; for files that fit in memory. */
export async function readLabelled(file: string): Promise<LabelledText[]> {
  const all: LabelledText[] = [];
  for await (const one of readLabelledLines(file)) all.push(one);
  return all;
}

/** Lines as bytes, without their ends: a character may be cut between two chunks, a line end cannot. */
async function* linesOf(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let bytes = 0;
  let number = 1;
  for await (const chunk of readable(file, chunks)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...pending, chunk.subarray(from, end)]);
      [pending, bytes, from, number] = [[], 0, end + 1, number + 1];
    }
    pending.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > MAX_LINE_BYTES) {
      throw refused(`${file}:${number}`, `longer than ${MAX_LINE_BYTES} bytes; is this JSON Lines, one object a line?`);
    }
  }
  if (bytes > 0) yield Buffer.concat(pending);
}

async function* readable(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (cause) {
    if (isMissing(cause)) throw new AppError('NOT_FOUND', `${file}: no such file; check the path`, { file, cause });
    throw new AppError('BAD_INPUT', `${file}: cannot be read (${messageOf(cause)})`, { file, cause });
  }
}

function isMissing(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
}

function decoded(bytes: Buffer, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw refused(place, 'not UTF-8; save the file as UTF-8', cause);
  }
}

function labelledText(line: string, place: string): LabelledText {
  const value = parsed(line, place);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused(place, 'not an object; write {"text":"…","intent":"…"}');
  }
  const { text, language } = value as { text?: unknown; language?: unknown };
  if (typeof text !== 'string') throw refused(place, '"text" is missing or no string; write {"text":"…","intent":"…"}');
  const intents = intentsOf(value, place);
  if (language === undefined || language === null) return { text, intents };
  if (typeof language !== 'string' || !/^[a-z]{2}$/.test(language)) {
    throw refused(place, '"language" is no language code; write "fr" or "en", or leave it out');
  }
  return { text, intents, language };
}

function parsed(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw refused(place, `not JSON (${messageOf(cause)}); write one object a line, {"text":"…","intent":"…"}`, cause);
  }
}

function intentsOf(value: { intent?: unknown; intents?: unknown }, place: string): readonly string[] {
  const { intent, intents } = value;
  if (intent !== undefined && intents !== undefined) {
    throw refused(place, 'both "intent" and "intents"; keep one of them');
  }
  const label = intents === undefined ? intent : intents;
  if (label === undefined) {
    throw refused(place, '"intent" is missing; write null or "oos" for a text that no intent answers');
  }
  if (label === null) return [];
  const names: readonly unknown[] = Array.isArray(label) ? label : [label];
  const kept = names.map((name) => {
    if (typeof name === 'string' && name.trim() !== '') return name.trim();
    throw refused(place, '"intent" must be a name, a list of names, null or "oos"');
  });
  return [...new Set(kept.filter((name) => name !== OUT_OF_SCOPE))];
}

function refused(place: string, fault: string, cause?: unknown): AppError {
  return new AppError('BAD_INPUT', `${place}: ${fault}`, { place, ...(cause === undefined ? {} : { cause }) });
}
