/** The questions about bookings and free rooms. */
import { type Answer, done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import type { Room } from '../data-shapes.ts';
import { daysBetween, isDay } from '../days.ts';
import { isRefusal } from '../orders.ts';
import { allStays, findRoom, isFree, nightsOf, ownStay } from './stays.ts';

/** Longer stays are no question for a mail. */
const MAX_NIGHTS = 60;

export async function lookUpBooking(books: Books, number: string, sender: string | undefined): Promise<Answer> {
  const stay = await ownStay(books, number, sender);
  if (isRefusal(stay)) return stay;
  const { customer, room, from, to, guests, breakfast, total, status, cancellableUntil } = stay;
  const nights = nightsOf(stay);
  return done({ number, customer, room, from, to, nights, guests, breakfast, total, status, cancellableUntil });
}

/** A room that the hotel does not have is never free, and costs nothing. */
export async function lookUpAvailability(
  books: Books,
  rooms: readonly Room[],
  query: { readonly room: unknown; readonly from: unknown; readonly to: unknown; readonly today: string },
): Promise<Answer> {
  const { room: name, from, to, today } = query;
  if (typeof name !== 'string') return refuse('bad-input', 'room is needed');
  if (!isSpan(from, to, today)) return refuse('bad-dates', `1 to ${MAX_NIGHTS} nights from ${today} on are needed`);
  const span = { from: String(from), to: String(to) };
  const room = findRoom(rooms, name);
  if (room === undefined)
    return done({
      room: name,
      ...span,
      available: false,
      price: { minor: 0, currency: rooms[0]?.night.currency ?? 'EUR' },
    });
  const price = { minor: room.night.minor * nightsOf(span), currency: room.night.currency };
  return done({ room: room.room, ...span, available: isFree(room, span, await allStays(books)), price });
}

/** True for days of the calendar, in order, not past, not too far apart. */
export function isSpan(from: unknown, to: unknown, today: string): boolean {
  if (!isDay(from) || !isDay(to) || from < today) return false;
  const nights = daysBetween(from, to);
  return nights >= 1 && nights <= MAX_NIGHTS;
}
