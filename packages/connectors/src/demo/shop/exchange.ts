/** Exchanges, at most one for an order: as many of another article leave. Steps: claim the order, take the stock, answer. */
import { done, refuse } from '../answers.ts';
import { type Books, read, type StockRecord } from '../books.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import { isCancelled, isClaimed, isRefunded, isRefusal, orderTurn, ownOrder } from '../orders.ts';
import type { StockMoves } from '../stock-moves.ts';

export function exchangeRules(books: Books, stock: StockMoves): EffectRules {
  return {
    turnOf: orderTurn,
    async plan({ input, sender }, id) {
      const { order: number, sku } = input;
      if (typeof number !== 'string' || typeof sku !== 'string') return refuse('bad-input', 'order and sku are needed');
      const order = await ownOrder(books, number, sender);
      if (isRefusal(order)) return order;
      const claim = `exchange:${number}`;
      const onClaimed = refuse('already-done', `Order ${number} is exchanged already`);
      if (await isClaimed(books, claim)) return onClaimed;
      const isSettled = (await isRefunded(books, order)) || (await isCancelled(books, order));
      if (isSettled) return refuse('already-done', `Order ${number} is refunded or cancelled`);
      const line = await read<StockRecord>(books.stock, sku);
      if (line === undefined) return refuse('not-found', `No article ${sku}`);
      const { quantity, customer } = order;
      if (line.available < quantity) return outOfStock(sku);
      return { facts: { order: number, customer, sku, quantity }, reference: referenceOf('ECH', id), claim, onClaimed };
    },
    async finish(record) {
      const { order = '', sku = '', quantity = 0, claim: _, reference, ...unclaimed } = record;
      const taken = await stock.move(sku, record._id, -quantity);
      if (!taken) return { ...unclaimed, order, sku, quantity, state: 'done', answer: outOfStock(sku) };
      return { ...record, state: 'done', answer: done({ exchange: reference, order, sku }) };
    },
  };
}

function outOfStock(sku: string) {
  return refuse('out-of-stock', `Not enough of ${sku} in stock`);
}
