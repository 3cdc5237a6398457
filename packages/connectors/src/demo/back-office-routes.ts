/** The paths of the back office and what answers them. */
import type { Clock, JsonObject } from '@facteur/primitives';
import { effectOf, listBookings, listEffects, listOrders, listRefunds, listShipments } from './audit.ts';
import type { Books, EffectKind } from './books.ts';
import { lookUpRecord } from './crm/customer-record.ts';
import type { Article, Room } from './data-shapes.ts';
import { dayOf } from './days.ts';
import type { EffectDesk } from './effect-desk.ts';
import { lookUpAvailability, lookUpBooking } from './hotel/lookups.ts';
import { openKnowledge } from './knowledge/search.ts';
import { lookUpBalance, lookUpCustomer, lookUpOrder, lookUpStock } from './lookups.ts';
import type { Incoming, Route } from './routes.ts';
import { lookUpInvoice } from './shop/invoice.ts';
import { lookUpParcel } from './shop/tracking.ts';

/** What the paths answer from. */
export interface Desks {
  readonly books: Books;
  readonly desk: EffectDesk;
  readonly rooms: readonly Room[];
  readonly articles: readonly Article[];
  readonly clock: Clock;
}

export function backOfficeRoutes(desks: Desks): readonly Route[] {
  return [...lookUpRoutes(desks), ...effectRoutes(desks.desk), ...auditRoutes(desks.books)];
}

function lookUpRoutes({ books, rooms, articles, clock }: Desks): readonly Route[] {
  const knowledge = openKnowledge(articles);
  const today = (): string => dayOf(clock.now());
  return [
    get('orders/:', 'boutique.order', ({ id, sender }) => lookUpOrder(books, id, sender)),
    get('orders/:/invoice', 'comptabilite.invoice', ({ id, sender }) => lookUpInvoice(books, id, sender)),
    get('customers/:', 'boutique.customer', ({ id, sender }) => lookUpCustomer(books, id, sender)),
    get('customers/:/balance', 'comptabilite.balance', ({ id, sender }) => lookUpBalance(books, id, sender)),
    get('stock/:', 'boutique.stock', ({ id }) => lookUpStock(books, id)),
    get('parcels/:', 'transport.tracking', ({ id }) => lookUpParcel(books, id)),
    get('hotel/bookings/:', 'hotel.booking', ({ id, sender }) => lookUpBooking(books, id, sender)),
    get('hotel/availability', 'hotel.availability', ({ query: { room, from, to } }) =>
      lookUpAvailability(books, rooms, { room, from, to, today: today() }),
    ),
    get('crm/customers', 'crm.customer', ({ query, sender }) => lookUpRecord(books, query.address, sender)),
    {
      ...get('articles/search', 'savoir.search', async ({ body }) => knowledge.search(body.question, body.language)),
      method: 'POST',
    },
    get('keys/:', 'comptabilite.effect', ({ id }) => effectOf(books, id)),
  ];
}

function effectRoutes(desk: EffectDesk): readonly Route[] {
  const post = (
    path: string,
    operation: string,
    kind: EffectKind,
    input: (incoming: Incoming) => JsonObject,
  ): Route => {
    const handle: Route['handle'] = (incoming) => desk.run({ kind, ...incoming, input: input(incoming) });
    return { method: 'POST', path: path.split('/'), operation, effect: true, handle };
  };
  return [
    post('shipments', 'boutique.reship', 'reship', ({ body }) => body),
    post('shipments/:/cancel', 'boutique.cancelReship', 'cancel', ({ id }) => ({ shipment: id })),
    post('refunds', 'comptabilite.refund', 'refund', ({ body }) => body),
    post('orders/:/cancel', 'boutique.cancelOrder', 'cancel-order', ({ id }) => ({ order: id })),
    post('returns', 'boutique.returnLabel', 'return', ({ body }) => body),
    post('returns/:/cancel', 'boutique.cancelReturn', 'cancel-return', ({ id }) => ({ return: id })),
    post('exchanges', 'boutique.exchange', 'exchange', ({ body }) => body),
    post('hotel/bookings/:/change', 'hotel.changeBooking', 'change-booking', ({ id, body }) => ({
      ...body,
      booking: id,
    })),
    post('hotel/bookings/:/cancel', 'hotel.cancelBooking', 'cancel-booking', ({ id }) => ({ booking: id })),
    post('crm/customers/:/contact', 'crm.updateContact', 'contact', ({ id, body }) => ({ ...body, customer: id })),
    post('crm/prospects', 'crm.prospect', 'prospect', ({ body }) => body),
  ];
}

function auditRoutes(books: Books): readonly Route[] {
  return [
    get('orders', '/orders', () => listOrders(books)),
    get('refunds', '/refunds', () => listRefunds(books)),
    get('shipments', '/shipments', () => listShipments(books)),
    get('bookings', '/bookings', () => listBookings(books)),
    get('effects', '/effects', () => listEffects(books)),
  ];
}

function get(path: string, operation: string, handle: Route['handle']): Route {
  return { method: 'GET', path: path.split('/'), operation, effect: false, handle };
}
