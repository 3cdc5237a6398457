import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../problem.ts';
import { type StaticType, typeOfOutputs } from './static-type.ts';
import { checkTemplateTypes } from './template-types.ts';

const ENVIRONMENT = new Map<string, StaticType>([
  ['motif', { kind: 'text', of: ['perdu', 'abîmé'] }],
  ['photo', { kind: 'list' }],
  [
    'order',
    typeOfOutputs({
      number: 'text',
      total: 'money',
      sentOn: 'date',
      status: { of: ['shipped'] },
      lines: 'list',
      refunded: 'boolean',
    }),
  ],
]);

function problemsOf(body: string): string[] {
  const problems: Problem[] = [];
  checkTemplateTypes('templates/a.fr.md', `---\nsubject: x\n---\n${body}`, ENVIRONMENT, problems);
  return problems.map(({ line, column, message }) => `${line}:${column} ${message.en}`);
}

describe('a template', () => {
  it.each([
    '{{ order.number }} {{- order.total | money -}} {{ order.sentOn | date }}',
    '{{ photo[0].name }} {{ facts.name }} {{ inconnu | money }} {{ order.lines | size }}',
    '{% if order.status == "shipped" and order.refunded %}oui{% elsif motif != \'perdu\' %}non{% endif %}',
    '{% for order in facts.orders %}{{ order.anything | money }}{% endfor %}',
    '{% assign motif = "x" %}{% if motif == "x" %}{{ motif }}{% endif %}',
    '{% if order.number.size > 3 and photo.size > 0 %}long{% endif %}',
    'Des accolades { comme ceci } ne gênent pas.',
    '{{ "order.totl" }} {% if facts.x == "order.totl" %}x{% endif %}',
  ])('may say « %s »', (body) => {
    expect(problemsOf(body)).toEqual([]);
  });

  it.each([
    ['Vu : {{ order.totl }}', '4:15 "order" has no "totl"'],
    ['\n\n{{order.number.x}}', '6:16 "order.number" is a text: there is no "x" in it'],
    ['{{ order.total }}', '4:4 "order.total" is an amount of money; expected here: a text'],
    ['{{ order.lines }}', '4:4 "order.lines" is a list; expected here: a text'],
    ['{{ order }}', '4:4 "order" is a record; expected here: a text'],
    ['{{ order.number | money }}', '4:4 "order.number" is a text; expected here: an amount of money'],
    ['{{ order.total | date }}', '4:4 "order.total" is an amount of money; expected here: a date'],
    ['{% if order.totl %}x{% endif %}', '4:13 "order" has no "totl"'],
    ['{% for l in order.line %}x{% endfor %}', '4:19 "order" has no "line"'],
    ['{% if motif == "perdus" %}x{% endif %}', '4:16 "motif" is never "perdus"'],
    ["{% if order.status != 'sent' %}x{% endif %}", '4:23 "order.status" is never "sent"'],
    ['{% if order.total > 150 %}x{% endif %}', '4:21 "order.total" is an amount of money; expected here: a number'],
    ['{% if order.number > 3 %}x{% endif %}', '4:22 "order.number" is a text; expected here: a number'],
    ['{{ order.number | upcase, {{ order.number }}', '4:1 these braces are not closed'],
    ['Commande { order.number }', '4:10 two braces are needed on each side'],
  ])('may not say « %s »', (body, expected) => {
    expect(problemsOf(body)).toEqual([expected]);
  });
});
