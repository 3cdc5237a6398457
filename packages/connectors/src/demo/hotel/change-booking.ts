/** Changes of the days of a booking, until it can no longer be cancelled. Recorded in one write; the latest change counts. */
import { done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import type { Room } from '../data-shapes.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import { isRefusal } from '../orders.ts';
import { isSpan } from './lookups.ts';
import { allStays, findRoom, hotelTurn, isFree, nightsOf, ownStay, type Stay } from './stays.ts';

export function changeBookingRules(books: Books, rooms: readonly Room[]): EffectRules {
  return {
    turnOf: hotelTurn,
    async plan({ input, sender }, id, at) {
      const { booking, from, to } = input;
      if (typeof booking !== 'string' || typeof from !== 'string' || typeof to !== 'string')
        return refuse('bad-input', 'booking, from and to are needed');
      const stay = await ownStay(books, booking, sender);
      if (isRefusal(stay)) return stay;
      const today = at.slice(0, 10);
      if (stay.from === from && stay.to === to) return refuse('already-done', `Booking ${booking} has these days`);
      if (stay.status === 'cancelled' || today > stay.cancellableUntil)
        return refuse('too-late', `Booking ${booking} can no longer be changed`);
      const room = findRoom(rooms, stay.room);
      const isPossible =
        isSpan(from, to, today) && room !== undefined && isFree(room, { from, to }, await allStays(books), booking);
      if (!isPossible) return refuse('not-available', `${stay.room} is not free from ${from} to ${to}`);
      const { minor, difference } = priceOf(stay, { from, to });
      const { currency } = stay.total;
      const nth = stay.changes + 1;
      return {
        facts: { booking, customer: stay.customer, from, to, minor, currency, nth },
        reference: referenceOf('MOD', id),
        claim: `change-booking:${booking}:${nth}`,
        answer: done({ booking, from, to, total: { minor, currency }, difference: { minor: difference, currency } }),
        onClaimed: refuse('already-done', `Booking ${booking} was just changed`),
      };
    },
  };
}

/** The price of a night stays what was agreed. */
function priceOf(stay: Stay, span: { readonly from: string; readonly to: string }) {
  const minor = Math.round((stay.total.minor * nightsOf(span)) / nightsOf(stay));
  return { minor, difference: minor - stay.total.minor };
}
