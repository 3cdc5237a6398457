/** The catalogue of the demo back office, and the connector to it. */
import type { Clock } from '@facteur/primitives';
import type { Connector } from '../connector.ts';
import { type HttpOperation, httpConnector } from '../http/index.ts';
import { accountingOperations } from './catalogue/accounting.ts';
import { crmOperations } from './catalogue/crm.ts';
import { hotelOperations } from './catalogue/hotel.ts';
import { knowledgeOperations } from './catalogue/knowledge.ts';
import { shopOperations } from './catalogue/shop.ts';
import { transportOperations } from './catalogue/transport.ts';

/** Every operation of the demo back office; inputs, outputs and errors are described in `demo-data/README.md`. */
export const demoOperations: readonly HttpOperation[] = [
  ...shopOperations,
  ...accountingOperations,
  ...transportOperations,
  ...hotelOperations,
  ...crmOperations,
  ...knowledgeOperations,
];

/** The connector to a demo back office at `url`; `clock` times its calls out. */
export function demoConnector(url: string, options: { readonly clock?: Clock } = {}): Connector {
  return httpConnector({ name: 'demo', baseUrl: url, operations: demoOperations, ...options });
}
