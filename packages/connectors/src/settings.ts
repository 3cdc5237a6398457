/** What a connector's settings may be: alone, so that a command that only reads settings does not load what calls systems. */
export { connectorConfigSchema } from './connector-config.ts';
