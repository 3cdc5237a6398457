/** A customer as known now: what the files say, and the changes of contact details since. */
import { type Refusal, refuse } from './answers.ts';
import { type Books, type Customer, type EffectRecord, findAll, read } from './books.ts';

/** A customer, and how often the contact details were changed. */
export type CurrentCustomer = Customer & { readonly changes: number };

export async function currentCustomer(books: Books, id: string): Promise<CurrentCustomer | undefined> {
  const customer = await read<Customer>(books.customers, id);
  if (customer === undefined) return undefined;
  return withChanges(
    customer,
    await findAll<EffectRecord>(books.effects, 'customer', { kind: 'contact', customer: id }),
  );
}

/** `records` are the changes of this customer, in any order. */
export function withChanges(customer: Customer, records: readonly EffectRecord[]): CurrentCustomer {
  const inOrder = records.toSorted((a, b) => (a.nth ?? 0) - (b.nth ?? 0));
  const changed = inOrder.map(({ field, value }) => ({ [field === 'email' ? 'address' : String(field)]: value }));
  return Object.assign({ ...customer, changes: records.length }, ...changed) as CurrentCustomer;
}

/** Who writes from `address` now. */
export async function customerAt(books: Books, address: string): Promise<CurrentCustomer | undefined> {
  const folded = foldAddress(address);
  if (folded.length > MAX_ADDRESS_CHARACTERS) return undefined;
  const first = await findAll<Customer>(books.customers, 'address', { foldedAddress: folded });
  const later = await findAll<EffectRecord>(books.effects, 'address', { kind: 'contact', address: folded });
  const ids = new Set([...first.map(({ id }) => id), ...later.map(({ customer = '' }) => customer)]);
  const known = await Promise.all([...ids].map((id) => currentCustomer(books, id)));
  return known.find((customer) => customer !== undefined && foldAddress(customer.address) === folded);
}

/** The customer, if it is the proven sender. */
export async function ownAccount(
  books: Books,
  id: string,
  sender: string | undefined,
): Promise<CurrentCustomer | Refusal> {
  const customer = await currentCustomer(books, id);
  if (customer === undefined) return refuse('not-found', `No customer ${id}`);
  return isOwner(customer, sender) ? customer : refuse('not-yours', `Customer ${id} is not this sender`);
}

export function isOwner(customer: Customer | undefined, sender: string | undefined): boolean {
  return customer !== undefined && sender !== undefined && foldAddress(customer.address) === foldAddress(sender);
}

/** Addresses are compared without case. */
export function foldAddress(address: string): string {
  return address.toLowerCase();
}

/** RFC 5321 §4.5.3.1.3; stores limit their keys too. */
const MAX_ADDRESS_CHARACTERS = 254;
