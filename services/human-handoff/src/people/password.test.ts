import { randomBytes, scryptSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openPasswords } from './password.ts';

const passwords = openPasswords({ next: () => 0, bytes: (length) => randomBytes(length) });

describe('a password', () => {
  it('is kept as scrypt with N=2^15, r=8, p=1 and 16 bytes of salt', async () => {
    const [name, logN, r, p, salt = '', key] = (await passwords.hash('un mot de passe')).split('$');
    expect([name, logN, r, p]).toEqual(['scrypt', '15', '8', '1']);
    const bytes = Buffer.from(salt, 'base64url');
    expect(bytes).toHaveLength(16);
    const expected = scryptSync('un mot de passe', bytes, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });
    expect(key).toBe(expected.toString('base64url'));
  });

  it('never gives the same hash twice', async () => {
    const [one, other] = await Promise.all([passwords.hash('un mot de passe'), passwords.hash('un mot de passe')]);
    expect(one).not.toBe(other);
  });

  it.each([
    { name: 'itself', typed: 'Été à Sète', matches: true },
    { name: 'itself, composed otherwise', typed: 'Été à Sète'.normalize('NFD'), matches: true },
    { name: 'another', typed: 'Eté à Sète', matches: false },
    { name: 'a part of it', typed: 'Été à Sèt', matches: false },
    { name: 'nothing', typed: '', matches: false },
  ])('is matched by $name: $matches', async ({ typed, matches }) => {
    expect(await passwords.matches(typed, await passwords.hash('Été à Sète'))).toBe(matches);
  });

  it.each([undefined, '', 'scrypt$15$8$1$short$hash'])('matches nothing where the hash is %s', async (hash) => {
    expect(await passwords.matches('', hash)).toBe(false);
  });

  it('costs a stranger as much as somebody known', async () => {
    const hash = await passwords.hash('un mot de passe');
    const cpuOf = async (known: string | undefined): Promise<number> => {
      const before = process.cpuUsage();
      for (let turn = 0; turn < 3; turn += 1) await passwords.matches('un autre essai', known);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const ratio = (await cpuOf(undefined)) / (await cpuOf(hash));
    // Work, not time: other programs do not count. Without the hash of nobody it would be a thousandth.
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  it('waits its turn when many are checked at once, and says when too many wait', async () => {
    const all = Array.from({ length: 33 }, () => passwords.matches('un mot de passe', undefined));
    expect(passwords.isOverloaded()).toBe(true);
    expect(await Promise.all(all)).toEqual(all.map(() => false));
    expect(passwords.isOverloaded()).toBe(false);
  }, 30_000);
});
