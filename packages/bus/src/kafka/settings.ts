/** How to reach a Kafka cluster, read from one setting. Files that it names are read when the bus opens. */
import { AppError } from '@facteur/primitives';

const DEFAULT_PORT = 9092;
const HOST_AND_PORT = /^([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;
const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const PARAMETERS = ['mechanism', 'ca', 'cert', 'key'] as const;

/** A SASL mechanism, as kafkajs names it. */
export type SaslMechanism = (typeof MECHANISMS)[number];

/** Where the brokers are, and how they know us. */
export interface KafkaSettings {
  /** `host:port` of some brokers; they name the others. */
  readonly brokers: readonly string[];
  /** TLS; absent = none. Files in PEM; without `caFile`, the authorities that Node trusts. */
  readonly tls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
}

/**
 * Reads `host:port,host:port`, `kafka://user:password@host:port,host:port?mechanism=scram-sha-512` or
 * `kafka+ssl://…?ca=/path/ca.pem` (also `cert` and `key` for a client certificate). The port is 9092 unless given, the
 * mechanism `plain`; user and password are percent-decoded.
 * @throws AppError `CONFIG_INVALID`, whose message repeats nothing of the setting but the names of its parameters
 */
export function kafkaSettings(text: string): KafkaSettings {
  const [, scheme, rest = ''] = /^([a-z+]+):\/\/(.*)$/.exec(text) ?? [undefined, undefined, text];
  if (scheme !== undefined && scheme !== 'kafka' && scheme !== 'kafka+ssl') {
    throw invalid('its scheme is neither kafka:// nor kafka+ssl://');
  }
  if (scheme === undefined && /[@?]/.test(rest)) throw invalid('user, password and parameters need kafka:// in front');
  // A password may hold `@` or `?` unescaped: brokers begin behind the last `@`, parameters at the `?` behind them.
  const at = rest.lastIndexOf('@');
  const [hosts = '', query] = splitOnce(rest.slice(at + 1).replace(/\/$/, ''), '?');
  const parameters = readParameters(query);
  const sasl = readSasl(at < 0 ? undefined : rest.slice(0, at), parameters.mechanism);
  const tls = readTls(scheme === 'kafka+ssl', parameters);
  return {
    brokers: hosts.replace(/\/$/, '').split(',').map(readBroker),
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
  };
}

type Parameters = Partial<Record<(typeof PARAMETERS)[number], string>>;

function readParameters(query = ''): Parameters {
  const parameters: Parameters = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const known = PARAMETERS.find((parameter) => parameter === name);
    if (known === undefined) throw invalid(`it has a parameter that is not one of ${PARAMETERS.join(', ')}`);
    if (value === '') throw invalid(`its parameter ${known} is empty`);
    parameters[known] = value;
  }
  return parameters;
}

function readBroker(broker: string, index: number, { length }: readonly string[]): string {
  const [, host, port = String(DEFAULT_PORT)] = HOST_AND_PORT.exec(broker.trim()) ?? [];
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  if (host === undefined || !isPort) throw invalid(`broker ${index + 1} of ${length} is not host:port`);
  return `${host}:${port}`;
}

function readSasl(credentials: string | undefined, mechanism: string | undefined): KafkaSettings['sasl'] {
  if (credentials === undefined) {
    if (mechanism !== undefined) throw invalid('it has a mechanism, but no user:password@');
    return undefined;
  }
  const [user, password] = splitOnce(credentials, ':');
  if (user === '' || password === undefined || password === '') throw invalid('it has an @, but no user:password');
  const wanted = (mechanism ?? 'plain').toLowerCase();
  const known = MECHANISMS.find((one) => one === wanted);
  if (known === undefined) throw invalid(`its mechanism is not one of ${MECHANISMS.join(', ')}`);
  return { mechanism: known, username: decoded(user), password: decoded(password) };
}

function readTls(isTls: boolean, { ca, cert, key }: Parameters): KafkaSettings['tls'] {
  if (!isTls && (ca ?? cert ?? key) !== undefined) throw invalid('ca, cert and key need kafka+ssl://');
  if ((cert === undefined) !== (key === undefined)) throw invalid('cert and key go together');
  if (!isTls) return undefined;
  return {
    ...(ca === undefined ? {} : { caFile: ca }),
    ...(cert === undefined || key === undefined ? {} : { certFile: cert, keyFile: key }),
  };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('its user or password has a % that is not an escape; write %25');
  }
}

function invalid(why: string): AppError {
  return new AppError('CONFIG_INVALID', `The address of Kafka cannot be read: ${why}`);
}
