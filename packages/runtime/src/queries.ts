/** What a flow's documents and entries say, opened; what cannot be opened is left out of lists. */
import type { KeyObject } from 'node:crypto';
import { type AppError, isAppError } from '@facteur/primitives';
import type { Collection, Query, StoredDocument } from '@facteur/store';
import type { Flow } from './flow.ts';
import type { Kernel } from './kernel.ts';
import type { Recent } from './recent.ts';
import { decodeEntry, decodeState, type StateDocument } from './state-document.ts';

/** A page of opened state documents. */
export interface StatePage<State> {
  readonly documents: readonly StateDocument<State>[];
  readonly cursor?: string;
}

/** What a runner can be asked. */
export interface Queries<State> {
  read(key: string): Promise<StateDocument<State> | undefined>;
  /** Documents of which `isKnown` says that the caller has them in that version are left out, and not opened. */
  find(query: Query, isKnown?: (key: string, version: number) => boolean): Promise<StatePage<State>>;
  /** Log entries, opened; those of erased people are left out. */
  findEntries(
    query: Query,
  ): Promise<{ readonly entries: readonly { id: string; content: unknown }[]; readonly cursor?: string }>;
}

/** Where it looks. */
export interface QueryParts<State> {
  readonly flow: Flow<State>;
  readonly kernel: Kernel;
  readonly collection: Collection;
  readonly entries: Collection | undefined;
  /** What this process wrote last, opened: what is stored in the same version need not be opened again. */
  readonly written: Pick<Recent<StateDocument<State>>, 'get'>;
}

/** Answers them. */
export function queries<State>(parts: QueryParts<State>): Queries<State> {
  const { flow, kernel, entries, collection } = parts;
  const openAll = async <Opened>(
    stored: readonly StoredDocument[],
    open: (doc: StoredDocument, dataKey: KeyObject) => Opened,
  ): Promise<Opened[]> => {
    const keys = await kernel.keys.get([...new Set(stored.map(({ subject }) => String(subject)))]);
    const unreadable: AppError[] = [];
    const opened = stored.flatMap((doc) => {
      const dataKey = keys.get(String(doc.subject));
      return dataKey ? readable(unreadable, () => open(doc, dataKey)) : [];
    });
    const [first] = unreadable;
    if (first !== undefined)
      kernel.log.warn(
        { flow: flow.name, documents: unreadable.length, error: first.message },
        'documents left out of a list',
      );
    return opened;
  };
  return {
    read: (key) => readDocument(parts, key),
    async find(query, isKnown = () => false) {
      const page = await collection.find(query);
      const wanted = page.documents.filter(({ _id, version }) => !isKnown(_id, version));
      return withCursor({ documents: await openAll(wanted, (doc, key) => decodeState(flow, doc, key)) }, page.cursor);
    },
    async findEntries(query) {
      if (!entries) return { entries: [] };
      const page = await entries.find(query);
      return withCursor(
        { entries: await openAll(page.documents, (doc, key) => decodeEntry(flow, doc, key)) },
        page.cursor,
      );
    },
  };
}

function withCursor<T extends object>(page: T, cursor: string | undefined): T & { cursor?: string } {
  return cursor === undefined ? page : { ...page, cursor };
}

/** The document of `key`; undefined when there is none, or the person was erased. @throws what `decodeState` throws */
export async function readDocument<State>(
  { flow, kernel, collection, written }: Pick<QueryParts<State>, 'flow' | 'kernel' | 'collection' | 'written'>,
  key: string,
): Promise<StateDocument<State> | undefined> {
  const stored = await collection.get(key);
  if (stored === undefined) return undefined;
  const dataKey = (await kernel.keys.get([String(stored.subject)])).get(String(stored.subject));
  if (dataKey === undefined) return undefined;
  const known = written.get(key);
  return known?.version === stored.version ? known : decodeState(flow, stored, dataKey);
}

/** Nothing of a document that a later version wrote, or that was damaged: the others of its page are shown all the same. */
function readable<Opened>(unreadable: AppError[], open: () => Opened): Opened[] {
  try {
    return [open()];
  } catch (error) {
    if (!isAppError(error, 'DATA_FOLDER_NEWER') && !isAppError(error, 'EVENT_UNREADABLE')) throw error;
    unreadable.push(error);
    return [];
  }
}

/** Documents that have been pending since `sinceMs` or longer. */
export async function* pendingPages(
  collection: Collection,
  sinceMs: number,
): AsyncGenerator<readonly StoredDocument[], void, undefined> {
  let after: string | undefined;
  do {
    const page = await collection.find({
      index: 'kernel-pending',
      range: { below: sinceMs + 1 },
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    yield page.documents;
    after = page.cursor;
  } while (after !== undefined);
}
