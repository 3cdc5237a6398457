import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { seal, unseal } from './seal.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const otherKey = createSecretKey(Buffer.alloc(32, 8));
const plain = Buffer.from('Bonjour, ma commande 4711 est arrivée abîmée.');

describe('sealing', () => {
  it.each([
    { name: 'a text', content: plain },
    { name: 'nothing', content: Buffer.alloc(0) },
    { name: 'a megabyte', content: Buffer.alloc(1024 * 1024, 'é') },
  ])('opens $name as it was', ({ content }) => {
    expect(unseal(key, seal(key, content, 'mail/1'), 'mail/1').equals(content)).toBe(true);
  });
  it('adds 29 bytes and shows nothing of the content', () => {
    const sealed = seal(key, plain, 'mail/1');
    expect(sealed.length).toBe(plain.length + 29);
    for (let i = 0; i + 4 <= plain.length; i += 1) expect(sealed.includes(plain.subarray(i, i + 4))).toBe(false);
  });
  it('never seals the same content to the same bytes', () => {
    const sealed = Array.from({ length: 100 }, () => seal(key, plain, 'mail/1').toString('hex'));
    expect(new Set(sealed).size).toBe(100);
  });
  it('refuses what has one bit changed, wherever it is', () => {
    const sealed = seal(key, plain, 'mail/1');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => unseal(key, changed, 'mail/1')).toThrow(expect.objectContaining({ code: 'EVENT_UNREADABLE' }));
    }
  });
  it('refuses what was cut short, wherever it is, or made longer', () => {
    const sealed = seal(key, plain, 'mail/1');
    const wrong = Array.from(sealed, (_, i) => sealed.subarray(0, i)).concat(Buffer.concat([sealed, Buffer.alloc(1)]));
    for (const cut of wrong)
      expect(() => unseal(key, cut, 'mail/1')).toThrow(expect.objectContaining({ code: 'EVENT_UNREADABLE' }));
  });
  it.each([
    { name: 'another key', withKey: otherKey, bound: 'mail/1' },
    { name: 'another name', withKey: key, bound: 'mail/2' },
  ])('refuses $name', ({ withKey, bound }) => {
    expect(() => unseal(withKey, seal(key, plain, 'mail/1'), bound)).toThrow(
      expect.objectContaining({ code: 'EVENT_UNREADABLE', retry: 'never' }),
    );
  });
});
