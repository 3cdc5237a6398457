/** The questions about orders, stock and accounts. What belongs to a customer is told to that customer alone. */
import { type Answer, done, refuse } from './answers.ts';
import { type Books, type Customer, type EffectRecord, findAll, type Order, read, type StockRecord } from './books.ts';
import { ownAccount } from './customers.ts';
import { isCancelled, isRefunded, isRefusal, ownOrder } from './orders.ts';

export async function lookUpOrder(books: Books, number: string, sender: string | undefined): Promise<Answer> {
  const order = await ownOrder(books, number, sender);
  if (isRefusal(order)) return order;
  const [refunded, cancelled] = [await isRefunded(books, order), await isCancelled(books, order)];
  return done(publicOrder(order, { refunded, cancelled }));
}

/** The order as it is shown, whatever else its document holds. */
export function publicOrder(order: Order, now: { readonly refunded: boolean; readonly cancelled: boolean }) {
  const { number, customer, sku, article, quantity, total } = order;
  const { carrier, tracking, orderedOn, shippedOn, deliveredOn } = order;
  const goods = { number, customer, sku, article, quantity, total };
  const status = now.cancelled ? 'cancelled' : order.status;
  const expectedOn = now.cancelled ? null : order.expectedOn;
  const { refunded } = now;
  return { ...goods, status, carrier, tracking, orderedOn, shippedOn, expectedOn, deliveredOn, refunded };
}

export async function lookUpStock(books: Books, sku: string): Promise<Answer> {
  const line = await read<StockRecord>(books.stock, sku);
  if (line === undefined) return refuse('not-found', `No article ${sku}`);
  return done({
    sku,
    available: line.available,
    ...(line.restockOn === undefined ? {} : { restockOn: line.restockOn }),
  });
}

export async function lookUpCustomer(books: Books, id: string, sender: string | undefined): Promise<Answer> {
  const customer = await ownAccount(books, id, sender);
  if (isRefusal(customer)) return customer;
  const orders = await findAll<Order>(books.orders, 'customer', { customer: id });
  const { name, since } = customer;
  return done({
    id,
    name,
    balance: await balanceOf(books, customer),
    since,
    orders: orders.map(({ number }) => number),
  });
}

export async function lookUpBalance(books: Books, id: string, sender: string | undefined): Promise<Answer> {
  const customer = await ownAccount(books, id, sender);
  return isRefusal(customer) ? customer : done({ balance: await balanceOf(books, customer) });
}

/**
 * What the company owes the customer: refunds of orders, and what was paid for bookings that are cancelled. It is added up, not kept,
 * so that no crash can count a refund twice.
 */
async function balanceOf(books: Books, { id, balance }: Customer): Promise<{ minor: number; currency: string }> {
  const paidBack = await Promise.all(
    ['refund', 'cancel-booking'].map((kind) =>
      findAll<EffectRecord>(books.effects, 'customer', { kind, customer: id }),
    ),
  );
  const ofCurrency = paidBack.flat().filter(({ currency }) => currency === balance.currency);
  return { minor: ofCurrency.reduce((sum, { minor = 0 }) => sum + minor, balance.minor), currency: balance.currency };
}
