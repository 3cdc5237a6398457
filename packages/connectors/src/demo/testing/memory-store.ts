/** A store in memory for the back office's tests, and one that crashes at a chosen write. */
import type {
  Collection,
  CollectionDefinition,
  NewDocument,
  Page,
  Query,
  Store,
  StoredDocument,
  Write,
  WriteOutcome,
} from '@facteur/store';

/** Keeps documents for as long as the process lives; `close` forgets nothing, so that opening again plays a restart. */
export function memoryStore(): Store {
  const collections = new Map<string, Collection>();
  return {
    async collection(definition) {
      const known = collections.get(definition.name) ?? memoryCollection(definition);
      collections.set(definition.name, known);
      return known;
    },
    async close() {},
  };
}

/** `store`, which fails at write number `at` (from 1) and every later one: before doing it, or just after. */
export function crashingStore(store: Store, at: number, moment: 'before' | 'after'): Store {
  let writes = 0;
  return {
    async collection(definition) {
      const collection = await store.collection(definition);
      return {
        ...collection,
        async write(batch) {
          writes += 1;
          const isDone = writes < at || (writes === at && moment === 'after');
          const outcomes = isDone ? await collection.write(batch) : [];
          if (writes >= at) throw new Error('crashed');
          return outcomes;
        },
      };
    },
    close: () => store.close(),
  };
}

/** `store`, whose writes wait until other requests have gone as far as they can, so that what is not kept apart crosses. */
export function slowStore(store: Store): Store {
  return {
    ...store,
    async collection(definition) {
      const collection = await store.collection(definition);
      return {
        ...collection,
        async write(batch) {
          for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
          return collection.write(batch);
        },
      };
    },
  };
}

function memoryCollection({ indexes = {}, unique = {} }: CollectionDefinition): Collection {
  const documents = new Map<string, StoredDocument>();

  const duplicateKey = (doc: NewDocument): string | undefined =>
    Object.keys(unique).find((name) => {
      const fields = unique[name] ?? [];
      if (fields.some((field) => doc[field] === undefined)) return false;
      return [...documents.values()].some(
        (other) => other._id !== doc._id && fields.every((field) => other[field] === doc[field]),
      );
    });
  const writeOne = (write: Write): WriteOutcome => {
    const id = write.op === 'delete' ? write.id : write.doc._id;
    const version = documents.get(id)?.version;
    if (write.op === 'insert' ? version !== undefined : version !== write.at) {
      return write.op === 'insert' ? { outcome: 'duplicate', key: '_id' } : { outcome: 'conflict' };
    }
    if (write.op === 'delete') {
      documents.delete(id);
      return { outcome: 'done', version: 0 };
    }
    const key = duplicateKey(write.doc);
    if (key !== undefined) return { outcome: 'duplicate', key };
    const next = (version ?? 0) + 1;
    documents.set(id, { ...(JSON.parse(JSON.stringify(write.doc)) as NewDocument), version: next });
    return { outcome: 'done', version: next };
  };
  const find = ({ index, equals = {} }: Query): Page => {
    const fields = indexes[index];
    if (fields === undefined) throw new Error(`no index ${index}`);
    const keyOf = (doc: StoredDocument): string => JSON.stringify([...fields.map((field) => doc[field]), doc._id]);
    const found = [...documents.values()]
      .filter((doc) => fields.every((field) => doc[field] !== undefined))
      .filter((doc) => Object.entries(equals).every(([field, value]) => doc[field] === value));
    return { documents: found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
  };
  return {
    get: async (id) => documents.get(id),
    getMany: async (ids) => ids.map((id) => documents.get(id)),
    write: async (writes) => writes.map(writeOne),
    find: async (query) => find(query),
    count: async (query) => find(query).documents.length,
  };
}
