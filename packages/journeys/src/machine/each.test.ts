import { describe, expect, it } from '@jest/globals';
import type { JourneyInput } from '../machine/run.ts';
import { step } from '../step.ts';
import { done, failed, reviewed, run } from '../testing/inputs.ts';
import { smallJourney, smallProblems, template } from '../testing/small-journey.ts';

const TEXT = `collect:
  commande: { type: order-number, ask: demande }
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order }
  - lignes:
      each:
        of: order.lines
        as: ligne
        do:
          - trier:
              decide:
                - { when: ligne.price > eur(100), go: valider }
                - { when: ligne.price > eur(50), go: suivant }
                - { otherwise: rembourser }
          - valider: { review: { queue: compta, show: [ligne], options: { oui: rembourser, non: suivant } } }
          - rembourser:
              call: comptabilite.refund
              with: { order: ligne.sku, amount: ligne.price }
              once-per: ligne.sku
              save: refund
              on: { refused: perdu, already-done: suivant }
          - dire: { reply: rembourse }
  - fin: { close: resolved }
  - perdu: { handoff: sav, show: [order] }
`;
const texts = { 'templates/rembourse.fr.md': template('{{ ligne.sku }} {{ refund.amount | money }}') };
const journey = smallJourney(TEXT, texts);
const start: JourneyInput = { type: 'start', data: { 'order-number': ['CMD-1'] }, documents: [] };
const line = (sku: string, minor: number) => ({ sku, price: { minor, currency: 'EUR' } });
const order = (...lines: unknown[]) => done('retrouver', { number: 'CMD-1', lines });
const refunded = (visit: number) => done('rembourser', { amount: { minor: 1, currency: 'EUR' } }, visit);

