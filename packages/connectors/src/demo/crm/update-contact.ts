/** Changes of contact details. Recorded in one write; the latest change of a field counts. */
import { done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import { type CurrentCustomer, customerAt, foldAddress, ownAccount } from '../customers.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import { isRefusal } from '../orders.ts';
import { CONTACT_FIELDS, type ContactField, tidyContact } from './contact-values.ts';

export function contactRules(books: Books): EffectRules {
  return {
    // Two customers must not take the same address at once.
    turnOf: () => 'contacts',
    async plan({ input, sender }, id, at) {
      const { customer: number, field, value: given } = input;
      if (typeof number !== 'string' || typeof given !== 'string')
        return refuse('bad-input', 'customer, field and value are needed');
      const customer = await ownAccount(books, number, sender);
      if (isRefusal(customer)) return customer;
      if (!isContactField(field)) return refuse('invalid', `A field is one of ${CONTACT_FIELDS.join(', ')}`);
      const value = tidyContact(field, given);
      if (value === undefined || (field === 'email' && (await isTaken(books, value, number))))
        return refuse('invalid', `The new ${field} cannot be used`);
      if (currentValue(customer, field) === value) return refuse('already-done', `The ${field} is that already`);
      const nth = customer.changes + 1;
      return {
        facts: { customer: number, field, value, nth, ...(field === 'email' ? { address: foldAddress(value) } : {}) },
        reference: referenceOf('CRM', id),
        claim: `contact:${number}:${nth}`,
        answer: done({ customer: number, field, changedOn: at.slice(0, 10) }),
        onClaimed: refuse('already-done', `Customer ${number} was just changed`),
      };
    },
  };
}

function isContactField(field: unknown): field is ContactField {
  return CONTACT_FIELDS.some((known) => known === field);
}

function currentValue(customer: CurrentCustomer, field: ContactField): string | null {
  return field === 'email' ? customer.address : customer[field];
}

async function isTaken(books: Books, address: string, by: string): Promise<boolean> {
  const owner = await customerAt(books, address);
  return owner !== undefined && owner.id !== by;
}
