/** Parcels. */
import type { HttpOperation } from '../../http/index.ts';
import { reads, required } from './traits.ts';

export const transportOperations: readonly HttpOperation[] = [
  {
    ...reads,
    name: 'transport.tracking',
    inputs: { tracking: required },
    outputs: {
      tracking: 'text',
      carrier: 'text',
      state: { of: ['in-transit', 'out-for-delivery', 'delivered', 'lost', 'returned'] },
      place: 'text',
      at: 'date',
      expectedOn: 'date',
    },
    errors: ['not-found'],
    path: '/parcels/{tracking}',
  },
];