describe('each', () => {
  it('does its steps for one item after the other', () => {
    const two = [start, order(line('A', 1_000), line('B', 2_000))];
    expect(run(journey, ...two)).toMatchObject({
      trail: [
        { step: 'lignes', visit: 1, item: 1 },
        { step: 'trier', visit: 1, row: 3 },
        { step: 'rembourser', visit: 1 },
      ],
      effects: [{ type: 'call', visit: 1, oncePer: 'A', input: { order: 'A' } }],
    });
    expect(run(journey, ...two, refunded(1)).effects).toMatchObject([
      { type: 'reply', visit: 1, data: { ligne: { sku: 'A' } } },
      { type: 'call', visit: 2, oncePer: 'B' },
    ]);
    const last = run(journey, ...two, refunded(1), refunded(2));
    expect(last.effects).toMatchObject([{ type: 'reply', visit: 2, data: { ligne: { sku: 'B' } } }, { type: 'close' }]);
    expect(last.trail).toContainEqual({ step: 'lignes', visit: 3 });
  });

  it.each([
    { name: 'nothing for an empty list', lines: [], effects: ['close'] },
    { name: 'the next item where the author says so', lines: [line('A', 6_000)], effects: ['close'] },
    { name: 'a review of one item', lines: [line('A', 6_000), line('B', 20_000)], effects: ['review'] },
  ])('does $name', ({ lines, effects }) => {
    expect(run(journey, start, order(...lines)).effects.map(({ type }) => type)).toEqual(effects);
  });

  it('unsets what was set inside before the next item and after the last', () => {
    const second = run(journey, start, order(line('A', 1), line('B', 20_000)), refunded(1));
    expect(Object.keys(second.snapshot.context.vars)).toEqual(['facts', 'commande', 'order', 'ligne']);
    const { snapshot } = step(journey, second.snapshot, reviewed('valider', 'non'));
    expect(Object.keys(snapshot.context.vars)).toEqual(['facts', 'commande', 'order']);
    expect(snapshot.context.each).toBeUndefined();
  });

  it('unsets it when a step inside leads out', () => {
    const out = run(journey, start, order(line('A', 1), line('B', 2)), failed('refused', 1, 'rembourser'));
    expect(out.snapshot).toMatchObject({ value: 'perdu' });
    expect(Object.keys(out.snapshot.context.vars)).toEqual(['facts', 'commande', 'order']);
    expect(out.snapshot.context.each).toBeUndefined();
  });

  it('goes on with the list as it was, and tells the item of a step in doubt', () => {
    const doubt = run(journey, start, order(line('A', 1), { sku: 'B' }), refunded(1));
    expect(doubt.effects.at(-1)).toMatchObject({
      type: 'review',
      step: 'trier',
      options: ['valider', 'suivant', 'rembourser', 'confier', 'clore'],
    });
    expect(step(journey, doubt.snapshot, reviewed('trier', 'suivant', 2)).done).toBe(true);
  });

  it.each([
    { name: 'no list', answer: { number: 'CMD-1' }, reason: 'rule-undecided' },
    { name: 'something else', answer: { lines: 'A, B' }, reason: 'rule-undecided' },
    { name: 'a hole in the list', answer: { lines: [null] }, reason: 'rule-undecided' },
    {
      name: 'too many items',
      answer: { lines: Array.from({ length: 101 }, () => line('A', 1)) },
      reason: 'loop-suspected',
    },
  ])('asks a human about $name', ({ answer, reason }) => {
    expect(run(journey, start, done('retrouver', answer)).effects).toMatchObject([
      { type: 'review', step: 'lignes', reason, options: ['réessayer', 'confier', 'clore'] },
    ]);
  });

  it('takes a hundred items', () => {
    const lines = Array.from({ length: 100 }, (_, index) => line(`A${index}`, 1));
    const inputs = lines.map((_, index) => refunded(index + 1));
    const { done: ended, trail } = run(journey, start, order(...lines), ...inputs);
    expect(ended).toBe(true);
    expect(trail).toContainEqual({ step: 'dire', visit: 100 });
  });

  it.each([
    [
      'an each inside another',
      'dire: { reply: rembourse }',
      'dire: { each: { of: order.lines, as: x, do: [] } }',
      '22:57 wrong-value',
    ],
    [
      'an each inside another that is right',
      'dire: { reply: rembourse }',
      'dire: { each: { of: order.lines, as: x, do: [{ y: { reply: rembourse } }] } }',
      '22:21 nested-each',
    ],
    ['a key that is the same for all', 'once-per: ligne.sku', 'once-per: order.number', '19:25 once-per-item'],
    ['something saved under a name that is taken', 'save: refund', 'save: order', '20:21 duplicate-name'],
    ['an unknown list', 'of: order.lines', 'of: ordre.lines', '7:13 unset-variable'],
    ['an unknown step inside', 'non: suivant', 'non: suivent', '15:97 unknown-step'],
    [
      'the next item outside',
      '- perdu: { handoff: sav, show: [order] }',
      '- perdu: { reply: adieu, go: suivant }',
      '24:32 unknown-step',
    ],
    ['a step that is named twice', '- dire:', '- perdu:', '22:13 duplicate-name'],
    ['an unknown word', 'as: ligne', 'az: ligne', '8:9 unknown-key'],
    ['no steps', 'of: order.lines', 'of: order.lines\n        go: fin', '8:9 unknown-key'],
  ])('tells %s', (_, from, to, expected) => {
    expect(TEXT).toContain(from);
    expect(smallProblems(TEXT.replace(from, to), texts).join(' ')).toBe(expected);
  });

  it('tells a name that is taken', () => {
    expect(smallProblems(TEXT.replace(/ligne\b/g, 'commande'), texts)).toEqual(['8:13 duplicate-name']);
  });

  it('tells a jump into it', () => {
    const after = TEXT.replace('- fin: { close: resolved }', '- fin: { reply: demande, go: dire }');
    expect(smallProblems(after, texts)).toEqual(['23:32 jump-into-each']);
  });

  it('tells what is read after it', () => {
    const after = TEXT.replace('- fin: { close: resolved }', '- fin: { reply: rembourse, close: resolved }');
    expect(smallProblems(after, texts)).toEqual([
      'templates/rembourse.fr.md:4:4 unset-variable',
      'templates/rembourse.fr.md:4:20 unset-variable',
    ]);
  });
});
