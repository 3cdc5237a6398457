/**
 * Dumps and loads the store on MongoDB. Pages are read one after the other, without a transaction, which not every server has: they fit together
 * while nothing is written.
 */
import { AppError } from '@facteur/primitives';
import type { Collection as MongoCollection } from 'mongodb';
import { checkDefinition } from '../check-definition.ts';
import { documentJson, idOfWrite } from '../check-write.ts';
import { declaredKeys } from '../declared-keys.ts';
import type { Collection, CollectionDefinition, DumpedDocuments, StoreBackup, StoredDocument } from '../store.ts';
import { bounded } from './bounded.ts';
import type { MongoConnection } from './connect.ts';
import type { Declaration } from './declaration.ts';
import { type Layout, layoutOf } from './layout.ts';
import { isDuplicate } from './mongo-error.ts';
import { documentOf, recordBody, type StoredRecord } from './stored-record.ts';

/** Few, because each may have 8 MiB. */
const DOCUMENTS_AT_ONCE = 100;
/** As `declarations.ts` names it. */
const DECLARATIONS = 'facteur_collections';

/** What is dumped and loaded. */
export interface MongoDumpParts {
  readonly connection: MongoConnection;
  readonly timeoutMs: number;
  /** That of the store: declares a collection with its indexes. */
  readonly collection: (definition: CollectionDefinition) => Promise<Collection>;
}

/** The capability on an open store. */
export function mongoBackup(parts: MongoDumpParts): StoreBackup {
  const { connection, timeoutMs } = parts;
  const asked = <T>(name: string, work: (records: MongoCollection<StoredRecord>) => Promise<T>): Promise<T> =>
    bounded(connection, timeoutMs, (db) => work(db.collection<StoredRecord>(name)));
  const declared = async (): Promise<CollectionDefinition[]> => {
    const found = await bounded(connection, timeoutMs, (db) =>
      db
        .collection<Declaration>(DECLARATIONS)
        .find({}, { sort: { _id: 1 } })
        .toArray(),
    );
    return found.map(definitionOf);
  };
  async function* documentsOf(name: string): AsyncGenerator<DumpedDocuments, void, undefined> {
    for (let last: string | undefined; ; ) {
      const filter = last === undefined ? {} : { _id: { $gt: last } };
      const options = { sort: { _id: 1 as const }, limit: DOCUMENTS_AT_ONCE };
      const found = await asked(name, (records) => records.find(filter, options).toArray());
      last = found.at(-1)?._id;
      if (last === undefined) return;
      yield { collection: name, documents: found.map(documentOf) };
    }
  }
  return {
    isOneMoment: false,
    async snapshot() {
      const collections = await declared();
      return {
        collections,
        async *documents() {
          for (const { name } of collections) yield* documentsOf(name);
        },
        close: async () => undefined,
      };
    },
    async isEmpty() {
      for (const { name } of await declared())
        if ((await asked(name, (records) => records.findOne({}, { projection: { _id: 1 } }))) !== null) return false;
      return true;
    },
    async load(collections, documents) {
      const layouts = new Map<string, Layout>();
      for (const definition of collections) {
        checkDefinition(definition);
        await parts.collection(definition);
        layouts.set(definition.name, layoutOf(declaredKeys(definition)));
      }
      for await (const { collection, documents: piece } of documents) {
        const layout = layouts.get(collection);
        if (layout === undefined) throw new AppError('CONFLICT', `Collection ${collection} was not announced`);
        const records = piece.map((document) => recordOf(layout, document));
        await asked(collection, (into) => insertAll(into, records));
      }
    },
  };
}

/** As the newest version of the product declared it: what is not wanted any more stays out. */
function definitionOf({ _id: name, keys }: Declaration): CollectionDefinition {
  const wanted = keys.filter(({ unwantedSince }) => unwantedSince === undefined);
  const named = (isUnique: boolean) =>
    Object.fromEntries(wanted.filter(({ unique }) => unique === isUnique).map((key) => [key.name, [...key.fields]]));
  return { name, indexes: named(false), unique: named(true) };
}

function recordOf(layout: Layout, document: StoredDocument): StoredRecord {
  const id = idOfWrite({ op: 'insert', doc: document });
  const body = recordBody(layout, document, documentJson(document).json);
  return { _id: id, version: document.version, writers: {}, ...body };
}

async function insertAll(into: MongoCollection<StoredRecord>, records: readonly StoredRecord[]): Promise<void> {
  try {
    await into.insertMany([...records], { ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new AppError(
      'CONFLICT',
      `Collection ${into.collectionName} holds documents already: load into an empty database`,
    );
  }
}
