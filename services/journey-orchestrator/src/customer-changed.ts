/** An advisor says who the customer of a case is: whom it writes to from now on, and on whose behalf it asks, unproven. Pure. */
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { askAgain } from './ask-advisor.ts';
import { toCustomer } from './ask-reply.ts';
import { begin, finish } from './progress.ts';
import type { Actor, CaseState, Customer, Run } from './state.ts';

/**
 * No mail proves the new customer: money and goods wait for an advisor who is told, whatever was validated for somebody else. A review that is open is
 * asked again, so that nobody decides about one customer and reaches another.
 */
export function customerChanged(
  advisor: Actor,
  customer: Customer,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> {
  const { run, review } = state;
  const changed: CaseState = { ...state, customer, ...(run && { run: forCustomer(run, customer, state) }) };
  if (isThey(customer, state) || (!run && !review)) return { state: changed };
  const progress = begin(changed, context);
  const told = `${advisor.name ?? advisor.id} a changé le client du dossier : ${customer.address}`;
  progress.explanation = told;
  if (review) askAgain(progress, review, { code: 'unproven-sender', detail: told });
  return finish(progress);
}

/** True when the customer is the one whom the case was about already. */
function isThey({ address }: Customer, { run, customer, understood }: CaseState): boolean {
  const before = run?.sender.address ?? customer?.address ?? understood?.mail.from?.address;
  return before?.toLowerCase() === address.toLowerCase();
}

/** The same person goes on in the same thread. */
function forCustomer(run: Run, customer: Customer, { understood }: CaseState): Run {
  const address = customer.address.toLowerCase();
  if (run.sender.address === address) return { ...run, addressee: run.addressee && { ...run.addressee, to: customer } };
  const about = run.addressee ?? understood?.mail;
  return { ...run, addressee: about && toCustomer(customer, about), sender: { address, proven: false } };
}
