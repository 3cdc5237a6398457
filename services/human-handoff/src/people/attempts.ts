/** Attempts to sign in: five failures a minute for each address and each network address, in this process. */
import { isIPv6 } from 'node:net';

const MAX_FAILURES = 5;
const WINDOW_MS = 60_000;
/** More than anyone sees in a minute; beyond it the oldest are forgotten, so that strangers cannot fill the memory. */
const MAX_KEYS = 20_000;

/** Seconds after which trying again can help. */
export const RETRY_AFTER_SECONDS = WINDOW_MS / 1_000;

/** Counts failures. An attempt counts as one until it succeeds, so that trying at the same time gains nothing. */
export interface Attempts {
  /** Notes an attempt under each key; undefined when one of them has failed too often. Else, what to call when it succeeds. */
  begin(keys: readonly string[], nowMs: number): (() => void) | undefined;
}

export function openAttempts(): Attempts {
  const failures = new Map<string, readonly number[]>();
  const recentOf = (key: string, nowMs: number): readonly number[] =>
    (failures.get(key) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
  const keep = (key: string, times: readonly number[]): void => {
    failures.delete(key);
    if (times.length > 0) failures.set(key, times);
    const [oldest] = failures.keys();
    if (failures.size > MAX_KEYS && oldest !== undefined) failures.delete(oldest);
  };
  return {
    begin(keys, nowMs) {
      if (keys.some((key) => recentOf(key, nowMs).length >= MAX_FAILURES)) return undefined;
      for (const key of keys) keep(key, [...recentOf(key, nowMs), nowMs]);
      return () => {
        for (const key of keys) keep(key, without(recentOf(key, nowMs), nowMs));
      };
    },
  };
}

function without(times: readonly number[], one: number): readonly number[] {
  const at = times.indexOf(one);
  return at < 0 ? times : times.toSpliced(at, 1);
}

/** A network address as failures are counted: of IPv6 the /64 network, which one household has all of. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = (plain.split('%')[0] ?? '').split('::');
  const [left, right] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const gap = plain.includes('::') ? 8 - (left?.length ?? 0) - (right?.length ?? 0) : 0;
  const groups = [...(left ?? []), ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...(right ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
