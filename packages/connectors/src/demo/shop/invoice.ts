/** Invoices: one for each order that has left. */
import { type Answer, done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import { isCancelled, isRefusal, ownOrder } from '../orders.ts';

/** The French standard rate, included in the total. */
const TAX_PERCENT = 20;

export async function lookUpInvoice(books: Books, number: string, sender: string | undefined): Promise<Answer> {
  const order = await ownOrder(books, number, sender);
  if (isRefusal(order)) return order;
  const { status, total, shippedOn, orderedOn } = order;
  if (status === 'preparation' || (await isCancelled(books, order)))
    return refuse('not-invoiced', `Order ${number} has no invoice`);
  const invoice = `FA-${number.replace(/^CMD-/, '')}`;
  const minor = Math.round((total.minor * TAX_PERCENT) / (100 + TAX_PERCENT));
  return done({
    number: invoice,
    order: number,
    total,
    tax: { minor, currency: total.currency },
    issuedOn: shippedOn ?? orderedOn,
    link: `https://boutique.example/factures/${encodeURIComponent(invoice)}.pdf`,
  });
}
