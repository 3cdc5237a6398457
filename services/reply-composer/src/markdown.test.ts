import { describe, expect, it } from '@jest/globals';
import { renderBodies } from './markdown.ts';

describe('renderBodies', () => {
  it.each([
    { name: 'drops emphasis', source: 'Dossier **7Q2K**.', text: 'Dossier 7Q2K.\n' },
    { name: 'keeps paragraphs and line breaks', source: 'Bonjour,\n\nun\ndeux', text: 'Bonjour,\n\nun\ndeux\n' },
    {
      name: 'keeps bullets',
      source: 'Il manque :\n\n- le numéro\n- la photo',
      text: 'Il manque :\n\n- le numéro\n- la photo\n',
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
