/** Logs: JSON lines, pretty on a terminal. Never a mail's body or an address. */
import { type DestinationStream, pino } from 'pino';
import pretty from 'pino-pretty';

/** Levels, from the loudest failure to the finest detail. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** What code logs to: fields first, then a sentence. */
export interface Logger {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
  child(fields: Record<string, unknown>): Logger;
}

/** How to log. */
export interface LogOptions {
  /** Default `info`. */
  level?: LogLevel;
  /** For people instead of machines. Default false. */
  pretty?: boolean;
  /** Default: standard error, so that standard output keeps to what commands print. */
  destination?: DestinationStream;
}

/** Names of fields that could hold personal data or secrets. */
const PRIVATE_FIELDS = [
  ...['text', 'subject', 'body', 'html', 'raw', 'data', 'input', 'payload', 'content', 'value'],
  ...['from', 'to', 'cc', 'replyTo', 'address', 'email', 'phone', 'participant'],
  ...['token', 'password', 'secret', 'authorization', 'cookie'],
];

/** Opens a log. Fields that could hold personal data or secrets are removed down to the third level, whatever the log level. */
export function openLog({ level = 'info', pretty: isPretty = false, destination }: LogOptions = {}): Logger {
  const redact = {
    paths: PRIVATE_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    remove: true,
  };
  const options = { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const stderr = pino.destination({ dest: 2, sync: true });
  if (isPretty) return pino(options, destination ?? pretty({ destination: 2, ignore: 'pid,hostname', sync: true }));
  return pino(options, destination ?? stderr);
}

/** A log that says nothing, for tests. */
export const silentLog: Logger = openLog({ level: 'silent' });
