import { describe, expect, it } from '@jest/globals';
import { type Colleague, chooseAdvisor } from './choose-advisor.ts';

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
    lastAssignedMs?: Record<string, number>;
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
      lastAssignedMs: { lea: 2_000, paul: 1_000 },
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
  ])('$name', ({ people, loads = {}, previous = [], lastAssignedMs = {}, language = 'fr', expected }) => {
    expect(chooseAdvisor({ ...CASE, language }, people, loads, { previous, lastAssignedMs })).toBe(expected);
  });
});
