import { describe, expect, it } from '@jest/globals';
import { networkOf, openAttempts } from './attempts.ts';

describe('attempts to sign in', () => {
  const failing = (count: number, keys: readonly string[] = ['address:a', 'network:n']) => {
    const attempts = openAttempts();
    for (let at = 0; at < count; at += 1) attempts.begin(keys, 1_000 + at);
    return attempts;
  };

  it.each([
    { name: 'after four failures', count: 4, keys: ['address:a', 'network:n'], nowMs: 2_000, isAllowed: true },
    { name: 'after five', count: 5, keys: ['address:a', 'network:n'], nowMs: 2_000, isAllowed: false },
    {
      name: 'from elsewhere for the same address',
      count: 5,
      keys: ['address:a', 'network:m'],
      nowMs: 2_000,
      isAllowed: false,
    },
    {
      name: 'from the same place for another address',
      count: 5,
      keys: ['address:b', 'network:n'],
      nowMs: 2_000,
      isAllowed: false,
    },
    {
      name: 'from elsewhere for another address',
      count: 5,
      keys: ['address:b', 'network:m'],
      nowMs: 2_000,
      isAllowed: true,
    },
    { name: 'just within the minute', count: 5, keys: ['address:a'], nowMs: 60_999, isAllowed: false },
    { name: 'a minute after the first', count: 5, keys: ['address:a'], nowMs: 61_000, isAllowed: true },
  ])('are allowed $name: $isAllowed', ({ count, keys, nowMs, isAllowed }) => {
    expect(failing(count).begin(keys, nowMs) !== undefined).toBe(isAllowed);
  });

  it('that succeed do not count', () => {
    const attempts = openAttempts();
    for (let at = 0; at < 20; at += 1) {
      const succeed = attempts.begin(['address:a'], 1_000);
      expect(succeed).toBeDefined();
      succeed?.();
    }
  });

  it('at the same time count before their outcome is known', () => {
    const attempts = openAttempts();
    const begun = Array.from({ length: 8 }, () => attempts.begin(['address:a'], 1_000));
    expect(begun.map((one) => one !== undefined)).toEqual([true, true, true, true, true, false, false, false]);
  });

  it('that are turned away do not make the wait longer', () => {
    const attempts = failing(5);
    for (let at = 0; at < 100; at += 1) attempts.begin(['address:a'], 50_000);
    expect(attempts.begin(['address:a'], 61_100)).toBeDefined();
  });
});

describe('a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
