import { describe, expect, it } from '@jest/globals';
import { type OpeningForm, openingOf, phoneInPairs, problemsOf } from './opening-form.ts';

const form = (changes: Partial<OpeningForm>): OpeningForm => ({
  kind: 'mail',
  mailbox: 'sav@boutique.example',
  name: '',
  address: '',
  phone: '',
  subject: '',
  text: '',
  language: 'fr',
  ...changes,
});

describe('opening a case', () => {
  it.each([
    {
      name: 'a mail goes to somebody, about something',
      form: form({}),
      expected: { address: 'missing', subject: 'missing' },
    },
    {
      name: 'an address is one address',
      form: form({ address: 'a@x.example b@x.example', subject: 'Vase' }),
      expected: { address: 'wrong' },
    },
    {
      name: 'it stands in a mailbox',
      form: form({ mailbox: '', address: 'a@x.example', subject: 'V' }),
      expected: { mailbox: 'missing' },
    },
    { name: 'a mail needs no text yet', form: form({ address: 'a@x.example', subject: 'Vase' }), expected: {} },
    {
      name: 'a call says who called, and what',
      form: form({ kind: 'call' }),
      expected: { who: 'missing', text: 'missing' },
    },
    {
      name: 'a call needs a name alone',
      form: form({ kind: 'call', name: 'Camille', text: 'Vase cassé' }),
      expected: {},
    },
    {
      name: 'a phone number is made of digits',
      form: form({ kind: 'call', phone: '12', text: 'Vase cassé' }),
      expected: { phone: 'wrong' },
    },
  ])('$name', ({ form: typed, expected }) => {
    expect(problemsOf(typed)).toEqual(expected);
  });

  it('asks for a mail by address and subject alone', () => {
    const typed = form({
      name: ' Camille Roux ',
      address: 'a@x.example',
      phone: '0612345678',
      subject: 'Vase',
      text: 'x',
    });
    expect(openingOf('id1', typed, 'Appel')).toEqual({
      id: 'id1',
      kind: 'mail',
      mailbox: 'sav@boutique.example',
      customer: { name: 'Camille Roux', address: 'a@x.example' },
      subject: 'Vase',
      language: 'fr',
    });
  });

  it('asks for a call with what is known, under a subject of its own', () => {
    const typed = form({ kind: 'call', phone: '+33 6 12 34 56 78', text: 'Vase cassé' });
    expect(openingOf('id1', typed, 'Appel')).toMatchObject({
      kind: 'call',
      customer: { phone: '+33612345678' },
      subject: 'Appel',
      text: 'Vase cassé',
    });
  });
});

it.each([
  { phone: '0612345678', expected: '06 12 34 56 78' },
  { phone: '+33612345678', expected: '+33 6 12 34 56 78' },
  { phone: '+4930123456', expected: '+4930123456' },
])('$phone reads $expected', ({ phone, expected }) => {
  expect(phoneInPairs(phone)).toBe(expected);
});
