/**
 * Cancellations of orders that are still in preparation. Steps: claim the order, book what was paid as owed to the customer (under the
 * claim that refunds take, so that it is owed once), give the stock back, answer.
 */
import { derivedId } from '@facteur/primitives';
import type { NewDocument } from '@facteur/store';
import { done, refuse } from '../answers.ts';
import { type Books, type EffectRecord, read } from '../books.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import {
  cancelOrderClaim,
  isCancelled,
  isClaimed,
  isRefunded,
  isRefusal,
  orderTurn,
  ownOrder,
  refundClaim,
  reshipClaim,
} from '../orders.ts';
import type { StockMoves } from '../stock-moves.ts';

export function cancelOrderRules(books: Books, stock: StockMoves): EffectRules {
  return {
    turnOf: orderTurn,
    async plan({ input, sender }, id) {
      const { order: number } = input;
      if (typeof number !== 'string') return refuse('bad-input', 'order is needed');
      const order = await ownOrder(books, number, sender);
      if (isRefusal(order)) return order;
      const onClaimed = refuse('already-done', `Order ${number} is cancelled already`);
      if (await isCancelled(books, order)) return onClaimed;
      const isSent = order.status !== 'preparation' || (await isClaimed(books, reshipClaim(number)));
      if (isSent) return refuse('already-shipped', `Order ${number} has left`);
      const { customer, sku, quantity, total } = order;
      const owed = (await isRefunded(books, order)) || total.minor === 0 ? {} : total;
      const facts = { order: number, customer, sku, quantity, ...owed };
      return { facts, reference: referenceOf('AC', id), claim: cancelOrderClaim(number), onClaimed };
    },
    async finish(record) {
      const { order = '', sku = '', quantity = 0 } = record;
      const refund = await bookRefund(books, record);
      await stock.move(sku, record._id, quantity);
      return { ...record, state: 'done', answer: done({ order, status: 'cancelled', refund }) };
    },
  };
}

/** Books the refund once; null when nothing was paid, or it was refunded otherwise. */
async function bookRefund(books: Books, cancellation: EffectRecord) {
  const { key, fingerprint, at, order = '', customer = '', minor, currency } = cancellation;
  if (minor === undefined || currency === undefined) return null;
  const _id = derivedId('demo-effect-refund', cancellation._id);
  const facts = { order, customer, minor, currency, reason: 'annulation' };
  const reference = referenceOf('RB', _id);
  const refund = { _id, kind: 'refund', key, fingerprint, at, claim: refundClaim(order), reference, ...facts };
  await books.effects.write([{ op: 'insert', doc: { ...refund, state: 'done' } satisfies NewDocument }]);
  const isBooked = (await read<EffectRecord>(books.effects, _id)) !== undefined;
  return isBooked ? { minor, currency } : null;
}
