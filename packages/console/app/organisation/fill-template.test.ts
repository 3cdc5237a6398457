import { describe, expect, it } from '@jest/globals';
import { fillTemplate, templateParts, unfilledBlanks } from './fill-template.ts';

const facts = {
  'customer.name': 'Camille Roux',
  'case.subject': 'Vase [[cassé]]',
  'data.order': 'CMD-131',
  mailbox: ' ',
};
const fill = (text: string, subject?: string) =>
  fillTemplate({ language: 'fr', text, ...(subject !== undefined && { subject }) }, facts);

describe('a template', () => {
  it.each([
    { name: 'has what is known in its place', text: 'Bonjour {{customer.name}},', filled: 'Bonjour Camille Roux,' },
    { name: 'takes spaces within the braces', text: '{{ customer.name }}', filled: 'Camille Roux' },
    { name: 'takes data of the journey', text: 'Votre {{data.order}}.', filled: 'Votre CMD-131.' },
    { name: 'keeps its blanks', text: 'Le [[jour]] !', filled: 'Le [[jour]] !' },
    { name: 'has a blank for what is not known', text: '{{case.number}}', filled: '[[numéro du dossier]]' },
    { name: 'has a blank for what is empty', text: '{{mailbox}}', filled: '[[adresse de la boîte]]' },
    { name: 'names unknown data by their words', text: '{{data.return-date}}', filled: '[[return date]]' },
    { name: 'leaves names that nobody knows', text: '{{client.nom}}', filled: '{{client.nom}}' },
    { name: 'makes no blank of brackets in a value', text: '{{case.subject}}', filled: 'Vase [cassé]' },
    { name: 'is not misled by names of objects', text: '{{data.constructor}}', filled: '[[constructor]]' },
  ])('$name', ({ text, filled }) => {
    expect(fill(text).text).toBe(filled);
  });

  it('says which facts were missing, each once, and where the blanks stand', () => {
    const filled = fill('{{me.name}} [[le jour]] {{me.name}}', 'Dossier {{case.number}}');
    expect(filled).toEqual({
      subject: 'Dossier [[numéro du dossier]]',
      text: '[[votre nom]] [[le jour]] [[votre nom]]',
      missing: ['case.number', 'me.name'],
      blanks: [
        { start: 0, end: 13, hint: 'votre nom' },
        { start: 14, end: 25, hint: 'le jour' },
        { start: 26, end: 39, hint: 'votre nom' },
      ],
    });
  });

  it('has a subject of one line, whatever stands in the facts', () => {
    const { subject } = fillTemplate(
      { language: 'en', subject: 'Re: {{case.subject}}', text: '' },
      { 'case.subject': 'a\r\nBcc: b@c.example' },
    );
    expect(subject).toBe('Re: a Bcc: b@c.example');
  });

  it('does not fill in what a value brings along', () => {
    const { text } = fillTemplate({ language: 'fr', text: '{{customer.name}}' }, { 'customer.name': '{{me.name}}' });
    expect(text).toBe('{{me.name}}');
  });

  it('is the same in stretches', () => {
    const text = 'Bonjour {{customer.name}}, le [[jour]] {{me.name}}';
    const parts = templateParts(text, facts, 'fr');
    expect(parts.map(({ kind }) => kind)).toEqual(['written', 'known', 'written', 'blank', 'written', 'missing']);
    expect(parts.map((part) => part.text).join('')).toBe(fill(text).text);
  });
});

describe('blanks in a text', () => {
  it.each([
    { name: 'none in plain words', text: 'Bonjour [ici]', hints: [] },
    { name: 'each with what is to be written', text: '[[a]] et [[ b ]]', hints: ['a', 'b'] },
    { name: 'also one without a hint', text: '[[]]', hints: [''] },
    { name: 'not across lines', text: '[[a\nb]]', hints: [] },
    { name: 'within brackets', text: '[[[a]]]', hints: ['a'] },
  ])('are $name', ({ text, hints }) => {
    expect(unfilledBlanks(text).map(({ hint }) => hint)).toEqual(hints);
  });

  it('stand where they say', () => {
    const text = 'Le [[jour]], à [[heure]].';
    expect(unfilledBlanks(text).map(({ start, end }) => text.slice(start, end))).toEqual(['[[jour]]', '[[heure]]']);
  });
});
