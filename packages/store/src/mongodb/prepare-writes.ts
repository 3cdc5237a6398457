/** The writes of a batch laid out for the database, in waves that have no two writes to one document. */
import { documentJson, idOfWrite } from '../check-write.ts';
import type { NewDocument, Write } from '../store.ts';
import type { Layout } from './layout.ts';
import { type RecordBody, recordBody } from './stored-record.ts';

/** A write that is ready to be sent. `place` is where it stands in the batch. */
export type PreparedWrite = PreparedPut | PreparedDelete;

/** An insert (`at` is 0) or a replace at a version. */
export interface PreparedPut {
  readonly op: 'insert' | 'replace';
  readonly place: number;
  readonly id: string;
  readonly at: number;
  readonly body: RecordBody;
}

/** A delete at a version. */
export interface PreparedDelete {
  readonly op: 'delete';
  readonly place: number;
  readonly id: string;
  readonly at: number;
}

/** @throws AppError `BAD_INPUT`, `DOCUMENT_TOO_LARGE` (never), naming the document */
export function prepareWrites(layout: Layout, writes: readonly Write[]): readonly PreparedWrite[] {
  return writes.map((write, place): PreparedWrite => {
    const id = idOfWrite(write);
    if (write.op === 'delete') return { op: 'delete', place, id, at: write.at };
    const body = recordBody(layout, write.doc, documentJson(write.doc).json);
    return { op: write.op, place, id, at: write.op === 'insert' ? 0 : write.at, body };
  });
}

/** The same writes by another layout. @throws AppError `BAD_INPUT` for a value that the other layout cannot take */
export function prepareAgain(layout: Layout, prepared: readonly PreparedWrite[]): readonly PreparedWrite[] {
  return prepared.map((write) => {
    if (write.op === 'delete' || write.body.layout === layout.id) return write;
    const { json } = write.body;
    return { ...write, body: recordBody(layout, JSON.parse(json) as NewDocument, json) };
  });
}

/** The first write to each document, then the second ones, and so on: within a wave the order does not matter. */
export function wavesOf(writes: readonly PreparedWrite[]): readonly (readonly PreparedWrite[])[] {
  const waves: PreparedWrite[][] = [];
  const count = new Map<string, number>();
  for (const write of writes) {
    const wave = count.get(write.id) ?? 0;
    count.set(write.id, wave + 1);
    waves[wave] ??= [];
    waves[wave]?.push(write);
  }
  return waves;
}
