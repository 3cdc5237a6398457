/** When to try again. */
import type { Random } from './random.ts';

/** Exponential back-off with full jitter (Brooker, "Exponential Backoff and Jitter", 2015). */
export interface BackOff {
  /** Upper bound of the first wait. Default 100. */
  baseMs?: number;
  /** Upper bound of any wait. Default 30 000. */
  maxMs?: number;
}

/** Milliseconds to wait before attempt `attempt` (1 = the first retry): uniform in [cap/2, cap]. */
export function backOffMs(attempt: number, random: Random, { baseMs = 100, maxMs = 30_000 }: BackOff = {}): number {
  const cap = Math.min(maxMs, baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(cap / 2 + (random.next() * cap) / 2);
}
