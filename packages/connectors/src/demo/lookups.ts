/** The questions that can be asked of the back office. What belongs to a customer is told to that customer alone. */
import { type Answer, done, type Refusal, refuse } from './answers.ts';
import {
  type Books,
  type Customer,
  type EffectRecord,
  findAll,
  findOne,
  type Order,
  read,
  type StockRecord,
} from './books.ts';

/** The order, if the proven sender owns it. */
export async function ownOrder(books: Books, number: string, sender: string | undefined): Promise<Order | Refusal> {
  const order = await read<Order>(books.orders, number);
  if (order === undefined) return refuse('not-found', `No order ${number}`);
  const owner = await read<Customer>(books.customers, order.customer);
  if (!isOwner(owner, sender)) return refuse('not-yours', `Order ${number} is not this sender's`);
  return order;
}

export function isRefusal(value: object): value is Refusal {
  return 'ok' in value && value.ok === false;
}

export async function isRefunded(books: Books, order: Order): Promise<boolean> {
  return order.refunded || (await findOne(books.effects, 'claimed', 'claim', refundClaim(order.number))) !== undefined;
}

/** What stands for "this order is refunded", once. */
export function refundClaim(number: string): string {
  return `refund:${number}`;
}

export async function lookUpOrder(books: Books, number: string, sender: string | undefined): Promise<Answer> {
  const order = await ownOrder(books, number, sender);
  if (isRefusal(order)) return order;
  return done(publicOrder(order, await isRefunded(books, order)));
}

/** The order as it is shown, whatever else its document holds. */
export function publicOrder(order: Order, refunded: boolean) {
  const { number, customer, sku, article, quantity, total, status } = order;
  const { carrier, tracking, orderedOn, shippedOn, expectedOn } = order;
  const goods = { number, customer, sku, article, quantity, total, status };
  return { ...goods, carrier, tracking, orderedOn, shippedOn, expectedOn, refunded };
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

async function ownAccount(books: Books, id: string, sender: string | undefined): Promise<Customer | Refusal> {
  const customer = await read<Customer>(books.customers, id);
  if (customer === undefined) return refuse('not-found', `No customer ${id}`);
  return isOwner(customer, sender) ? customer : refuse('not-yours', `Customer ${id} is not this sender`);
}

/** What the company owes the customer. It is added up, not kept, so that no crash can count a refund twice. */
async function balanceOf(books: Books, { id, balance }: Customer): Promise<{ minor: number; currency: string }> {
  const refunds = await findAll<EffectRecord>(books.effects, 'customer', { kind: 'refund', customer: id });
  const ofCurrency = refunds.filter(({ currency }) => currency === balance.currency);
  return { minor: ofCurrency.reduce((sum, { minor = 0 }) => sum + minor, balance.minor), currency: balance.currency };
}

function isOwner(customer: Customer | undefined, sender: string | undefined): boolean {
  return customer !== undefined && sender !== undefined && customer.address.toLowerCase() === sender.toLowerCase();
}
