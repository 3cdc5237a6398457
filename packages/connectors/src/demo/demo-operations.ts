/** The catalogue of the demo back office, and the connector to it. */
import type { Clock } from '@facteur/primitives';
import type { Connector } from '../connector.ts';
import { type HttpOperation, httpConnector } from '../http/index.ts';

const required = { required: true };
const reads = { effect: 'none', idempotent: true } as const;
const STATUS = 'comptabilite.effect';

/** Every operation of the demo back office; inputs, outputs and errors are described in `demo-data/README.md`. */
export const demoOperations: readonly HttpOperation[] = [
  {
    ...reads,
    name: 'boutique.order',
    inputs: { number: required },
    errors: ['not-found', 'not-yours'],
    method: 'GET',
    path: '/orders/{number}',
  },
  {
    ...reads,
    name: 'boutique.customer',
    inputs: { id: required },
    errors: ['not-found', 'not-yours'],
    method: 'GET',
    path: '/customers/{id}',
  },
  {
    ...reads,
    name: 'boutique.stock',
    inputs: { sku: required },
    errors: ['not-found'],
    method: 'GET',
    path: '/stock/{sku}',
  },
  {
    name: 'boutique.reship',
    effect: 'goods',
    idempotent: true,
    status: STATUS,
    inputs: { order: required },
    errors: ['not-found', 'not-yours', 'out-of-stock', 'already-done'],
    method: 'POST',
    path: '/shipments',
  },
  {
    name: 'boutique.cancelReship',
    effect: 'goods',
    idempotent: true,
    status: STATUS,
    inputs: { shipment: required },
    errors: ['not-found'],
    method: 'POST',
    path: '/shipments/{shipment}/cancel',
  },
  {
    name: 'comptabilite.refund',
    effect: 'money',
    idempotent: true,
    status: STATUS,
    inputs: { order: required, amount: required, reason: { required: false } },
    errors: ['not-found', 'not-yours', 'already-done', 'refused'],
    method: 'POST',
    path: '/refunds',
  },
  {
    ...reads,
    name: 'comptabilite.balance',
    inputs: { customer: required },
    errors: ['not-found', 'not-yours'],
    method: 'GET',
    path: '/customers/{customer}/balance',
  },
  { ...reads, name: STATUS, inputs: { key: required }, errors: [], method: 'GET', path: '/keys/{key}' },
];

/** The connector to a demo back office at `url`; `clock` times its calls out. */
export function demoConnector(url: string, options: { readonly clock?: Clock } = {}): Connector {
  return httpConnector({ name: 'demo', baseUrl: url, operations: demoOperations, ...options });
}
