/** Opens the connectors that `facteur.yaml` names. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, type Clock, messageOf } from '@facteur/primitives';
import type { Connector } from './connector.ts';
import type { ConnectorConfig, OpenApiConfig } from './connector-config.ts';
import { loadModuleConnector } from './module/load-module.ts';
import { openapiConnector } from './openapi/openapi-connector.ts';
import type { TextParser } from './openapi/read-document.ts';

/** What connectors are opened with. */
export interface ConnectorSources {
  /** Where `env:` secrets are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Files are looked for from here: the folder of `facteur.yaml`. Default: the working directory. */
  readonly folder?: string;
  /** Reads documents whose name ends in `.yaml` or `.yml`. Default: they are refused. */
  readonly parseYaml?: TextParser;
}

/**
 * In the order of `configs`; those that are open are closed again when one cannot be opened.
 * @throws AppError `CONFIG_INVALID` for a file that cannot be used, a secret that is missing, a host that is not allowed
 */
export async function openConnectors(
  configs: readonly ConnectorConfig[],
  sources: ConnectorSources,
): Promise<readonly Connector[]> {
  const opened: Connector[] = [];
  try {
    for (const config of configs) opened.push(await openOne(config, sources));
    return opened;
  } catch (error) {
    await Promise.all(opened.map((connector) => connector.close()));
    throw error;
  }
}

async function openOne(config: ConnectorConfig, sources: ConnectorSources): Promise<Connector> {
  if ('openapi' in config) return openDescribed(config, sources);
  const { env, clock, folder = '.' } = sources;
  const { name, module, options } = config;
  return loadModuleConnector(resolve(folder, module), { name, options, env, clock });
}

async function openDescribed(config: OpenApiConfig, sources: ConnectorSources): Promise<Connector> {
  const { name, openapi: file, url, credentials, allow, rate, breaker } = config;
  const { env, clock, folder = '.', parseYaml } = sources;
  const parse = /\.ya?ml$/i.test(file) ? (parseYaml ?? refuseYaml) : undefined;
  const { 'timeout-ms': timeoutMs, 'max-answer-bytes': maxAnswerBytes } = config;
  return openapiConnector({
    ...{ name, file, document: await readDocument(resolve(folder, file)), allowHosts: allow, env, clock, folder },
    breaker: { failures: breaker.failures, restMs: breaker['rest-ms'] },
    ...(url !== undefined && { baseUrl: url }),
    ...(credentials && { credentials }),
    ...(parse && { parse }),
    ...(rate && { rate: rateOf(rate) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(maxAnswerBytes !== undefined && { maxAnswerBytes }),
  });
}

function rateOf({ 'per-second': perSecond, burst, 'max-wait-ms': maxWaitMs }: NonNullable<OpenApiConfig['rate']>) {
  return { perSecond, ...(burst !== undefined && { burst }), ...(maxWaitMs !== undefined && { maxWaitMs }) };
}

async function readDocument(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `The OpenAPI file ${path} cannot be read: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
}

function refuseYaml(): never {
  throw new Error('it is YAML: convert it to JSON first');
}
