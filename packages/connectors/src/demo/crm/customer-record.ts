/** The customer record, which only the customer is shown. */
import { type Answer, done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import { customerAt, foldAddress } from '../customers.ts';

/** Whoever asks about another address learns nothing, not even whether it is known. */
export async function lookUpRecord(books: Books, address: unknown, sender: string | undefined): Promise<Answer> {
  if (typeof address !== 'string') return refuse('bad-input', 'address is needed');
  const isOwn = sender !== undefined && foldAddress(address) === foldAddress(sender);
  const customer = isOwn ? await customerAt(books, address) : undefined;
  if (customer === undefined) return refuse('not-found', 'No customer of this sender writes from that address');
  const { id, name, phone, postal, iban, since } = customer;
  return done({
    id,
    name,
    address: customer.address,
    phone,
    postal,
    iban: iban === null ? null : maskIban(iban),
    since,
  });
}

/** `FR76 3000 6000 0112 3456 7890 189` → `FR•• •••• 0189`. */
function maskIban(iban: string): string {
  return `${iban.slice(0, 2)}•• •••• ${iban.slice(-4)}`;
}
