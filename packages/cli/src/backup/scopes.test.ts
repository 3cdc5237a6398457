import { createSecretKey, type KeyObject } from 'node:crypto';
import { seal } from '@facteur/keys';
import { describe, expect, it } from '@jest/globals';
import { createScopeSearch } from './scopes.ts';

const key = (fill: number): KeyObject => createSecretKey(Buffer.alloc(32, fill));
const KEYS = new Map([
  ['CASE-1', key(1)],
  ['person:lea', key(2)],
]);
const blob = (digit: string, scope = 'CASE-1') => ({ scope, id: digit.repeat(64), bytes: 4 });
const sealed = (content: unknown, bound: string) =>
  seal(key(1), Buffer.from(JSON.stringify(content)), bound).toString('base64');
const state = (content: unknown) => ({
  _id: 'CASE-1',
  version: 3,
  subject: 'CASE-1',
  sealed: sealed(content, 'ingest/CASE-1'),
});

async function search(...values: unknown[]) {
  const { found, see } = createScopeSearch(async (scopes) => new Map([...KEYS].filter(([of]) => scopes.includes(of))));
  await see('cases', values);
  return {
    blobs: [...found.blobs].map(([id, scope]) => `${scope}/${id[0]}`),
    scopes: [...found.scopes],
    keyless: [...found.keyless],
    unopened: [...found.unopened],
  };
}

const NOTHING = { blobs: [], scopes: [], keyless: [], unopened: [] };
const CASE_1 = { ...NOTHING, scopes: ['CASE-1'] };

describe('The search for scopes', () => {
  it.each([
    {
      name: 'opens a state document, and finds the blobs deep inside',
      value: state([{ mails: [{ raw: blob('a'), files: [{ blob: blob('b') }] }] }, []]),
      expected: { ...CASE_1, blobs: ['CASE-1/a', 'CASE-1/b'] },
    },
    {
      name: 'opens an entry of a log',
      value: { _id: 'e1', subject: 'CASE-1', sealed: sealed({ raw: blob('c') }, 'human-handoff-cases/entry/e1') },
      expected: { ...CASE_1, blobs: ['CASE-1/c'] },
    },
    {
      name: 'finds a blob of another case under that case',
      value: state([{ raw: blob('d', 'CASE-9') }, []]),
      expected: { ...NOTHING, scopes: ['CASE-1', 'CASE-9'], blobs: ['CASE-9/d'] },
    },
    {
      name: 'reads an event without opening it',
      value: { specversion: '1.0', id: 'x', subject: 'CASE-1', data: { raw: blob('e') }, sealed: 'AA==' },
      expected: { ...CASE_1, blobs: ['CASE-1/e'] },
    },
    {
      name: 'knows a person by their own scope',
      value: { _id: 'lea', kind: 'person', sealed: 'AA==' },
      expected: { ...NOTHING, scopes: ['person:lea'] },
    },
    {
      name: 'says whose key is not there',
      value: { _id: 'CASE-2', subject: 'CASE-2', sealed: 'AA==' },
      expected: { ...NOTHING, scopes: ['CASE-2'], keyless: ['CASE-2'] },
    },
    {
      name: 'says where something does not open',
      value: { _id: 'CASE-1', subject: 'CASE-1', sealed: sealed({ raw: blob('f') }, 'unheard-of/CASE-1') },
      expected: { ...CASE_1, unopened: ['cases'] },
    },
    {
      name: 'takes what is public for nobody’s',
      value: { _id: 'j', bundle: blob('0', 'public') },
      expected: { ...NOTHING, blobs: ['public/0'] },
    },
    { name: 'leaves what refers to nothing', value: { _id: 'j', sealed: true, id: 'a'.repeat(64) }, expected: NOTHING },
  ])('$name', async ({ value, expected }) => {
    expect(await search(value)).toEqual(expected);
  });
});
