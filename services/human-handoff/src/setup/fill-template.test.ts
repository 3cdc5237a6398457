/** Templates with a case in them. */
import { describe, expect, it } from '@jest/globals';
import { filledTemplate, templateFacts } from './fill-template.ts';
import type { FoundCase } from './match-rules.ts';

const FOUND = {
  number: '7Q2K-9MXD-Y',
  subject: 'Colis [[perdu]] {{data.iban}}',
  mailbox: 'sav@boutique.example',
  customer: { address: 'camille@courriel.example', name: 'Camille' },
  reviews: [
    { data: { order: 'CMD-1', iban: 'FR76', paid: true } },
    { data: { order: 'CMD-2', total: { minor: 1250, currency: 'EUR' }, day: '2026-01-05', parcel: { id: 7 } } },
  ],
} as unknown as FoundCase;

describe('a filled template', () => {
  it.each<{ name: string; text: string; language?: 'fr' | 'en'; filled: string }>([
    { name: 'names the customer', text: 'Bonjour {{ customer.name }},', filled: 'Bonjour Camille,' },
    { name: 'is signed', text: '{{me.name}} – {{mailbox}}', filled: 'Léa – sav@boutique.example' },
    { name: 'says data as the latest review has them', text: '{{data.order}}', filled: 'CMD-2' },
    { name: 'says data of an earlier review', text: '{{data.paid}}', filled: 'oui' },
    { name: 'says parts of records', text: '{{data.parcel.id}}', filled: '7' },
    { name: 'says days in words', text: '{{data.day}}', language: 'en', filled: '5 Jan 2026' },
    { name: 'leaves a blank for what is not known', text: '{{data.order-date}}', filled: '[[order date]]' },
    { name: 'leaves a blank for a record', text: '{{data.parcel}}', filled: '[[parcel]]' },
    { name: 'leaves a blank for a name that nobody knows', text: '{{toString}}', filled: '[[toString]]' },
    { name: 'keeps its own blanks', text: '[[date du passage]]', filled: '[[date du passage]]' },
    { name: 'takes no orders from a customer', text: '{{case.subject}}', filled: 'Colis [perdu] {data.iban}' },
  ])('$name', ({ text, language = 'fr', filled }) => {
    expect(filledTemplate({ language, text }, templateFacts(FOUND, 'Léa', language)).text).toBe(filled);
  });

  it('says money in its language', () => {
    const { text } = filledTemplate({ language: 'en', text: '{{data.total}}' }, templateFacts(FOUND, 'Léa', 'en'));
    expect(text).toBe('€12.50');
  });

  it('has a subject of one line', () => {
    const facts = { 'case.subject': 'Colis\r\nBcc: x@y.example' };
    const { subject } = filledTemplate({ language: 'fr', subject: 'Re: {{case.subject}}', text: 'x' }, facts);
    expect(subject).toBe('Re: Colis Bcc: x@y.example');
  });
});
