/** A booking as it stands now: what the files say, and the changes and cancellations since. Rooms and how many are taken. */
import { type Refusal, refuse } from '../answers.ts';
import { type Booking, type Books, type EffectRecord, findAll, read } from '../books.ts';
import { currentCustomer, isOwner } from '../customers.ts';
import type { DemoData, Room } from '../data-shapes.ts';
import { addDays, daysBetween } from '../days.ts';
import { isClaimed } from '../orders.ts';

/** A booking and how often it was changed. */
export type Stay = Booking & { readonly cancellableUntil: string; readonly changes: number };

/** Without a word in the files, a booking may be cancelled until then. */
const DEFAULT_NOTICE_DAYS = 2;

/** All of the hotel takes turns: two changes may want the same last room. */
export function hotelTurn(): string {
  return 'hotel';
}

export function cancelBookingClaim(number: string): string {
  return `cancel-booking:${number}`;
}

/** The booking as it stands now, if the proven sender owns it. */
export async function ownStay(books: Books, number: string, sender: string | undefined): Promise<Stay | Refusal> {
  const booking = await read<Booking>(books.bookings, number);
  if (booking === undefined) return refuse('not-found', `No booking ${number}`);
  const { customer } = booking;
  if (!isOwner(await currentCustomer(books, customer), sender))
    return refuse('not-yours', `Booking ${number} is not this sender's`);
  const changes = await findAll<EffectRecord>(books.effects, 'customer', { kind: 'change-booking', customer });
  return stayOf(booking, changes, await isClaimed(books, cancelBookingClaim(number)));
}

/** Every booking as it stands now. */
export async function allStays(books: Books): Promise<readonly Stay[]> {
  const bookings = await findAll<Booking>(books.bookings, 'number');
  const changes = await findAll<EffectRecord>(books.effects, 'booked', { kind: 'change-booking' });
  const cancellations = await findAll<EffectRecord>(books.effects, 'booked', { kind: 'cancel-booking' });
  const cancelled = new Set(cancellations.map(({ booking }) => booking));
  return bookings.map((booking) => stayOf(booking, changes, cancelled.has(booking.number)));
}

function stayOf(booking: Booking, changes: readonly EffectRecord[], isCancelled: boolean): Stay {
  const own = changes.filter((change) => change.booking === booking.number);
  const last = own.toSorted((a, b) => (a.nth ?? 0) - (b.nth ?? 0)).at(-1);
  const { from = booking.from, to = booking.to, minor = booking.total.minor } = last ?? {};
  const notice =
    booking.cancellableUntil === null ? DEFAULT_NOTICE_DAYS : daysBetween(booking.cancellableUntil, booking.from);
  return {
    ...booking,
    ...{ from, to, total: { minor, currency: booking.total.currency } },
    status: isCancelled ? 'cancelled' : booking.status,
    cancellableUntil: addDays(from, -notice),
    changes: own.length,
  };
}

export function nightsOf({ from, to }: { readonly from: string; readonly to: string }): number {
  return Math.max(1, daysBetween(from, to));
}

/** The rooms of the files; without any, one of each that was ever booked, at the price that was paid. */
export function roomsOf({ rooms, bookings }: DemoData): readonly Room[] {
  if (rooms !== undefined) return rooms;
  const known = bookings.map((booking): Room => {
    const { minor, currency } = booking.total;
    return { room: booking.room, count: 1, night: { minor: Math.round(minor / nightsOf(booking)), currency } };
  });
  return [...new Map(known.map((room) => [foldRoom(room.room), room])).values()];
}

export function findRoom(rooms: readonly Room[], name: string): Room | undefined {
  return rooms.find(({ room }) => foldRoom(room) === foldRoom(name));
}

/** True when a room of the kind is free in each of the nights; `except` is the booking that would move there. */
export function isFree(
  { room, count }: Room,
  span: { readonly from: string; readonly to: string },
  stays: readonly Stay[],
  except?: string,
): boolean {
  const others = stays.filter(
    (stay) => stay.status === 'confirmed' && stay.number !== except && foldRoom(stay.room) === foldRoom(room),
  );
  return Array.from({ length: nightsOf(span) }, (_, night) => addDays(span.from, night)).every(
    (night) => others.filter(({ from, to }) => from <= night && night < to).length < count,
  );
}

function foldRoom(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
