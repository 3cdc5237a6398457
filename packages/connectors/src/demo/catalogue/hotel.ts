/** Bookings of the hotel. */
import type { HttpOperation } from '../../http/index.ts';
import { day, goods, reads, required } from './traits.ts';

export const hotelOperations: readonly HttpOperation[] = [
  {
    ...reads,
    name: 'hotel.booking',
    inputs: { number: required },
    outputs: {
      number: 'text',
      customer: 'text',
      room: 'text',
      from: 'date',
      to: 'date',
      nights: 'number',
      guests: 'number',
      breakfast: 'boolean',
      total: 'money',
      status: { of: ['confirmed', 'cancelled'] },
      cancellableUntil: 'date',
    },
    errors: ['not-found', 'not-yours'],
    path: '/hotel/bookings/{number}',
  },
  {
    ...reads,
    name: 'hotel.availability',
    inputs: { room: required, from: day, to: day },
    outputs: { room: 'text', from: 'date', to: 'date', available: 'boolean', price: 'money' },
    errors: ['bad-dates'],
    path: '/hotel/availability',
  },
  {
    ...goods,
    name: 'hotel.changeBooking',
    inputs: { booking: required, from: day, to: day },
    outputs: { booking: 'text', from: 'date', to: 'date', total: 'money', difference: 'money' },
    errors: ['not-found', 'not-yours', 'not-available', 'too-late', 'already-done'],
    path: '/hotel/bookings/{booking}/change',
  },
  {
    ...goods,
    name: 'hotel.cancelBooking',
    inputs: { booking: required },
    outputs: { booking: 'text', status: { of: ['cancelled'] }, refund: 'money' },
    errors: ['not-found', 'not-yours', 'too-late', 'already-done'],
    path: '/hotel/bookings/{booking}/cancel',
  },
];
