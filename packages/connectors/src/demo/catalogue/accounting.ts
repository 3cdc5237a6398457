/** Refunds, balances, invoices, and what became of an effect. */
import type { HttpOperation } from '../../http/index.ts';
import { amount, money, optional, reads, required, STATUS } from './traits.ts';

export const accountingOperations: readonly HttpOperation[] = [
  {
    ...money,
    name: 'comptabilite.refund',
    inputs: { order: required, amount, reason: optional },
    outputs: { refund: 'text', order: 'text', amount: 'money', bookedOn: 'date' },
    errors: ['not-found', 'not-yours', 'already-done', 'refused'],
    path: '/refunds',
  },
  {
    ...reads,
    name: 'comptabilite.balance',
    inputs: { customer: required },
    outputs: { balance: 'money' },
    errors: ['not-found', 'not-yours'],
    path: '/customers/{customer}/balance',
  },
  {
    ...reads,
    name: 'comptabilite.invoice',
    inputs: { order: required },
    outputs: { number: 'text', order: 'text', total: 'money', tax: 'money', issuedOn: 'date', link: 'text' },
    errors: ['not-found', 'not-yours', 'not-invoiced'],
    path: '/orders/{order}/invoice',
  },
  {
    ...reads,
    name: STATUS,
    inputs: { key: required },
    outputs: { state: { of: ['none', 'begun', 'done', 'refused'] }, output: 'object', code: 'text' },
    errors: [],
    path: '/keys/{key}',
  },
];
