/** What the demo company's connectors offer, for tests of journeys. */
import type { Operation, OperationCatalogue } from '../check/catalogue.ts';

function operation(
  inputs: readonly string[],
  errors: readonly string[],
  effect: Operation['effect'] = 'none',
): Operation {
  return { inputs: Object.fromEntries(inputs.map((name) => [name, { required: true }])), effect, errors };
}

/** La Boutique Claire's shop and accounting. */
export const DEMO_CATALOGUE: OperationCatalogue = {
  'boutique.order': operation(['number'], ['not-found', 'not-yours']),
  'boutique.customer': operation(['id'], ['not-found', 'not-yours']),
  'boutique.stock': operation(['sku'], ['not-found']),
  'boutique.reship': operation(['order'], ['not-found', 'not-yours', 'out-of-stock', 'already-done'], 'goods'),
  'boutique.cancelReship': operation(['shipment'], ['not-found'], 'goods'),
  'comptabilite.refund': {
    inputs: { order: { required: true }, amount: { required: true }, reason: { required: false } },
    effect: 'money',
    errors: ['not-found', 'not-yours', 'already-done', 'refused'],
  },
  'comptabilite.balance': operation(['customer'], ['not-found', 'not-yours']),
};
