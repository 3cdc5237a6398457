import { describe, expect, it } from '@jest/globals';
import { readCustomer, readNew, readSection } from './router-search.ts';

describe('the address of the customer page', () => {
  it.each([
    { name: 'an address as it is', search: { address: 'a@b.example' }, expected: { address: 'a@b.example' } },
    { name: 'a national number as text', search: { phone: '0612345678' }, expected: { phone: '0612345678' } },
    { name: 'a number that was read as a figure', search: { phone: 33612345678 }, expected: { phone: '+33612345678' } },
    { name: 'a number whose plus became a space', search: { phone: ' 336 12' }, expected: { phone: '+336 12' } },
    { name: 'a number with its plus', search: { phone: '+33612345678' }, expected: { phone: '+33612345678' } },
    { name: 'nothing of what is empty or unknown', search: { phone: ' ', address: '', other: 'x' }, expected: {} },
    { name: 'no number of what is none', search: { phone: -1.5 }, expected: {} },
  ])('gives $name', ({ search, expected }) => {
    expect(readCustomer(search)).toEqual(expected);
  });
});

describe('the addresses of other pages', () => {
  it.each([
    { name: 'a call with a name', search: { kind: 'call', name: 'Luc' }, expected: { kind: 'call', name: 'Luc' } },
    { name: 'no kind that is unknown', search: { kind: 'fax' }, expected: {} },
    { name: 'a name that is a figure as text', search: { name: 12 }, expected: { name: '12' } },
  ])('give $name', ({ search, expected }) => {
    expect(readNew(search)).toEqual(expected);
  });

  it.each([
    { section: 'rules', expected: { section: 'rules' } },
    { section: 'templates', expected: {} },
    { section: 'nothing', expected: {} },
  ])('name the section « $section » when it is known and not the first', ({ section, expected }) => {
    expect(readSection({ section })).toEqual(expected);
  });
});
