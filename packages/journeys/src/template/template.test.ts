import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../problem.ts';
import { formatDate, formatMoney } from './filters.ts';
import { parseTemplates } from './template.ts';

function parse(text: string) {
  const problems: Problem[] = [];
  const template = parseTemplates({ 'templates/x.fr.md': text }, problems).x?.fr;
  return { template, problems };
}

describe('a template', () => {
  it('gives a plain subject and Markdown with escaped data', () => {
    const { template } = parse(
      '---\nsubject: Votre {{ nom }}\n---\n**{{ nom }}** : {{ total | money }}, le {{ jour | date }}.\n',
    );
    const rendered = template?.render({ nom: 'a*b\n<c>', total: { minor: 4990, currency: 'EUR' }, jour: '2026-11-01' });
    expect(rendered).toEqual({
      subject: 'Votre a*b <c>',
      markdown: '**a\\*b \\<c\\>** : 49,90\u00a0€, le 1er novembre 2026.',
    });
  });

  it.each([
    { name: 'a missing variable', body: '{{ rien }}' },
    { name: 'a missing property', body: '{{ order.rien }}' },
    { name: 'a null', body: '{{ order.vide }}' },
    { name: 'money without its filter', body: '{{ order.total }}' },
    { name: 'something else as money', body: '{{ order.number | money }}' },
    { name: 'something else as a date', body: '{{ order.number | date }}' },
    { name: 'a file', body: '{% include "package.json" %}' },
    { name: 'an inherited property', body: '{{ order.constructor }}' },
  ])('refuses to show $name', ({ body }) => {
    const { template } = parse(`---\nsubject: x\n---\n${body}`);
    const order = { number: 'CMD-1', vide: null, total: { minor: 1, currency: 'EUR' } };
    expect(() => template?.render({ order })).toThrow(expect.objectContaining({ code: 'TEMPLATE_INVALID' }));
  });

  it.each([
    { name: 'no subject', text: 'Bonjour', at: '1:1', code: 'template-front-matter' },
    { name: 'an empty subject', text: '---\nsubject:\n---\nx', at: '1:1', code: 'template-front-matter' },
    { name: 'broken front matter', text: '---\nsubject: x\nsubject: y\n---\nx', at: '3:1', code: 'yaml-syntax' },
    {
      name: 'an unknown filter in the body',
      text: '---\nsubject: x\n---\na\nb {{ c | monney }}',
      at: '5:3',
      code: 'template-syntax',
    },
    { name: 'an open tag', text: '---\nsubject: x\n---\n{% if a %}', at: '4:1', code: 'template-syntax' },
    {
      name: 'a fault in the subject',
      text: '---\nsubject: Le {{ c | x }}\n---\na',
      at: '2:13',
      code: 'template-syntax',
    },
    { name: 'unescaped data', text: '---\nsubject: x\n---\nab {{ c | raw }}', at: '4:9', code: 'template-syntax' },
  ])('with $name is told at $at', ({ text, at, code }) => {
    const { template, problems } = parse(text);
    expect(template).toBeUndefined();
    expect(problems.map((problem) => `${problem.line}:${problem.column} ${problem.code}`)).toEqual([`${at} ${code}`]);
  });
});

it.each([
  { value: { minor: 4990, currency: 'EUR' }, language: 'fr', expected: '49,90\u00a0€' },
  { value: { minor: 4990, currency: 'EUR' }, language: 'en', expected: '€49.90' },
  { value: { minor: 5, currency: 'EUR' }, language: 'en', expected: '€0.05' },
  { value: { minor: -5, currency: 'EUR' }, language: 'en', expected: '-€0.05' },
  { value: { minor: 1500, currency: 'JPY' }, language: 'en', expected: 'JP¥1,500' },
  { value: { minor: 9007199254740991, currency: 'EUR' }, language: 'en', expected: '€90,071,992,547,409.91' },
] as const)('$value.minor $value.currency reads $expected in $language', ({ value, language, expected }) => {
  expect(formatMoney(value, language)).toBe(expected);
});

it.each([
  { value: '2026-11-16', language: 'fr', expected: '16 novembre 2026' },
  { value: '2026-11-01', language: 'fr', expected: '1er novembre 2026' },
  { value: '2026-11-16T23:59:59Z', language: 'en', expected: '16 November 2026' },
] as const)('$value reads $expected in $language', ({ value, language, expected }) => {
  expect(formatDate(value, language)).toBe(expected);
});
