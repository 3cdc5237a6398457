import { describe, expect, it } from '@jest/globals';
import type { JourneyMap, MapStep } from '../api/case-types.ts';
import { courseOf, leadOfOption, leadsOf, runOf } from './journey-course.ts';

const step = (id: string, next: MapStep['next'], kind: MapStep['kind'] = 'call'): MapStep => ({
  id,
  kind,
  title: { fr: id },
  acts: 'nothing',
  next,
});

const map: JourneyMap = {
  journey: 'renvoi',
  hash: 'h1',
  title: { fr: 'Renvoi' },
  collect: [{ name: 'commande', type: 'order-number', title: { fr: 'Commande' } }],
  steps: [
    step('trouver', [{ to: 'choisir' }]),
    step('choisir', [{ to: 'valider', when: 'a' }, { to: 'valider', when: 'b' }, { to: 'rembourser' }], 'decide'),
    step('valider', [{ to: 'renvoyer', option: 'accepter' }, { option: 'refuser' }], 'review'),
    step('renvoyer', [{ to: 'confirmer' }]),
    step('confirmer', [{}], 'reply'),
    step('rembourser', [{}], 'start'),
  ],
};

const changed = (at: string, trail: readonly string[], more: object = {}) => ({
  at,
  topic: 'case.changed',
  eventId: at,
  data: { change: 'stepped', journey: 'renvoi', journeyHash: 'h1', data: { trail }, ...more },
});

const standings = (state: string, timeline: readonly ReturnType<typeof changed>[], isClosed = false) => {
  const { steps } = courseOf(map, { journey: 'renvoi', state, before: [] }, timeline, isClosed);
  return Object.fromEntries(steps.map(({ step: { id }, standing }) => [id, standing]));
};

describe('a journey drawn', () => {
  it.each([
    {
      name: 'at a review: passed steps are done, its options come next, others are off the way',
      state: 'valider:review',
      trail: ['renvoi/collect', 'renvoi/trouver', 'renvoi/choisir#1', 'renvoi/valider'],
      expected: {
        trouver: 'done',
        choisir: 'done',
        valider: 'here',
        renvoyer: 'next',
        confirmer: 'later',
        rembourser: 'out',
      },
    },
    {
      name: 'while it gathers: the first step comes next, the rest later',
      state: 'collect:ask',
      trail: ['renvoi/collect'],
      expected: {
        trouver: 'next',
        choisir: 'later',
        valider: 'later',
        renvoyer: 'later',
        confirmer: 'later',
        rembourser: 'later',
      },
    },
    {
      name: 'in a state that is no step: it stands at the last one that it entered',
      state: 'handoff',
      trail: ['renvoi/trouver'],
      expected: {
        trouver: 'here',
        choisir: 'next',
        valider: 'later',
        renvoyer: 'later',
        confirmer: 'later',
        rembourser: 'later',
      },
    },
    {
      name: 'trails of another journey are none of it',
      state: 'trouver',
      trail: ['autre/choisir', 'renvoi/trouver'],
      expected: {
        trouver: 'here',
        choisir: 'next',
        valider: 'later',
        renvoyer: 'later',
        confirmer: 'later',
        rembourser: 'later',
      },
    },
  ])('$name', ({ state, trail, expected }) => {
    expect(standings(state, [changed('1', trail)])).toEqual(expected);
  });

  it('is over when the case is closed: nothing comes next', () => {
    const timeline = [changed('1', ['renvoi/trouver', 'renvoi/choisir', 'renvoi/rembourser'])];
    expect(standings('rembourser', timeline, true)).toMatchObject({
      rembourser: 'done',
      valider: 'out',
      confirmer: 'out',
    });
    expect(courseOf(map, { journey: 'renvoi', state: 'end', before: [] }, timeline)).toMatchObject({
      isOver: true,
      collecting: 'done',
    });
  });

  it('tells when a step was last entered', () => {
    const timeline = [changed('1', ['renvoi/trouver']), changed('2', ['renvoi/choisir', 'renvoi/trouver'])];
    const { steps } = courseOf(map, { journey: 'renvoi', state: 'trouver', before: [] }, timeline);
    expect(steps.map(({ at }) => at)).toEqual(['2', '2', undefined, undefined, undefined, undefined]);
  });
});

describe('the run of a case', () => {
  it('is the last one that the timeline tells of, with those before it', () => {
    const timeline = [
      changed('1', [], { journey: 'renvoi' }),
      changed('2', [], { journey: 'remboursement', journeyHash: 'h2', step: 'payer' }),
      { at: '3', topic: 'case.changed', eventId: '3', data: { change: 'suppressed' } },
    ];
    expect(runOf({ timeline })).toEqual({
      journey: 'remboursement',
      hash: 'h2',
      state: 'payer',
      before: ['renvoi'],
    });
  });

  it('is what the case says when the timeline tells of none', () => {
    expect(runOf({ timeline: [], journey: 'renvoi', step: 'valider' })).toEqual({
      journey: 'renvoi',
      state: 'valider',
      before: [],
    });
    expect(runOf({ timeline: [] })).toBeUndefined();
  });
});

describe('where steps and options lead', () => {
  it('the same place by several conditions is told once', () => {
    const [, choosing] = map.steps;
    expect(choosing && leadsOf(choosing).map(({ to }) => to)).toEqual(['valider', 'rembourser']);
  });

  it.each([
    { name: 'to a step', at: 'valider', option: 'accepter', expected: { to: 'renvoyer', option: 'accepter' } },
    { name: 'to the end', at: 'valider:review', option: 'refuser', expected: { option: 'refuser' } },
    { name: 'nowhere that is known', at: 'valider', option: 'autre', expected: undefined },
    { name: 'nowhere without a step', at: undefined, option: 'accepter', expected: undefined },
  ])('$name', ({ at, option, expected }) => {
    expect(leadOfOption(map, at, option)).toEqual(expected);
  });
});
