/** Return labels, at most one standing for an order, within 30 days of its delivery; and their cancellation. */
import { done, refuse } from '../answers.ts';
import { type Books, type EffectRecord, findOne, type Order } from '../books.ts';
import { addDays } from '../days.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import { freeClaim } from '../free-claim.ts';
import { isCancelled, isClaimed, isRefusal, orderTurn, ownOrder } from '../orders.ts';

const RETURN_DAYS = 30;

export function returnRules(books: Books): EffectRules {
  return {
    turnOf: orderTurn,
    async plan({ input, sender }, id, at) {
      const { order: number, reason } = input;
      if (typeof number !== 'string') return refuse('bad-input', 'order is needed');
      const order = await ownOrder(books, number, sender);
      if (isRefusal(order)) return order;
      const claim = `return:${number}`;
      const onClaimed = refuse('already-done', `Order ${number} has a return label already`);
      if (await isClaimed(books, claim)) return onClaimed;
      if (order.status !== 'delivered' || (await isCancelled(books, order)))
        return refuse('not-delivered', `Order ${number} is not delivered`);
      const before = lastDayOf(order);
      if (at.slice(0, 10) > before) return refuse('too-late', `Order ${number} could be returned until ${before}`);
      const reference = referenceOf('RET', id);
      const label = `https://boutique.example/retours/${reference}.pdf`;
      const why = typeof reason === 'string' ? { reason } : {};
      const answer = done({ return: reference, order: number, label, before });
      return { facts: { order: number, customer: order.customer, ...why }, reference, claim, answer, onClaimed };
    },
  };
}

export function cancelReturnRules(books: Books): EffectRules {
  return {
    async plan({ input }, id) {
      const { return: reference } = input;
      if (typeof reference !== 'string') return refuse('bad-input', 'return is needed');
      const target = await findOne<EffectRecord>(books.effects, 'referred', 'reference', reference);
      if (target?.kind !== 'return') return refuse('not-found', `No return ${reference}`);
      const onClaimed = done({ return: reference, cancelled: true });
      if (target.cancelled === true) return onClaimed;
      const facts = { order: target.order ?? '', target: target._id };
      return { facts, reference: referenceOf('AN', id), claim: `cancel:${reference}`, onClaimed };
    },
    async finish(record) {
      const reference = await freeClaim(books, record.target ?? '');
      return { ...record, state: 'done', answer: done({ return: reference, cancelled: true }) };
    },
  };
}

/** The files of a company need not say when an order was delivered; it had left by then. */
function lastDayOf({ deliveredOn, shippedOn, orderedOn }: Order): string {
  return addDays(deliveredOn ?? shippedOn ?? orderedOn, RETURN_DAYS);
}
