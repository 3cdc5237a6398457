import { describe, expect, it } from '@jest/globals';
import { renderBodies } from './markdown.ts';
import { asTyped, plainWords, quotableSubject, replySubject } from './words.ts';

describe('asTyped', () => {
  it.each([
    { name: 'a numbered list', text: '1. Renvoyez\n2. Attendez' },
    { name: 'a line of dashes', text: 'Bonjour\n---\nAu revoir' },
    { name: 'a line of equals signs', text: 'Bonjour\n===' },
    { name: 'headings and quotes', text: '# Titre\n> cité' },
    { name: 'emphasis, code, links', text: '**gras** _souligné_ `code` [lien](https://a.example) <b>b</b> ![i](x)' },
    { name: 'an entity', text: 'Dupont &amp; fils & Cie' },
    { name: 'backslashes', text: 'C:\\dossier\\fichier' },
    { name: 'a table', text: '| a | b |\n|---|---|' },
    { name: 'bullets', text: '- un\n+ deux\n* trois' },
    { name: 'paragraphs', text: 'un\ndeux\n\ntrois\n\nquatre' },
  ])('lets $name read as typed', ({ text }) => {
    const { text: plain, html } = renderBodies(asTyped(text), 'en');
    expect(plain).toBe(`${text}\n`);
    expect(html).not.toMatch(/<(?!\/?(?:html|head|meta|body|div|p|br|!doctype)\b)/);
  });

  it('keeps blanks at the start of a line, and makes no code of them', () => {
    const { text, html } = renderBodies(asTyped('Adresse :\n    12 rue des Lilas'), 'en');
    expect(text).toBe('Adresse :\n\u00a0\u00a0\u00a0\u00a012 rue des Lilas\n');
    expect(html).not.toContain('<pre>');
  });
});

describe('plainWords', () => {
  it.each([
    { words: 'a\r\nBcc: x@evil.example', text: 'a Bcc: x@evil.example' },
    { words: '[gagné](https://evil.example)', text: '[gagné](https://evil.example)' },
    { words: '<img src=x onerror=alert(1)>', text: '<img src=x onerror=alert(1)>' },
    { words: '1. un', text: '1. un' },
    { words: 'a\u2028b\u0007c', text: 'a b c' },
  ])('makes nothing of $words', ({ words, text }) => {
    const bodies = renderBodies(plainWords(words), 'en');
    expect(bodies.text).toBe(`${text}\n`);
    expect(bodies.html).not.toMatch(/<a |<img|<ol/);
  });
});

describe('quotableSubject', () => {
  it.each([
    { subject: ' Ma commande ', quoted: 'Ma commande' },
    { subject: 'Facture n° 12.50 du S.A.V.', quoted: 'Facture n° 12.50 du S.A.V.' },
    { subject: 'Gagnez sur https://evil.example', quoted: '' },
    { subject: 'Gagnez sur evil.top', quoted: '' },
    { subject: 'Écrivez à x@evil', quoted: '' },
    { subject: 'ev\u200Bil.top', quoted: '' },
    { subject: 'é'.repeat(120), quoted: 'é'.repeat(120) },
    { subject: '😀'.repeat(121), quoted: `${'😀'.repeat(119)}…` },
  ])('of $subject', ({ subject, quoted }) => {
    expect(quotableSubject(subject)).toBe(quoted);
  });
});

describe('replySubject', () => {
  it.each([
    { subject: 'Ma commande', expected: 'Re: Ma commande' },
    { subject: 'RE: Ma commande', expected: 'RE: Ma commande' },
    { subject: 'Ré : Ma commande', expected: 'Ré : Ma commande' },
    { subject: 'AW: Bestellung', expected: 'AW: Bestellung' },
    { subject: 'Renvoi : colis', expected: 'Re: Renvoi : colis' },
    { subject: ' ', expected: 'Votre demande' },
  ])('of "$subject" is "$expected"', ({ subject, expected }) => {
    expect(replySubject(subject, 'fr')).toBe(expected);
  });
});
