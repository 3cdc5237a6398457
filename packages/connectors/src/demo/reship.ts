/**
 * Reshipments, at most one standing for an order, and their cancellation. Steps of a reshipment: claim the order, take the stock, answer.
 * Steps of a cancellation: claim the shipment, give the stock back, free the order, answer.
 */
import { done, refuse } from './answers.ts';
import { type Books, type EffectRecord, findOne, read, type StockRecord } from './books.ts';
import { type EffectRules, referenceOf } from './effect-desk.ts';
import { freeClaim } from './free-claim.ts';
import { isCancelled, isClaimed, isRefusal, orderTurn, ownOrder, reshipClaim } from './orders.ts';
import type { StockMoves } from './stock-moves.ts';

const CARRIER = 'Colissimo';

export function reshipRules(books: Books, stock: StockMoves): EffectRules {
  return {
    turnOf: orderTurn,
    async plan({ input, sender }, id) {
      const { order: number } = input;
      if (typeof number !== 'string') return refuse('bad-input', 'order is needed');
      const order = await ownOrder(books, number, sender);
      if (isRefusal(order)) return order;
      const claim = reshipClaim(number);
      const onClaimed = refuse('already-done', `Order ${number} is reshipped already`);
      if (await isClaimed(books, claim)) return onClaimed;
      if (await isCancelled(books, order)) return refuse('already-done', `Order ${number} is cancelled`);
      const { sku, quantity, customer } = order;
      const line = await read<StockRecord>(books.stock, sku);
      if (line === undefined || line.available < quantity) return outOfStock(sku);
      return { facts: { order: number, customer, sku, quantity }, reference: referenceOf('EXP', id), claim, onClaimed };
    },
    async finish(record) {
      const { order = '', sku = '', quantity = 0, claim: _, reference, ...unclaimed } = record;
      const taken = await stock.move(sku, record._id, -quantity);
      if (!taken) return { ...unclaimed, order, sku, quantity, state: 'done', answer: outOfStock(sku) };
      return { ...record, state: 'done', answer: done({ shipment: reference, order, carrier: CARRIER }) };
    },
  };
}

export function cancelRules(books: Books, stock: StockMoves): EffectRules {
  return {
    async plan({ input }, id) {
      const { shipment } = input;
      if (typeof shipment !== 'string') return refuse('bad-input', 'shipment is needed');
      const target = await findOne<EffectRecord>(books.effects, 'referred', 'reference', shipment);
      if (target?.kind !== 'reship' || target.state !== 'done') return refuse('not-found', `No shipment ${shipment}`);
      const cancelled = done({ shipment, cancelled: true });
      if (target.cancelled === true) return cancelled;
      const { _id, order = '', sku = '', quantity = 0 } = target;
      const facts = { order, sku, quantity, target: _id };
      return { facts, reference: referenceOf('AN', id), claim: `cancel:${shipment}`, onClaimed: cancelled };
    },
    async finish(record) {
      const { sku = '', quantity = 0, target = '' } = record;
      await stock.move(sku, record._id, quantity);
      const shipment = await freeClaim(books, target);
      return { ...record, state: 'done', answer: done({ shipment, cancelled: true }) };
    },
  };
}

function outOfStock(sku: string) {
  return refuse('out-of-stock', `Not enough of ${sku} in stock`);
}
