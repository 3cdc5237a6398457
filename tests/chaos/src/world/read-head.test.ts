import { describe, expect, it } from '@jest/globals';
import { addressIn, readHead } from './read-head.ts';

describe('readHead', () => {
  it.each([
    { name: 'plain text', field: 'Votre justificatif [7Q2K]', expected: 'Votre justificatif [7Q2K]' },
    {
      name: 'words in Q',
      field: '=?UTF-8?Q?Nous_avons_re=C3=A7u_?=\r\n =?UTF-8?Q?=5B7Q2K=5D?=',
      expected: 'Nous avons reçu [7Q2K]',
    },
    { name: 'words in B', field: '=?utf-8?B?w6l0w6k=?= fini', expected: 'été fini' },
    { name: 'folded text', field: 'one\r\n two', expected: 'one two' },
  ])('reads $name', ({ field, expected }) => {
    const raw = Buffer.from(`From: x@y.example\r\nSubject: ${field}\r\n\r\nSubject: of the body`);
    expect(readHead(raw).get('subject')).toBe(expected);
  });
});

describe('addressIn', () => {
  it.each(['Zoé <Zoe@Courriel.example>', 'zoe@courriel.example', ' <zoe@courriel.example> '])('reads %s', (field) => {
    expect(addressIn(field)).toBe('zoe@courriel.example');
  });
});
