/** Logs: JSON lines, pretty on a terminal. Never a mail's body or an address at info level. */
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

/** Opens a log. Fields that could hold personal data or secrets are removed, whatever the level. */
export function openLog({ level = 'info', pretty: isPretty = false, destination }: LogOptions = {}): Logger {
  const redact = {
    paths: ['*.text', '*.subject', '*.from', '*.to', '*.token', '*.password', '*.authorization'],
    remove: true,
  };
  const options = { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const stderr = pino.destination({ dest: 2, sync: true });
  if (isPretty) return pino(options, destination ?? pretty({ destination: 2, ignore: 'pid,hostname', sync: true }));
  return pino(options, destination ?? stderr);
}

/** A log that says nothing, for tests. */
export const silentLog: Logger = openLog({ level: 'silent' });
