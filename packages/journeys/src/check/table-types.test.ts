import { describe, expect, it } from '@jest/globals';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { checkJourneys } from './check-journeys.ts';

const JOURNEY = `journey: essai
title: { fr: Essai }
intent: essai
risk: 1%
collect:
  commande: { type: order-number, ask: demande }
  motif: { type: choice, of: [perdu, abîmé], ask: demande }
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order }
  - choisir: { decide: { table: choix.csv } }
  - fin: { close: fini }
`;

/** The problems of a journey that decides by this table. */
function problemsOf(table: string): string[] {
  const files = {
    'journey.yaml': JOURNEY,
    'choix.csv': table,
    'examples.fr.txt': 'Bonjour\n',
    'templates/demande.fr.md': '---\nsubject: a\n---\nb\n',
  };
  return checkJourneys([{ folder: 'essai', files }], DEMO_CATALOGUE).problems.map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${message.en}`,
  );
}

describe('a decision table', () => {
  it('of right types has no problem', () => {
    const rows = [
      '> eur(150);"perdu";-;fin',
      '[eur(1)..eur(9)];not("abîmé");"""shipped"", ""delivered""";fin',
      '-;-;-;fin',
    ];
    expect(problemsOf(`order.total;motif;order.status;go\n${rows.join('\n')}\n`)).toEqual([]);
  });

  it.each([
    ['an unknown member', 'order.totl;go\n> eur(1);fin\n-;fin', '1:7 "order" has no "totl"'],
    ['a number for an amount', 'order.total;go\n> 150;fin\n-;fin', '2:3 "order.total" is an amount of money'],
    ['a word that is no choice', 'motif;go\n"abime";fin\n-;fin', '2:2 "motif" is never "abime"'],
    [
      'a word that is no choice, in a list',
      'motif;go\n"""perdu"", ""volé""";fin\n-;fin',
      '2:14 "motif" is never "volé"',
    ],
    ['a negated word that is none', 'motif;go\nnot("volé");fin\n-;fin', '2:5 "motif" is never "volé"'],
  ])('with %s is told at its cell', (_, table, expected) => {
    expect(problemsOf(table)).toEqual([expect.stringContaining(`essai/choix.csv:${expected}`)]);
  });
});
