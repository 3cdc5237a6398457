import { describe, expect, it } from '@jest/globals';
import { decodeWords } from './decode-words.ts';
import { readHeaderValue } from './header-value.ts';

const bytes = (text: string): string => Buffer.from(text).toString('latin1');

describe('decodeWords', () => {
  it.each([
    { name: 'plain text', value: 'Bonjour', text: 'Bonjour' },
    { name: 'both encodings, joined', value: '=?utf-8?B?w6k=?= =?UTF-8?q?t=C3=A9_2?=', text: 'été 2' },
    { name: 'a character split between words', value: '=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=', text: 'café' },
    { name: 'text around words', value: 'Re: =?iso-8859-1?Q?re=E7u?= merci', text: 'Re: reçu merci' },
    { name: 'a language', value: '=?utf-8*fr?Q?d=C3=A9j=C3=A0?=', text: 'déjà' },
    { name: 'blanks inside', value: '=?utf-8?Q?o=C3=B9 est-il ??=', text: 'où est-il ?' },
    { name: 'base64 without padding', value: '=?utf-8?B?w6k?=', text: 'é' },
    { name: 'raw bytes inside a word', value: `=?iso-8859-1?Q?Fr\xf6sche?=`, text: 'Frösche' },
    { name: 'raw UTF-8', value: bytes('Où ?'), text: 'Où ?' },
    { name: 'raw Latin-1', value: 'O\xf9 ?', text: 'Où ?' },
    { name: 'characters of windows-1252', value: '=?windows-1252?Q?=80_=93ok=94?=', text: '€ “ok”' },
    { name: 'what is no word', value: '=?utf-8?Z?abc?= =?', text: '=?utf-8?Z?abc?= =?' },
    { name: 'a word without end', value: '=?utf-8?Q?abc', text: '=?utf-8?Q?abc' },
  ])('reads $name', ({ value, text }) => {
    expect(decodeWords(value)).toBe(text);
  });

  it('reads a bounded part of a value without bounds', () => {
    const value = `${'=?a?q?'.repeat(100_000)}?=`;
    expect(decodeWords(value).length).toBeLessThanOrEqual(50_000);
  });
});

describe('readHeaderValue', () => {
  it.each([
    { name: 'quotes', source: 'text/plain; name="a;b \\"c\\".txt"', params: { name: 'a;b "c".txt' } },
    { name: 'Windows paths', source: 'a/b; name="C:\\tmp\\x.txt"', params: { name: 'C:\\tmp\\x.txt' } },
    { name: 'comments', source: 'a/b (x; y=z); charset=utf-8', params: { charset: 'utf-8' } },
    { name: 'encoded words', source: 'a/b; name="=?utf-8?Q?=C3=A9.pdf?="', params: { name: 'é.pdf' } },
    { name: 'RFC 2231', source: "a/b; name*=utf-8'fr'%C3%A9.pdf", params: { name: 'é.pdf' } },
    {
      name: 'continuations out of order, encoded and not',
      source: 'a/b; name*1="b.pdf"; name*0*=iso-8859-1\'\'%E9',
      params: { name: 'éb.pdf' },
    },
    { name: 'both forms', source: "a/b; name=x.pdf; name*=utf-8''%C3%A9.pdf", params: { name: 'é.pdf' } },
    { name: 'raw bytes', source: `a/b; name=${bytes('é.pdf')}`, params: { name: 'é.pdf' } },
    { name: 'a quote without end', source: 'a/b; name="x.pdf', params: { name: 'x.pdf' } },
  ])('reads parameters with $name', ({ source, params }) => {
    expect(Object.fromEntries(readHeaderValue(source).params)).toEqual(params);
  });
});
