/** Fills the key tables of a collection whose declaration changed, in pieces, so that neither memory nor event loop suffers. */
import { AppError } from '@facteur/primitives';
import { entryKey, keysOfDocument } from './apply-write.ts';
import { type CollectionTables, markReady } from './catalog.ts';
import type { Entry, Environment } from './environment.ts';
import { documentOf, encodeRecord, headOf } from './record.ts';
import { tableBounds } from './table-key.ts';

/** Few, because each may have 8 MiB. */
const DOCUMENTS_AT_ONCE = 32;
const ENTRIES_AT_ONCE = 2000;

/**
 * Empties the leftovers, then enters every document under its keys. It can be cut short anywhere: the collection is not ready until the end,
 * and the next opening begins anew.
 * @throws AppError `CONFLICT` (never) when two documents already share a newly declared unique key
 */
export async function rebuildKeys(
  environment: Environment,
  name: string,
  tables: CollectionTables,
): Promise<CollectionTables> {
  for (const table of tables.leftovers) await emptyTable(environment, table);
  const { low, high } = tableBounds(tables.documents);
  for (let from = low; ; ) {
    const documents = await environment.reading(() => environment.range(from, high, DOCUMENTS_AT_ONCE));
    const last = documents.at(-1);
    if (last === undefined) break;
    const bytes = documents.reduce((sum, { value }) => sum + value.length, 0);
    await environment.commit(bytes, () => {
      for (const document of documents) enterDocument(environment, name, tables, document);
    });
    from = Buffer.concat([last.key, Buffer.alloc(1)]);
  }
  return markReady(environment, name, tables);
}

async function emptyTable(environment: Environment, table: number): Promise<void> {
  const { low, high } = tableBounds(table);
  for (;;) {
    const entries = await environment.reading(() => environment.range(low, high, ENTRIES_AT_ONCE));
    if (entries.length === 0) return;
    await environment.commit(0, () => {
      for (const { key } of entries) environment.remove(key);
    });
  }
}

function enterDocument(environment: Environment, name: string, tables: CollectionTables, { key, value }: Entry): void {
  const { version, ...doc } = documentOf(value);
  const id = Buffer.from(doc._id);
  const keys = keysOfDocument(tables, doc, id.length);
  const json = value.subarray(value.readUInt32LE(0)).toString();
  environment.put(key, encodeRecord(headOf(value).version, keys, json, Buffer.byteLength(json)).bytes);
  for (const documentKey of keys) {
    const entry = entryKey(tables, documentKey, id);
    const holder = environment.read(entry);
    if (holder !== undefined && !Buffer.from(holder.subarray(0, holder.length)).equals(id)) {
      throw new AppError(
        'CONFLICT',
        `Document "${doc._id}" of ${name} shares a newly declared unique key with another`,
      );
    }
    environment.put(entry, id);
  }
}
