/** Connectors to systems that speak HTTP and JSON. */

export { exchange, type WireAnswer } from './exchange.ts';
export { type Authorizer, type HttpConnectorOptions, httpConnector } from './http-connector.ts';
export type { HttpMethod, HttpOperation, InputPlace } from './request-of.ts';
