/** Refunds: at most one for an order, at most its total, in its currency. Booked by recording the effect, in one write. */
import { done, refuse } from './answers.ts';
import type { Books } from './books.ts';
import { type EffectRules, referenceOf } from './effect-desk.ts';
import { isRefunded, isRefusal, orderTurn, ownOrder, refundClaim } from './orders.ts';

export function refundRules(books: Books): EffectRules {
  return {
    turnOf: orderTurn,
    async plan({ input, sender }, id, at) {
      const { order: number, amount, reason } = input;
      if (typeof number !== 'string' || !isAmount(amount))
        return refuse('bad-input', 'order and amount {minor, currency} are needed');
      const order = await ownOrder(books, number, sender);
      if (isRefusal(order)) return order;
      const alreadyDone = refuse('already-done', `Order ${number} is refunded already`);
      if (await isRefunded(books, order)) return alreadyDone;
      const { minor, currency } = amount;
      if (currency !== order.total.currency)
        return refuse('refused', `Order ${number} was paid in ${order.total.currency}`);
      if (minor <= 0 || minor > order.total.minor)
        return refuse('refused', `Order ${number} has a total of ${order.total.minor}`);
      const reference = referenceOf('RB', id);
      return {
        facts: {
          order: number,
          customer: order.customer,
          minor,
          currency,
          ...(typeof reason === 'string' ? { reason } : {}),
        },
        reference,
        claim: refundClaim(number),
        answer: done({ refund: reference, order: number, amount: { minor, currency }, bookedOn: at.slice(0, 10) }),
        onClaimed: alreadyDone,
      };
    },
  };
}

function isAmount(value: unknown): value is { minor: number; currency: string } {
  if (typeof value !== 'object' || value === null || !('minor' in value && 'currency' in value)) return false;
  return Number.isSafeInteger(value.minor) && typeof value.currency === 'string';
}
