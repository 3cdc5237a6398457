import { describe, expect, it } from '@jest/globals';
import { renderBodies } from './markdown.ts';

describe('renderBodies', () => {
  it.each([
    { name: 'drops emphasis', source: 'Dossier **7Q2K**.', text: 'Dossier 7Q2K.\n' },
    { name: 'keeps paragraphs, joins lines', source: 'Bonjour,\n\nun\ndeux', text: 'Bonjour,\n\nun deux\n' },
    { name: 'keeps the line breaks that are meant', source: 'un\\\ndeux  \ntrois', text: 'un\ndeux\ntrois\n' },
    {
      name: 'writes an address that is its own label once',
      source: '<https://a.example/>',
      text: 'https://a.example/\n',
    },
    {
      name: 'indents lists in lists',
      source: '- a\n  1. b\n  2. c\n- d\n\nfin',
      text: '- a\n  1. b\n  2. c\n- d\n\nfin\n',
    },
    {
      name: 'keeps what stands in code and rules',
      source: '```\nA  B\n```\n\n***\n\nfin',
      text: 'A  B\n\n---\n\nfin\n',
    },
    {
      name: 'keeps French signs by their words',
      source: 'Ici : « oui » ?',
      text: 'Ici\u00a0: «\u00a0oui\u00a0»\u00a0?\n',
    },
    {
      name: 'keeps bullets',
      source: 'Il manque :\n\n- le numéro\n- la photo',
      text: 'Il manque\u00a0:\n\n- le numéro\n- la photo\n',
    },
    { name: 'numbers ordered lists', source: '1. un\n2. deux', text: '1. un\n2. deux\n' },
    {
      name: 'writes a link’s address',
      source: '[Suivi](https://suivi.example/1)',
      text: 'Suivi (https://suivi.example/1)\n',
    },
    { name: 'shows escaped signs as themselves', source: 'a\\*b\\_c', text: 'a*b_c\n' },
  ])('$name in text', ({ source, text }) => {
    expect(renderBodies(source, 'fr').text).toBe(text);
  });

  it('never lets HTML through', () => {
    expect(renderBodies('<script>alert(1)</script>', 'fr').html).not.toContain('<script>');
  });

  it('says in which language the mail is', () => {
    expect(renderBodies('Hi', 'en').html).toContain('<html lang="en">');
  });
});
