/** Cancellations of bookings: what was paid is owed to the customer. Booked by recording the effect, in one write. */
import { done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import { isRefusal } from '../orders.ts';
import { cancelBookingClaim, hotelTurn, ownStay } from './stays.ts';

export function cancelBookingRules(books: Books): EffectRules {
  return {
    turnOf: hotelTurn,
    async plan({ input, sender }, id, at) {
      const { booking } = input;
      if (typeof booking !== 'string') return refuse('bad-input', 'booking is needed');
      const stay = await ownStay(books, booking, sender);
      if (isRefusal(stay)) return stay;
      const onClaimed = refuse('already-done', `Booking ${booking} is cancelled already`);
      if (stay.status === 'cancelled') return onClaimed;
      if (at.slice(0, 10) > stay.cancellableUntil)
        return refuse('too-late', `Booking ${booking} could be cancelled until ${stay.cancellableUntil}`);
      const { customer, total: refund } = stay;
      return {
        facts: { booking, customer, ...refund },
        reference: referenceOf('ANH', id),
        claim: cancelBookingClaim(booking),
        answer: done({ booking, status: 'cancelled', refund }),
        onClaimed,
      };
    },
  };
}
