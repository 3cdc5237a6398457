/** Dumps and loads the embedded store: a snapshot is one read transaction of LMDB, so it is one moment and blocks nobody. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@facteur/primitives';
import { checkDefinition } from '../check-definition.ts';
import { documentJson, idOfWrite } from '../check-write.ts';
import type { CollectionDefinition, DumpedDocuments, StoreBackup, StoredDocument, StoreSnapshot } from '../store.ts';
import { applyWrite, keysOfDocument, type PreparedWrite, type Target } from './apply-write.ts';
import { CATALOG_KEY, type CollectionTables, collectionsIn, type StoredTables } from './catalog.ts';
import type { Entry, Environment, View } from './environment.ts';
import { openTables } from './open-tables.ts';
import type { PlacesOf } from './places.ts';
import { documentOf, encodeRecord } from './record.ts';
import { tableBounds } from './table-key.ts';

/** Few, because each may have 8 MiB, and other work waits while they are read. */
const DOCUMENTS_AT_ONCE = 200;
const PIECE_BYTES = 1024 * 1024;

/** The capability on an open file. */
export function embeddedBackup(environment: Environment, placesOf: PlacesOf): StoreBackup {
  return {
    isOneMoment: true,
    snapshot: () => environment.reading(() => snapshotOf(environment.view())),
    isEmpty: () =>
      environment.reading(() => {
        const view = environment.view();
        try {
          return collectionsOf(view).every(([, tables]) =>
            documentTables(tables).every((table) => entriesOf(view, table, 1).length === 0),
          );
        } finally {
          view.close();
        }
      }),
    load: (collections, documents) => loadAll({ environment, placesOf }, collections, documents),
  };
}

function snapshotOf(view: View): StoreSnapshot {
  const collections = collectionsOf(view);
  return {
    collections: collections.map(([definition]) => definition),
    async *documents() {
      for (const [{ name }, tables] of collections)
        for (const table of documentTables(tables)) yield* documentsOf(view, name, table);
    },
    close: async () => view.close(),
  };
}

function collectionsOf(view: View): ReturnType<typeof collectionsIn> {
  const [catalog] = view.range(CATALOG_KEY, after(CATALOG_KEY), 1);
  return collectionsIn(catalog?.value);
}

/** Those that a cut-short opening has not given a place are in a table of their own. */
function documentTables({ documents, byId }: StoredTables): number[] {
  return byId === undefined ? [documents] : [documents, byId];
}

function entriesOf(view: View, table: number, limit: number): readonly Entry[] {
  const { low, high } = tableBounds(table);
  return view.range(low, high, limit);
}

async function* documentsOf(
  view: View,
  collection: string,
  table: number,
): AsyncGenerator<DumpedDocuments, void, undefined> {
  const { low, high } = tableBounds(table);
  let piece: StoredDocument[] = [];
  let bytes = 0;
  for (let from = low; ; ) {
    const entries = view.range(from, high, Math.max(1, DOCUMENTS_AT_ONCE - piece.length));
    for (const { value } of entries) {
      piece.push(documentOf(value));
      bytes += value.length;
    }
    const last = entries.at(-1);
    const isFull = piece.length >= DOCUMENTS_AT_ONCE || bytes >= PIECE_BYTES;
    if (piece.length > 0 && (isFull || last === undefined)) {
      yield { collection, documents: piece };
      piece = [];
      bytes = 0;
    }
    if (last === undefined) return;
    from = after(last.key);
    await nextTurn();
  }
}

async function loadAll(
  { environment, placesOf }: { readonly environment: Environment; readonly placesOf: PlacesOf },
  collections: readonly CollectionDefinition[],
  documents: AsyncIterable<DumpedDocuments>,
): Promise<void> {
  const targets = new Map<string, Target>();
  for (const definition of collections) {
    checkDefinition(definition);
    targets.set(definition.name, await openTables(environment, placesOf, definition));
  }
  for await (const { collection, documents: piece } of documents) {
    const target = targets.get(collection);
    if (target === undefined) throw new AppError('CONFLICT', `Collection ${collection} was not announced`);
    await loadPiece(target, collection, piece);
  }
}

async function loadPiece(target: Target, collection: string, piece: readonly StoredDocument[]): Promise<void> {
  const prepared = piece.map((document) => prepareLoad(target.tables, document));
  const bytes = prepared.reduce((sum, { record }) => sum + (record?.bytes.length ?? 0), 0);
  const outcomes = await target.environment.commit(bytes, () => prepared.map((write) => applyWrite(target, write)));
  if (outcomes.every(({ outcome }) => outcome === 'done')) return;
  throw new AppError('CONFLICT', `Collection ${collection} holds documents already: load into an empty store`);
}

/** An insert whose record has the version that it had. */
function prepareLoad(tables: CollectionTables, document: StoredDocument): PreparedWrite {
  const id = Buffer.from(idOfWrite({ op: 'insert', doc: document }));
  const { json, bytes } = documentJson(document);
  const keys = keysOfDocument(tables, document, id.length);
  return { id, record: encodeRecord(document.version, keys, json, bytes) };
}

/** The lowest key behind `key`. */
function after(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.alloc(1)]);
}
