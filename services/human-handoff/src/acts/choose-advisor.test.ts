import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { advisorsBefore, type Colleague, chooseAdvisor, type OtherCase } from './choose-advisor.ts';

const person = (id: string, changes: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  role: 'advisor',
  teams: [],
  skills: [],
  languages: ['fr'],
  isAway: false,
  isActive: true,
  ...changes,
});

const CASE = { language: 'fr', skills: ['comptabilite', 'remboursement'] };
const LEA = person('lea');
const PAUL = person('paul');

describe('who gets a case', () => {
  it.each<{
    name: string;
    people: Colleague[];
    loads?: Record<string, number>;
    previous?: string[];
    lastTurn?: Record<string, number>;
    language?: string;
    expected: string | undefined;
  }>([
    { name: 'is nobody when nobody is there', people: [], expected: undefined },
    {
      name: 'is never someone who is away, gone, or only reads',
      people: [person('a', { isAway: true }), person('b', { isActive: false }), person('c', { role: 'reader' })],
      expected: undefined,
    },
    { name: 'is whoever has least to do', people: [LEA, PAUL], loads: { lea: 3, paul: 2 }, expected: 'paul' },
    {
      name: 'takes turns when all have the same',
      people: [LEA, PAUL],
      lastTurn: { lea: 2, paul: 1 },
      expected: 'paul',
    },
    { name: 'is the same one every time when nothing tells people apart', people: [PAUL, LEA], expected: 'lea' },
    {
      name: 'speaks the customer’s language, however busy',
      people: [LEA, person('emma', { languages: ['fr', 'en'] })],
      loads: { emma: 50 },
      language: 'en',
      expected: 'emma',
    },
    {
      name: 'speaks any language when none is told',
      people: [LEA, person('emma', { languages: [] })],
      language: 'nl',
      expected: 'emma',
    },
    { name: 'is somebody all the same when nobody speaks it', people: [LEA], language: 'nl', expected: 'lea' },
    {
      name: 'knows the matter',
      people: [LEA, person('noe', { skills: ['remboursement'] })],
      loads: { noe: 9 },
      expected: 'noe',
    },
    {
      name: 'is of the team that the queue is named after',
      people: [LEA, person('noe', { teams: ['comptabilite'] })],
      loads: { noe: 9 },
      expected: 'noe',
    },
    {
      name: 'puts language before skill',
      people: [person('noe', { skills: ['remboursement'] }), person('emma', { languages: ['en'] })],
      language: 'en',
      expected: 'emma',
    },
    {
      name: 'is whoever dealt with it last',
      people: [LEA, PAUL],
      loads: { lea: 0, paul: 10 },
      previous: ['paul', 'lea'],
      expected: 'paul',
    },
    {
      name: 'is another one when that person has far more to do',
      people: [LEA, PAUL],
      loads: { lea: 0, paul: 11 },
      previous: ['paul'],
      expected: 'lea',
    },
    {
      name: 'is another one when that person is away',
      people: [LEA, person('paul', { isAway: true })],
      previous: ['paul'],
      expected: 'lea',
    },
  ])('$name', ({ people, loads = {}, previous = [], lastTurn = {}, language = 'fr', expected }) => {
    expect(chooseAdvisor({ ...CASE, language }, people, loads, { previous, lastTurn })).toBe(expected);
  });
});

describe('taking turns', () => {
  it('gives everyone one case before anybody gets two, as long as loads stay equal', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 200; round += 1) {
      const people = Array.from({ length: 1 + Math.floor(random.next() * 9) }, (_, n) => person(`p${n}`));
      const loads = Object.fromEntries(people.map(({ id }) => [id, 4]));
      const lastTurn: Record<string, number> = {};
      const given = new Map(people.map(({ id }) => [id, 0]));
      for (let turn = 1; turn <= people.length * 3; turn += 1) {
        const chosen = chooseAdvisor(CASE, people, loads, { previous: [], lastTurn }) ?? '';
        lastTurn[chosen] = turn;
        given.set(chosen, (given.get(chosen) ?? 0) + 1);
        const counts = [...given.values()];
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('who knows a customer', () => {
  const other = (changes: Partial<OtherCase>): OtherCase => ({
    ...{ isOver: true, updatedAt: '2026-01-05T09:00:00Z', decisions: [] },
    ...changes,
  });
  const by = (id: string, day: number) => ({ by: id, at: `2026-01-0${day}T09:00:00Z` });

  it.each<{ name: string; own?: string[]; others: OtherCase[]; expected: string[] }>([
    { name: 'is nobody at first', others: [], expected: [] },
    {
      name: 'is first who has another open case of theirs',
      own: ['lea'],
      others: [other({ decisions: [by('noe', 9)] }), other({ isOver: false, holder: 'paul' })],
      expected: ['paul', 'lea', 'noe'],
    },
    {
      name: 'is then who decided last, in whichever case',
      others: [
        other({ decisions: [by('lea', 1), by('paul', 3)] }),
        other({ decisions: [by('noe', 2)] }),
        other({ isOver: false, decisions: [by('emma', 4)] }),
      ],
      expected: ['emma', 'paul', 'noe', 'lea'],
    },
    {
      name: 'is who had a case in which nobody decided',
      others: [
        other({ holder: 'lea' }),
        other({ holder: 'sam', decisions: [by('paul', 6)] }),
        other({ holder: 'noe', updatedAt: '2026-01-07T09:00:00Z' }),
      ],
      expected: ['noe', 'paul', 'lea'],
    },
    {
      name: 'is named once',
      own: ['lea', 'paul'],
      others: [other({ isOver: false, holder: 'lea', decisions: [by('paul', 1)] })],
      expected: ['lea', 'paul'],
    },
  ])('$name', ({ own = [], others, expected }) => {
    expect(advisorsBefore(own, others)).toEqual(expected);
  });
});
