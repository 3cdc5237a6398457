/**
 * Stock goes down and up once for each effect, whatever crashes: the line's document lists the effects that it has counted and that
 * may not be finished, and is replaced together with the count.
 */
import type { NewDocument } from '@facteur/store';
import { type Books, type EffectRecord, findAll, read, replace, type StockRecord } from './books.ts';
import { openTurns } from './turns.ts';

export interface StockMoves {
  /** Counts `delta` for the effect `id` unless it was counted; false when there is not enough. */
  move(sku: string, id: string, delta: number): Promise<boolean>;
  /** The effect `id` is finished: it will not be counted again, so it need not be listed any more. */
  forget(id: string): void;
}

/** Effects that are begun in the store are taken as unfinished until `forget`. One process at a time holds the store. */
export async function openStockMoves(books: Books): Promise<StockMoves> {
  const begun = await findAll<EffectRecord>(books.effects, 'state', { state: 'begun' });
  const unfinished = new Set(begun.map(({ _id }) => _id));
  const inTurn = openTurns();

  const count = async (sku: string, id: string, delta: number): Promise<boolean> => {
    const line = await read<StockRecord>(books.stock, sku);
    if (line?.moves.includes(id)) return true;
    if (line === undefined || line.available + delta < 0) return false;
    unfinished.add(id);
    const { version, ...kept } = line;
    const moves = [...line.moves.filter((other) => unfinished.has(other)), id];
    const doc: NewDocument = { ...kept, available: line.available + delta, moves };
    await replace(books.stock, doc, version);
    return true;
  };
  return {
    move: (sku, id, delta) => inTurn(sku, () => count(sku, id, delta)),
    forget: (id) => void unfinished.delete(id),
  };
}
