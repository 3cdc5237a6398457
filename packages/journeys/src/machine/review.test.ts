import { describe, expect, it } from '@jest/globals';
import type { JourneyInput } from '../machine/run.ts';
import { step } from '../step.ts';
import { reviewed, run, timer } from '../testing/inputs.ts';
import { smallJourney, smallProblems } from '../testing/small-journey.ts';

const TEXT = `collect:
  commande: { type: order-number, ask: demande }
  motif: { type: choice, of: [perdu, abîmé], ask: demande-motif }
  montant: { type: money, ask: demande-montant, valid: montant <= eur(150), invalid: trop }
steps:
  - valider:
      review:
        queue: compta
        show: [commande]
        edit: [motif, montant]
        within: 4h
        late: escalader
        options: { accepter: fin }
  - fin: { close: resolved }
  - escalader: { handoff: direction }
`;
const journey = smallJourney(TEXT);
const money = (minor: number) => ({ montant: { minor, currency: 'EUR' } });
const start: JourneyInput = {
  type: 'start',
  data: { 'order-number': ['CMD-1'], money: [money(100).montant] },
  documents: [],
  text: 'perdu',
};
const decide = (data: object) => step(journey, run(journey, start).snapshot, reviewed('valider', 'accepter', 1, data));

describe('a review that lets an advisor edit', () => {
  it('says what may be edited, and what it holds now', () => {
    expect(run(journey, start).effects).toEqual([
      {
        type: 'review',
        step: 'valider',
        visit: 1,
        queue: 'compta',
        reason: 'step-review',
        show: [{ name: 'commande', value: 'CMD-1' }],
        options: ['accepter'],
        withinMs: 4 * 3_600_000,
        edit: [
          { name: 'motif', type: 'choice', choices: ['perdu', 'abîmé'], value: 'perdu' },
          { name: 'montant', type: 'money', value: { minor: 100, currency: 'EUR' } },
        ],
      },
      { type: 'timer', name: 'valider-1:late', afterMs: 4 * 3_600_000 },
    ]);
  });

  it('goes on with what was corrected', () => {
    const { snapshot, effects } = decide({ motif: 'abîmé', ...money(200) });
    expect(snapshot.context.vars).toMatchObject({ motif: 'abîmé', ...money(200), commande: 'CMD-1' });
    expect(effects).toEqual([
      { type: 'cancel-timer', name: 'valider-1:late' },
      { type: 'close', outcome: 'resolved' },
    ]);
  });

  it.each([
    { name: 'another datum', data: { commande: 'CMD-9' } },
    { name: 'something unknown', data: { order: {} } },
    { name: 'a value that does not fit', data: { motif: 'volé' } },
    { name: 'a value that breaks its rule', data: money(20_000) },
    { name: 'a value in doubt', data: { montant: { minor: 1, currency: 'USD' } } },
    { name: 'a right value beside a wrong one', data: { motif: 'abîmé', ...money(20_000) } },
  ])('refuses $name', ({ data }) => {
    expect(decide(data)).toMatchObject({ accepted: false, effects: [] });
  });
});

describe('a review that may come too late', () => {
  it('goes on by itself once its time is over', () => {
    expect(run(journey, start, timer('valider-1:late')).effects).toMatchObject([
      { type: 'review', step: 'escalader', queue: 'direction' },
    ]);
  });

  it('no longer takes a decision then', () => {
    const late = run(journey, start, timer('valider-1:late'));
    expect(step(journey, late.snapshot, reviewed('valider', 'accepter')).accepted).toBe(false);
  });

  it('stays open when the author said nothing', () => {
    const open = smallJourney(TEXT.replace(/ {8}late.*\n/, '').replace(/ {2}- escalader.*\n/, ''));
    expect(run(open, start).effects.map(({ type }) => type)).toEqual(['review']);
    expect(run(open, start, timer('valider-1:late')).accepted).toBe(false);
  });

  it.each([
    ['an unknown datum', '[motif, montant]', '[motif, montnat]', '10:23 unknown-field'],
    ['no time to be late after', '        within: 4h\n', '', '7:7 missing-key'],
    ['an unknown step', 'late: escalader', 'late: escalade', '12:15 unknown-step'],
    ['an unknown word', 'edit:', 'edti:', '10:9 unknown-key'],
  ])('tells %s', (_, from, to, expected) => {
    expect(smallProblems(TEXT.replace(from, to)).join(' ')).toBe(expected);
  });

  it('is no human who bounds a loop', () => {
    const loop = `steps:
  - valider: { review: { queue: a, within: 1h, late: valider, options: { oui: fin } } }
  - fin: { close: resolved }
`;
    expect(smallProblems(loop)).toEqual(['2:5 endless-loop']);
    expect(smallProblems(loop.replace('late: valider, options: {', 'options: { encore: valider,'))).toEqual([]);
  });
});
