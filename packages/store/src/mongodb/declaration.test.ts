import { describe, expect, it } from '@jest/globals';
import { keysAfter, keysInUse, keysReady, type StoredKey } from './declaration.ts';
import { fieldOf, layoutOf } from './layout.ts';

const HOUR_MS = 3_600_000;
const RANK = { name: 'rank', fields: ['rank'], unique: false };
const GROUP = { name: 'group', fields: ['group', 'rank'], unique: false };
const MAIL = { name: 'mail', fields: ['mail'], unique: true };

const ready = (known: readonly StoredKey[]): readonly StoredKey[] =>
  keysReady(known, new Set(known.map(({ field }) => field)));
const names = (keys: readonly StoredKey[]): readonly string[] => keys.map(({ name }) => name);

describe('the keys of a declaration', () => {
  const known = ready(keysAfter([], [RANK, MAIL], 0));

  it('are the same object when nothing new is wanted', () => {
    expect(keysAfter(known, [RANK, MAIL], HOUR_MS)).toBe(known);
  });
  it('have new ones not ready, and leave ready what is', () => {
    const next = keysAfter(known, [RANK, MAIL, GROUP], 0);
    expect(next.map(({ name, ready: isReady }) => [name, isReady])).toEqual([
      ['rank', true],
      ['mail', true],
      ['group', false],
    ]);
  });
  it('take a key of the same name over other fields for another', () => {
    const next = keysAfter(known, [{ ...RANK, fields: ['rank', 'due'] }, MAIL], 0);
    expect(names(next)).toEqual(['rank', 'mail', 'rank']);
    expect(new Set(next.map(({ field }) => field)).size).toBe(3);
  });
  it('keep an index that is not wanted any more for a day', () => {
    const unwanted = keysAfter(known, [MAIL], HOUR_MS);
    expect(unwanted[0]).toMatchObject({ name: 'rank', unwantedSince: HOUR_MS });
    expect(keysAfter(unwanted, [MAIL], 24 * HOUR_MS)).toBe(unwanted);
    expect(names(keysAfter(unwanted, [MAIL], 25 * HOUR_MS))).toEqual(['mail']);
  });
  it('drop a unique key that is not wanted any more at once', () => {
    expect(names(keysAfter(known, [RANK], 0))).toEqual(['rank']);
  });
  it.each([
    { name: 'declares it again', next: (keys: readonly StoredKey[]) => keysAfter(keys, [RANK, MAIL], HOUR_MS) },
    { name: 'has it in use', next: (keys: readonly StoredKey[]) => keysInUse(keys, [RANK, MAIL]) },
  ])('want an index again when a process $name', ({ next }) => {
    expect(next(keysAfter(known, [MAIL], 0))).toEqual(known);
  });
  it('are the same object when none in use is marked', () => {
    const unwanted = keysAfter(known, [MAIL], 0);
    expect(keysInUse(unwanted, [MAIL])).toBe(unwanted);
  });
});

describe('the layout of keys', () => {
  it('does not depend on their order, or on one coming twice', () => {
    expect(layoutOf([MAIL, RANK, GROUP, RANK]).id).toBe(layoutOf([RANK, GROUP, MAIL]).id);
    expect(layoutOf([RANK, MAIL]).id).not.toBe(layoutOf([RANK, GROUP]).id);
  });
  it.each(['by.status', '$where', 'être ou ne pas', '', '_id', 'a'.repeat(300)])(
    'makes a field of the name "%s" that no database takes for something else',
    (name) => {
      expect(fieldOf({ ...RANK, name })).toMatch(/^\w{0,40}_[0-9a-f]{10}$/);
    },
  );
});
