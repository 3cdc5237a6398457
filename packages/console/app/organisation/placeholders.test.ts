import { describe, expect, it } from '@jest/globals';
import { isPlaceholder, placeholdersIn, ungatheredData, unknownPlaceholders } from './placeholders.ts';

describe('placeholders', () => {
  it('are found in a text, each once', () => {
    expect(placeholdersIn('{{me.name}} {{ mailbox }} {{me.name}} {x} [[y]]')).toEqual(['me.name', 'mailbox']);
  });

  it.each([
    { name: 'customer.name', expected: true },
    { name: 'data.order', expected: true },
    { name: 'data.numéro', expected: true },
    { name: 'data.order.total', expected: true },
    { name: 'data.', expected: false },
    { name: 'data', expected: false },
    { name: 'customer.nam', expected: false },
    { name: '', expected: false },
  ])('« $name » is one: $expected', ({ name, expected }) => {
    expect(isPlaceholder(name)).toBe(expected);
  });

  it.each([
    { written: 'customer.nom', nearest: 'customer.name' },
    { written: 'Customer.Name', nearest: 'customer.name' },
    { written: 'custmer.adress', nearest: 'customer.address' },
    { written: 'client.nom', nearest: 'customer.name' },
    { written: 'numéro', nearest: 'case.number' },
    { written: 'client.email', nearest: 'customer.address' },
    { written: 'case.sujet', nearest: 'case.subject' },
    { written: 'dat.order', nearest: 'data.order' },
  ])('« $written » was meant as « $nearest »', ({ written, nearest }) => {
    expect(unknownPlaceholders([`{{${written}}}`], ['order'])).toEqual([{ name: written, nearest }]);
  });

  it('that are known are not complained about', () => {
    expect(unknownPlaceholders(['{{me.name}}', '{{data.anything}}'], [])).toEqual([]);
  });

  it.each([
    { name: 'none while it is not known what journeys gather', data: [], expected: [] },
    { name: 'those that no journey gathers', data: ['order'], expected: ['parcel'] },
    { name: 'not the parts of what is gathered', data: ['order', 'parcel'], expected: [] },
  ])('of data: tells $name', ({ data, expected }) => {
    expect(ungatheredData(['{{data.order.total}} {{data.parcel}} {{data.parcel}}'], data)).toEqual(expected);
  });
});
