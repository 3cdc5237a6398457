/** What auditors, tests and the demo page see: everything that was booked, and what stands behind a key. */
import { type Answer, done } from './answers.ts';
import { type Books, type Customer, type EffectKind, type EffectRecord, findAll, type Order, read } from './books.ts';
import { withChanges } from './customers.ts';
import { effectId } from './effect-desk.ts';
import { allStays } from './hotel/stays.ts';
import { publicOrder } from './lookups.ts';

/** Every refund that was booked, by reference. */
export async function listRefunds(books: Books): Promise<Answer> {
  const records = await findAll<EffectRecord>(books.effects, 'booked', { kind: 'refund' });
  const refunds = records.map(({ reference, key, order, customer, minor, currency, reason = null, at }) => {
    return { refund: reference, key, order, customer, amount: { minor, currency }, reason, bookedOn: at.slice(0, 10) };
  });
  return done({ refunds: refunds });
}

/** Every reshipment that was made, cancelled ones too, by reference. */
export async function listShipments(books: Books): Promise<Answer> {
  const records = await findAll<EffectRecord>(books.effects, 'booked', { kind: 'reship' });
  const shipments = records
    .filter(({ state }) => state === 'done')
    .map(({ reference, key, order, sku, quantity, cancelled = false, at }) => {
      return { shipment: reference, key, order, sku, quantity, cancelled, shippedOn: at.slice(0, 10) };
    });
  return done({ shipments: shipments });
}

/** Every order, with the customer's address. */
export async function listOrders(books: Books): Promise<Answer> {
  const records = await findAll<Order>(books.orders, 'number');
  const refunded = await ordersWith(books, 'refund');
  const cancelled = await ordersWith(books, 'cancel-order');
  const addresses = await addressesOf(books, [...new Set(records.map(({ customer }) => customer))]);
  const orders = records.map((order) => {
    const isCancelled = order.status === 'cancelled' || cancelled.has(order.number);
    const now = { refunded: order.refunded || refunded.has(order.number), cancelled: isCancelled };
    return { ...publicOrder(order, now), address: addresses.get(order.customer) ?? null };
  });
  return done({ orders });
}

async function ordersWith(books: Books, kind: EffectKind): Promise<ReadonlySet<string | undefined>> {
  const records = await findAll<EffectRecord>(books.effects, 'booked', { kind });
  return new Set(records.map(({ order }) => order));
}

async function addressesOf(books: Books, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const customers = (await books.customers.getMany(ids)) as unknown as readonly (Customer | undefined)[];
  const changes = await findAll<EffectRecord>(books.effects, 'booked', { kind: 'contact' });
  const known = customers.filter((customer) => customer !== undefined);
  return new Map(
    known.map((customer) => {
      const own = changes.filter((change) => change.customer === customer.id);
      return [customer.id, withChanges(customer, own).address];
    }),
  );
}

/** Every booking of the hotel, as it stands. */
export async function listBookings(books: Books): Promise<Answer> {
  const bookings = (await allStays(books)).map(({ number, customer, room, from, to, total, status }) => {
    return { number, customer, room, from, to, total, status };
  });
  return done({ bookings });
}

const KINDS: readonly EffectKind[] = [
  ...(['refund', 'reship', 'cancel', 'cancel-order', 'return', 'cancel-return', 'exchange'] as const),
  ...(['change-booking', 'cancel-booking', 'contact', 'prospect'] as const),
];

/** Everything that was done, by kind and reference; contact details are left out. */
export async function listEffects(books: Books): Promise<Answer> {
  const records = await Promise.all(KINDS.map((kind) => findAll<EffectRecord>(books.effects, 'booked', { kind })));
  const effects = records
    .flat()
    .filter(({ state }) => state === 'done')
    .map(({ kind, reference, key, order = null, booking = null, customer = null, cancelled = false, at }) => {
      return { kind, effect: reference, key, order, booking, customer, cancelled, doneOn: at.slice(0, 10) };
    });
  return done({ effects });
}

/** The status operation: what became of the request that carried this key. */
export async function effectOf(books: Books, key: string): Promise<Answer> {
  const record = await read<EffectRecord>(books.effects, effectId(key));
  if (record === undefined) return done({ state: 'none' });
  if (record.answer === undefined) return done({ state: 'begun' });
  if (!record.answer.ok) return done({ state: 'refused', code: record.answer.code });
  return done({ state: 'done', output: record.answer.output });
}
