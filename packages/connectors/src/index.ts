/** The connector port. Adapters: `@facteur/connectors/http`; the demo company's back office: `@facteur/connectors/demo`. */
export { combineConnectors } from './combine-connectors.ts';
export {
  type CallRequest,
  type CallResult,
  type Connector,
  DEFAULT_TIMEOUT_MS,
  type Effect,
  type Operation,
  type Sender,
} from './connector.ts';
