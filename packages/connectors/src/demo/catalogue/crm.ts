/** Customer records and prospects. */
import type { HttpOperation } from '../../http/index.ts';
import { goods, optional, reads, required } from './traits.ts';

export const crmOperations: readonly HttpOperation[] = [
  {
    ...reads,
    name: 'crm.customer',
    inputs: { address: required },
    outputs: {
      id: 'text',
      name: 'text',
      address: 'text',
      phone: 'text',
      postal: 'text',
      iban: 'text',
      since: 'date',
    },
    errors: ['not-found'],
    path: '/crm/customers',
  },
  {
    ...goods,
    name: 'crm.updateContact',
    inputs: { customer: required, field: required, value: required },
    outputs: { customer: 'text', field: { of: ['postal', 'phone', 'email', 'iban'] }, changedOn: 'date' },
    errors: ['not-found', 'not-yours', 'invalid', 'already-done'],
    path: '/crm/customers/{customer}/contact',
  },
  {
    ...goods,
    name: 'crm.prospect',
    inputs: { address: required, topic: required, name: optional },
    outputs: { prospect: 'text', address: 'text', topic: 'text' },
    errors: ['already-done'],
    path: '/crm/prospects',
  },
];
