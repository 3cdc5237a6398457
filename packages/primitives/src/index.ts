/** What every other package may lean on: errors, clock, randomness, retry, JSON types. */
export { type Clock, isoTime, systemClock } from './clock.ts';
export { syncFolder, writeDurably } from './durable-file.ts';
export { AppError, type ErrorCode, type ErrorDetails, isAppError, messageOf, type RetryAdvice } from './errors.ts';
export type { Json, JsonObject } from './json.ts';
export { derivedId, type Random, systemRandom } from './random.ts';
export { type BackOff, backOffMs } from './retry.ts';
