import { describe, expect, it } from '@jest/globals';
import { readTest } from './read-test.ts';

const KNOWN = {
  operations: new Set(['boutique.order', 'comptabilite.refund']),
  templates: new Set(['confirmation', 'relance']),
  journeys: new Set(['remboursement']),
  variables: new Set(['commande', 'motif']),
};

const RIGHT = `test: un essai
given:
  boutique.order: { output: { number: CMD-1 } }
conversation:
  - customer: Bonjour
    documents: [{ name: a.jpg, type: image/jpeg }]
  - expect: { calls: [boutique.order], reply: confirmation, close: resolved }
`;

function faults(text: string): string[] {
  const { problems } = readTest('tests/x.yaml', text, KNOWN);
  return problems.map(
    ({ line, column, code, message, hint }) => `${line}:${column} ${code} ${message.fr} — ${hint?.fr}`,
  );
}

describe('reading a test', () => {
  it('gives its lines, its answers and its places', () => {
    const { test, problems } = readTest('tests/x.yaml', RIGHT, KNOWN);
    expect(problems).toEqual([]);
    expect(test).toMatchObject({
      name: 'un essai',
      language: 'fr',
      follow: false,
      startsAtMs: Date.UTC(2026, 10, 16, 9),
      lines: [
        { at: { line: 5, column: 5 }, action: { type: 'customer', text: 'Bonjour', subject: '' } },
        {
          expect: {
            calls: [{ operation: 'boutique.order' }],
            reply: ['confirmation'],
            review: [],
            close: ['resolved'],
          },
        },
      ],
    });
    expect(test?.lines[1]?.placeOf('reply')).toEqual({ line: 7, column: 40 });
    expect(test?.lines[1]?.placeOf('review')).toEqual({ line: 7, column: 5 });
  });

  it('reads an action and what is expected of it in one line, and every form of answers', () => {
    const text = `test: x
follow: true
today: 2026-12-24
given:
  boutique.order: [{ error: unavailable }, { output: 1 }]
  comptabilite.refund:
    - { when: { order: A }, output: 1 }
    - { error: refused }
conversation:
  - event: colis-livre
    data: { le: 2026-12-24 }
    expect: { calls: [{ comptabilite.refund: { amount: "49,90 €" } }] }
  - advisor: accepter
    data: { commande: A }
  - after: 3d
`;
    const { test } = readTest('tests/x.yaml', text, KNOWN);
    expect(test?.given.get('boutique.order')?.kind).toBe('queue');
    expect(test?.given.get('comptabilite.refund')).toEqual({
      kind: 'rows',
      rows: [{ when: { order: 'A' }, answer: { output: 1 } }, { answer: { error: 'refused' } }],
    });
    expect(test?.lines.map(({ action }) => action)).toEqual([
      { type: 'event', name: 'colis-livre', data: { le: '2026-12-24' } },
      { type: 'advisor', option: 'accepter', data: { commande: 'A' } },
      { type: 'after', ms: 3 * 86_400_000 },
    ]);
    expect(test?.lines[0]?.expect?.calls).toEqual([{ operation: 'comptabilite.refund', input: { amount: '49,90 €' } }]);
  });

  it.each([
    {
      name: 'an unknown key at the top',
      change: ['given:', 'givn:'],
      fault: '2:1 unknown-key mot-clé inconnu « givn » — vouliez-vous écrire « given » ?',
    },
    {
      name: 'an unknown key in a line',
      change: ['documents', 'document'],
      fault: '6:5 unknown-key mot-clé inconnu « document » — vouliez-vous écrire « documents » ?',
    },
    {
      name: 'an unknown kind of line',
      change: ['- customer', '- custmer'],
      fault:
        '5:5 wrong-value ici il faut une ligne « customer », « advisor », « after », « event » ou « expect » — vouliez-vous écrire « customer » ?',
    },
    {
      name: 'an unknown key of an expectation',
      change: ['reply:', 'replie:'],
      fault: '7:40 unknown-key mot-clé inconnu « replie » — vouliez-vous écrire « reply » ?',
    },
    {
      name: 'a missing name',
      change: ['test: un essai\n', ''],
      fault: '1:1 missing-key il manque « test » — attendu : un texte',
    },
    {
      name: 'an answer that is both',
      change: ['{ output:', '{ error: x, output:'],
      fault: '3:19 wrong-value ici il faut « output: … » ou « error: … », l’un des deux — undefined',
    },
    {
      name: 'a wrong duration',
      change: ['customer: Bonjour\n    documents: [{ name: a.jpg, type: image/jpeg }]', 'after: 3 jours'],
      fault: '5:12 wrong-value ici il faut une durée comme 30m, 4h, 3d ou 2w — undefined',
    },
    {
      name: 'an operation that the journey does not call',
      change: ['  boutique.order', '  boutique.ordre'],
      fault:
        '3:3 unknown-operation ce parcours n’appelle pas « boutique.ordre » — vouliez-vous écrire « boutique.order » ?',
    },
    {
      name: 'an expected call that does not exist',
      change: ['[boutique.order]', '[boutique.orde]'],
      fault:
        '7:23 unknown-operation ce parcours n’appelle pas « boutique.orde » — vouliez-vous écrire « boutique.order » ?',
    },
    {
      name: 'a template that does not exist',
      change: ['reply: confirmation', 'reply: [relance, confirmatio]'],
      fault: '7:57 missing-template il n’y a pas de modèle « confirmatio » — vouliez-vous écrire « confirmation » ?',
    },
    {
      name: 'a journey that is not begun',
      change: ['close: resolved', 'start: rembourser'],
      fault: '7:68 unknown-journey ce parcours ne commence pas « rembourser » — possibles : remboursement',
    },
    {
      name: 'a datum that the journey does not know',
      change: ['close: resolved', 'data: { comande: CMD-1 }'],
      fault: '7:69 unset-variable ce parcours ne connaît pas « comande » — vouliez-vous écrire « commande » ?',
    },
    {
      name: 'a test that expects nothing',
      change: ['  - expect: { calls: [boutique.order], reply: confirmation, close: resolved }\n', ''],
      fault: '4:1 missing-key cet essai n’attend rien — ajoutez une ligne « - expect: … »',
    },
    { name: 'bad YAML', change: ['- expect', '-\texpect: {'], fault: expect.stringContaining('yaml-syntax') },
  ])('tells $name at its place', ({ change: [from = '', to = ''], fault }) => {
    expect(RIGHT).toContain(from);
    expect(faults(RIGHT.replace(from, to))[0]).toEqual(fault);
  });
});
