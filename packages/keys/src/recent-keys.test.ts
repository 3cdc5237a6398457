import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createRecentKeys } from './recent-keys.ts';

const key = createSecretKey(Buffer.alloc(32));

describe('recent keys', () => {
  it('forgets what was used least recently', () => {
    const recent = createRecentKeys(2);
    recent.set('A', key);
    recent.set('B', key);
    recent.get('A');
    recent.set('C', key);
    expect(['A', 'B', 'C'].map((scope) => recent.get(scope) !== undefined)).toEqual([true, false, true]);
  });
  it('forgets what it is told to', () => {
    const recent = createRecentKeys(2);
    recent.set('A', key);
    recent.delete('A');
    expect(recent.get('A')).toBeUndefined();
  });
});
