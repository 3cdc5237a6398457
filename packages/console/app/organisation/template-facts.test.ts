import { describe, expect, it } from '@jest/globals';
import { sampleCase } from '../testing/sample-case.ts';
import { factsOf } from './template-facts.ts';

const [review] = sampleCase('7Q2K-9MXD-Y').reviews;
const withData = (data: NonNullable<typeof review>['data']) => {
  const shown = sampleCase('7Q2K-9MXD-Y');
  return { ...shown, reviews: shown.reviews.map((one) => ({ ...one, data })) };
};

describe('the facts of a case', () => {
  it('name the customer, the case, the mailbox and whoever writes', () => {
    const shown = sampleCase('7Q2K-9MXD-Y');
    expect(factsOf(shown, { name: 'Léa Fontaine' }, 'fr')).toMatchObject({
      'customer.name': shown.customer?.name,
      'customer.address': shown.customer?.address,
      'case.number': '7Q2K-9MXD-Y',
      'case.subject': shown.subject,
      'me.name': 'Léa Fontaine',
      mailbox: shown.mailbox,
    });
  });

  it.each([
    { name: 'a text as it is', value: 'CMD-131', expected: { 'data.x': 'CMD-131' } },
    { name: 'a day in words', value: '2026-11-22', expected: { 'data.x': '22 nov. 2026' } },
    { name: 'a truth as yes or no', value: true, expected: { 'data.x': 'oui' } },
    { name: 'a list in one line', value: ['a', 'b'], expected: { 'data.x': 'a, b' } },
    { name: 'a record part by part', value: { y: 'z' }, expected: { 'data.x.y': 'z' } },
    { name: 'nothing for what is not known', value: null, expected: {} },
    { name: 'nothing for a list of records', value: [{ y: 'z' }], expected: {} },
  ])('have $name', ({ value, expected }) => {
    const facts = Object.entries(factsOf(withData({ x: value }), { name: 'L' }, 'fr'));
    expect(Object.fromEntries(facts.filter(([name]) => name.startsWith('data.')))).toEqual(expected);
  });

  it('have amounts in the language of the template', () => {
    const shown = withData({ refund: { minor: 24_900, currency: 'EUR' } });
    expect(factsOf(shown, { name: 'L' }, 'fr')['data.refund']).toMatch(/^249,00\s€$/);
    expect(factsOf(shown, { name: 'L' }, 'en')['data.refund']).toBe('€249.00');
  });
});
