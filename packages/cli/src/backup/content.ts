/** What lies in a backup between manifest and end: documents, messages, blobs, each as files of about a megabyte. */
import type { LoggedMessages } from '@facteur/bus';
import type { DumpedDocuments, StoredDocument } from '@facteur/store';
import { damaged, type TarEntry } from './tar.ts';

/** The folders of an archive, in the order in which they stand there. */
export type Section = 'store' | 'log' | 'blobs' | 'keys';

const PIECE_CHARACTERS = 1024 * 1024;

/** A line naming the collection, then one document a line. */
export async function* storeEntries(pieces: AsyncIterable<DumpedDocuments>): AsyncGenerator<TarEntry, void, undefined> {
  let count = 0;
  for await (const { collection, documents } of pieces) {
    count += 1;
    const lines = [{ collection }, ...documents].map((line) => JSON.stringify(line));
    yield { name: numbered('store', count), bytes: Buffer.from(`${lines.join('\n')}\n`) };
  }
}

/** The documents of such a file. */
export function documentsIn({ bytes }: TarEntry): DumpedDocuments {
  const [head, ...documents] = linesOf(bytes).map((line) => parse(line) as Record<string, unknown>);
  if (typeof head?.collection !== 'string') throw damaged('documents of no collection');
  return { collection: head.collection, documents: documents as unknown as StoredDocument[] };
}

/** Pairs of lines: where messages lie, and the messages. */
export async function* logEntries(pieces: AsyncIterable<LoggedMessages>): AsyncGenerator<TarEntry, void, undefined> {
  let count = 0;
  let lines: string[] = [];
  let characters = 0;
  const entry = (): TarEntry => {
    count += 1;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    lines = [];
    characters = 0;
    return { name: numbered('log', count), bytes };
  };
  for await (const { json, ...place } of pieces) {
    lines.push(JSON.stringify(place), json);
    characters += json.length;
    if (characters >= PIECE_CHARACTERS) yield entry();
  }
  if (lines.length > 0) yield entry();
}

/** The messages of such a file. */
export function messagesIn({ bytes }: TarEntry): readonly LoggedMessages[] {
  const lines = linesOf(bytes);
  return lines.flatMap((json, index) =>
    index % 2 === 0 ? [] : [{ ...(parse(lines[index - 1] ?? '') as Omit<LoggedMessages, 'json'>), json }],
  );
}

/** Hands out the entries of one section after the other; they come in that order, and each can be asked for once. */
export function sectionsOf(entries: AsyncGenerator<TarEntry, void, undefined>) {
  let next: Promise<IteratorResult<TarEntry, void>> | undefined;
  const peek = (): Promise<IteratorResult<TarEntry, void>> => {
    next ??= entries.next();
    return next;
  };
  return {
    async *take(section: Section): AsyncGenerator<TarEntry, void, undefined> {
      for (;;) {
        const { done, value } = await peek();
        if (done === true || !value?.name.startsWith(`${section}/`)) return;
        next = undefined;
        yield value;
      }
    },
    /** To be called last: reads the digest. @throws AppError `BAD_INPUT` when something is left */
    async end(): Promise<void> {
      if ((await peek()).done !== true) throw damaged('something in it is not known');
    },
  };
}

/** The name of an entry without its section. */
export function nameIn(section: Section, { name }: TarEntry): string {
  return name.slice(section.length + 1);
}

function numbered(section: Section, count: number): string {
  return `${section}/${String(count).padStart(8, '0')}.jsonl`;
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString().split('\n').slice(0, -1);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged('a line is not readable');
  }
}
