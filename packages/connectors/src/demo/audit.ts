/** What auditors, tests and the demo page see: everything that was booked, and what stands behind a key. */
import { type Answer, done } from './answers.ts';
import { type Booking, type Books, type Customer, type EffectRecord, findAll, type Order, read } from './books.ts';
import { effectId } from './effect-desk.ts';
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
  const refunds = await findAll<EffectRecord>(books.effects, 'booked', { kind: 'refund' });
  const refunded = new Set(refunds.map(({ order }) => order));
  const ids = [...new Set(records.map(({ customer }) => customer))];
  const customers = (await books.customers.getMany(ids)) as unknown as readonly (Customer | undefined)[];
  const addresses = new Map(ids.map((id, index) => [id, customers[index]?.address ?? null]));
  const orders = records.map((order) => {
    const shown = publicOrder(order, order.refunded || refunded.has(order.number));
    return { ...shown, address: addresses.get(order.customer) ?? null };
  });
  return done({ orders });
}

/** Every booking of the hotel. */
export async function listBookings(books: Books): Promise<Answer> {
  const records = await findAll<Booking>(books.bookings, 'number');
  const bookings = records.map(({ number, customer, room, from, to, total, status }) => {
    return { number, customer, room, from, to, total, status };
  });
  return done({ bookings });
}

/** The status operation: what became of the request that carried this key. */
export async function effectOf(books: Books, key: string): Promise<Answer> {
  const record = await read<EffectRecord>(books.effects, effectId(key));
  if (record === undefined) return done({ state: 'none' });
  if (record.answer === undefined) return done({ state: 'begun' });
  if (!record.answer.ok) return done({ state: 'refused', code: record.answer.code });
  return done({ state: 'done', output: record.answer.output });
}
