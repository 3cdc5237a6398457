/** The connector port, and the connectors that a company describes. The demo company's back office: `@facteur/connectors/demo`. */
export { combineConnectors } from './combine-connectors.ts';
export {
  type CallRequest,
  type CallResult,
  type Connector,
  DEFAULT_TIMEOUT_MS,
  type Effect,
  type Operation,
  type OutputType,
  type Sender,
} from './connector.ts';
export type { ConnectorConfig, OpenApiConfig } from './connector-config.ts';
export type { BreakerOptions } from './guard/breaker.ts';
export type { RateOptions } from './guard/rate-limit.ts';
export { loadModuleConnector, type ModuleContext } from './module/load-module.ts';
export { type ConnectorSources, openConnectors } from './open-connectors.ts';
export type { Credentials } from './openapi/credentials-config.ts';
export { type OpenApiConnectorOptions, openapiConnector } from './openapi/openapi-connector.ts';
export type { ParsedText, TextParser } from './openapi/read-document.ts';
