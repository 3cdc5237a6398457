/** Connectors to systems that speak HTTP and JSON. */
export { type HttpConnectorOptions, httpConnector } from './http-connector.ts';
export type { HttpMethod, HttpOperation } from './request-of.ts';
