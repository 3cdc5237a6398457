/** One write of a batch: laid out before the transaction (`prepareWrite`), then held against what is stored (`applyWrite`). */
import { assertEntryFits, documentJson, idOfWrite, indexValuesOf } from '../check-write.ts';
import { encodeValues } from '../index-key.ts';
import type { NewDocument, Write, WriteOutcome } from '../store.ts';
import { encodeUnique } from '../unique-key.ts';
import type { CollectionTables, KeyTable } from './catalog.ts';
import type { Environment } from './environment.ts';
import type { Places } from './places.ts';
import { type EncodedRecord, encodeRecord, type Head, headOf, keysIn } from './record.ts';
import { tableKey, tableOf } from './table-key.ts';

/** A write whose bytes are ready. `record` is absent for a delete, `at` for an insert. */
export interface PreparedWrite {
  readonly id: Buffer;
  readonly at?: number;
  readonly record?: EncodedRecord;
}

const CONFLICT: WriteOutcome = { outcome: 'conflict' };
const NO_KEYS = Buffer.alloc(0);

/** @throws AppError `BAD_INPUT`, `DOCUMENT_TOO_LARGE` (never), naming the document */
export function prepareWrite(tables: CollectionTables, write: Write): PreparedWrite {
  const id = Buffer.from(idOfWrite(write));
  if (write.op === 'delete') return { id, at: write.at };
  const { json, bytes } = documentJson(write.doc);
  const keys = keysOfDocument(tables, write.doc, id.length);
  if (write.op === 'insert') return { id, record: encodeRecord(1, keys, json, bytes) };
  return { id, at: write.at, record: encodeRecord(write.at + 1, keys, json, bytes) };
}

/** The keys under which a document is found, without the `_id` that ends those of an index. */
export function keysOfDocument(tables: CollectionTables, doc: NewDocument, idBytes: number): readonly Buffer[] {
  const keys: Buffer[] = [];
  for (const { name, table, fields, unique } of tables.keys) {
    const values = indexValuesOf(doc, fields);
    if (values === undefined) continue;
    const key = tableKey(table, unique ? encodeUnique(values) : encodeValues(values));
    if (!unique) assertEntryFits(doc, name, key.length - tableKey(table).length + idBytes);
    keys.push(key);
  }
  return keys;
}

/** Where a write goes. */
export interface Target {
  readonly environment: Environment;
  readonly tables: CollectionTables;
  readonly places: Places;
}

/** Does one write inside a transaction, or finds out why not. */
export function applyWrite({ environment, tables, places }: Target, write: PreparedWrite): WriteOutcome {
  const stored = places.look(write.id);
  const head = stored && headOf(stored.record);
  if (write.at !== undefined && head?.version !== write.at) return CONFLICT;
  if (write.at === undefined && head !== undefined) return { outcome: 'duplicate', key: '_id' };
  const taken = changeKeys(environment, tables, write, head);
  if (taken !== undefined) return { outcome: 'duplicate', key: taken };
  if (write.record === undefined) {
    if (stored !== undefined) places.remove(write.id, stored.place);
    return { outcome: 'done', version: 0 };
  }
  places.put(write.id, stored?.place, write.record.bytes);
  return { outcome: 'done', version: (write.at ?? 0) + 1 };
}

/** Moves a document from its old keys to its new ones, unless the unique key that is returned belongs to another. */
function changeKeys(
  environment: Environment,
  tables: CollectionTables,
  write: PreparedWrite,
  head: Head | undefined,
): string | undefined {
  const next = write.record?.keys ?? NO_KEYS;
  if ((head?.keys ?? NO_KEYS).equals(next)) return undefined;
  // A copy: the next read overwrites the stored record's bytes.
  const before = keysIn(head === undefined ? NO_KEYS : Buffer.from(head.keys));
  const after = keysIn(next);
  const added = after.filter((key) => !before.some((other) => other.equals(key)));
  const taken = added.map((key) => takenUnique(environment, tables, key)).find((key) => key !== undefined);
  if (taken !== undefined) return taken.name;
  for (const key of before) {
    if (!after.some((other) => other.equals(key))) environment.remove(entryKey(tables, key, write.id));
  }
  for (const key of added) environment.put(entryKey(tables, key, write.id), write.id);
  return undefined;
}

function takenUnique(environment: Environment, tables: CollectionTables, key: Buffer): KeyTable | undefined {
  const declared = keyTable(tables, key);
  return declared?.unique && environment.read(key) !== undefined ? declared : undefined;
}

/** Where the entry of a document's key lies: entries of an index end with the `_id`, those of a unique key do not. */
export function entryKey(tables: CollectionTables, key: Buffer, id: Buffer): Buffer {
  return keyTable(tables, key)?.unique ? key : Buffer.concat([key, id]);
}

function keyTable(tables: CollectionTables, key: Buffer): KeyTable | undefined {
  const table = tableOf(key);
  return tables.keys.find((declared) => declared.table === table);
}
