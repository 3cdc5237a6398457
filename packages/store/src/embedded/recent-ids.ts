/**
 * The places of documents that were inserted lately, in memory, and behind them a log in the order of insertion. Ids say nothing of time: written
 * to the table of places one by one, each would change a page of its own of a large one. They are moved there together, sorted, when there
 * are many, so that a page is written once for several.
 */
import type { Environment } from './environment.ts';
import { tableBounds, tableKey } from './table-key.ts';

/** After moving failed, for instance for want of disk, so many more may come before it is tried again. */
const MORE_AFTER_FAILURE = 4_096;
/** Moving is cut into pieces, so that other writes wait little; not into more than so many, or fast writers would outrun it for ever. */
const MOST_PIECES = 16;
const MOVED_AT_ONCE = 500;
/** Clearing the log is that much cheaper, since what lies together leaves together. */
const CLEARED_FOR_EACH_MOVED = 4;
const READ_AT_ONCE = 10_000;

const PLACE_BYTES = 6;
const TABLE_BYTES = 4;

/** The recent ids of one collection. */
export interface RecentIds {
  /** Where a transaction that has not ended put a document; readers outside it find nothing there yet. */
  underWay(id: string): number | undefined;
  /** Where a document lies. */
  known(id: string): number | undefined;
  /** Only inside a transaction. */
  add(id: Buffer, place: number): void;
  /** Only inside a transaction. */
  remove(id: Buffer, place: number): void;
}

/** The tables that hold them: the log by place, and the places by id. */
export interface IdTables {
  readonly recent: number;
  readonly ids: number;
}

/** The key of a place in a table. */
export function placeKey(table: number, place: number): Buffer {
  const key = Buffer.allocUnsafe(TABLE_BYTES + PLACE_BYTES);
  key.writeUInt32BE(table, 0);
  key.writeUIntBE(place, TABLE_BYTES, PLACE_BYTES);
  return key;
}

/** The place that a key ends with. */
export function placeOf(key: Buffer): number {
  return key.readUIntBE(TABLE_BYTES, PLACE_BYTES);
}

/** Reads the log. `most`: how many ids are kept before they are moved. */
export function openRecentIds(environment: Environment, tables: IdTables, most: number): RecentIds {
  const known = readLog(environment, tables.recent);
  const added = new Map<string, number>();
  const removed: [string, number][] = [];
  let limit = most;
  let isMoving = false;

  function begin(): void {
    if (added.size === 0 && removed.length === 0) environment.onEnd(end);
  }

  function end(isCommitted: boolean): void {
    if (isCommitted) {
      for (const [id, place] of added) known.set(id, place);
      forget(known, removed);
    }
    added.clear();
    removed.length = 0;
    if (known.size >= limit && !isMoving) void move();
  }

  async function move(): Promise<void> {
    isMoving = true;
    try {
      await moveToTable(environment, tables, known);
      limit = most;
    } catch {
      // Nothing is lost: the log has them still, and whoever writes hears of what ails the disk.
      limit = known.size + MORE_AFTER_FAILURE;
    } finally {
      isMoving = false;
    }
  }

  return {
    underWay: (id) => added.get(id),
    known: (id) => known.get(id),
    add: (id, place) => {
      begin();
      added.set(id.toString(), place);
      environment.put(placeKey(tables.recent, place), id);
    },
    remove: (id, place) => {
      begin();
      removed.push([id.toString(), place]);
      environment.remove(placeKey(tables.recent, place));
    },
  };
}

function readLog(environment: Environment, table: number): Map<string, number> {
  const known = new Map<string, number>();
  const { low, high } = tableBounds(table);
  for (let from = low; ; ) {
    const entries = environment.range(from, high, READ_AT_ONCE);
    for (const { key, value } of entries) known.set(value.toString(), placeOf(key));
    const last = entries.at(-1);
    if (last === undefined) return known;
    from = Buffer.concat([last.key, Buffer.alloc(1)]);
  }
}

/**
 * Moves what is known now. It can be cut short anywhere: the log loses an id only after the table has it. One that was removed meanwhile
 * has left the log.
 */
async function moveToTable(
  environment: Environment,
  { recent, ids }: IdTables,
  known: Map<string, number>,
): Promise<void> {
  const all = [...known];
  const atOnce = Math.max(MOVED_AT_ONCE, Math.ceil(all.length / MOST_PIECES));
  all.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const piece of piecesOf(all, atOnce)) {
    await environment.commit(0, () => {
      for (const [id, place] of piece) {
        const logged = placeKey(recent, place);
        if (environment.read(logged) === undefined) continue;
        environment.put(tableKey(ids, id), logged.subarray(TABLE_BYTES));
      }
    });
  }
  all.sort(([, a], [, b]) => a - b);
  for (const piece of piecesOf(all, atOnce * CLEARED_FOR_EACH_MOVED)) {
    await environment.commit(0, () => {
      for (const [, place] of piece) environment.remove(placeKey(recent, place));
    });
    forget(known, piece);
  }
}

function* piecesOf<T>(all: readonly T[], size: number): Generator<readonly T[], void, undefined> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Unless they have got another place since. */
function forget(known: Map<string, number>, places: readonly (readonly [string, number])[]): void {
  for (const [id, place] of places) if (known.get(id) === place) known.delete(id);
}
