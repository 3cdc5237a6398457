/** An order as it stands now: what the files say, and what was done since. */
import { type Refusal, refuse } from './answers.ts';
import { type Books, findOne, type Order, read } from './books.ts';
import { currentCustomer, isOwner } from './customers.ts';

/** The order, if the proven sender owns it. */
export async function ownOrder(books: Books, number: string, sender: string | undefined): Promise<Order | Refusal> {
  const order = await read<Order>(books.orders, number);
  if (order === undefined) return refuse('not-found', `No order ${number}`);
  const owner = await currentCustomer(books, order.customer);
  if (!isOwner(owner, sender)) return refuse('not-yours', `Order ${number} is not this sender's`);
  return order;
}

export function isRefusal(value: object): value is Refusal {
  return 'ok' in value && value.ok === false;
}

export async function isRefunded(books: Books, order: Order): Promise<boolean> {
  return order.refunded || (await isClaimed(books, refundClaim(order.number)));
}

export async function isCancelled(books: Books, order: Order): Promise<boolean> {
  return order.status === 'cancelled' || (await isClaimed(books, cancelOrderClaim(order.number)));
}

export async function isClaimed(books: Books, claim: string): Promise<boolean> {
  return (await findOne(books.effects, 'claimed', 'claim', claim)) !== undefined;
}

/** What stands for "this order is refunded", once. */
export function refundClaim(number: string): string {
  return `refund:${number}`;
}

export function reshipClaim(number: string): string {
  return `reship:${number}`;
}

export function cancelOrderClaim(number: string): string {
  return `cancel-order:${number}`;
}

/** Effects on one order follow one another: a reshipment must not slip in while its order is being cancelled. */
export function orderTurn(input: { readonly order?: unknown }): string {
  return `order:${String(input.order)}`;
}
