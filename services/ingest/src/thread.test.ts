import { describe, expect, it } from '@jest/globals';
import { type Candidate, chooseCase } from './thread.ts';

const candidate = (caseNumber: string, by: Candidate['by'], isParticipant: boolean): Candidate => ({
  caseNumber,
  by,
  isParticipant,
});

describe('chooseCase', () => {
  it.each([
    { name: 'opens a case for a mail that points nowhere', candidates: [], join: undefined, claims: [] },
    {
      name: 'joins the thread of someone who takes part',
      candidates: [candidate('A', 'thread', true)],
      join: 'A',
      claims: [],
    },
    {
      name: 'joins by a number of someone who takes part',
      candidates: [candidate('A', 'number', true)],
      join: 'A',
      claims: [],
    },
    {
      name: 'does not let a stranger in by a number',
      candidates: [candidate('A', 'number', false)],
      join: undefined,
      claims: ['A'],
    },
    {
      name: 'does not let a stranger in by a quoted thread',
      candidates: [candidate('A', 'thread', false)],
      join: undefined,
      claims: ['A'],
    },
    {
      name: 'lets anyone in who carries the signed address',
      candidates: [candidate('A', 'signed', false)],
      join: 'A',
      claims: [],
    },
    {
      name: 'believes the number before the thread',
      candidates: [candidate('A', 'thread', true), candidate('B', 'number', true)],
      join: 'B',
      claims: [],
    },
    {
      name: 'falls back on the thread when the number is a stranger’s',
      candidates: [candidate('A', 'thread', true), candidate('B', 'number', false)],
      join: 'A',
      claims: ['B'],
    },
  ])('$name', ({ candidates, join, claims }) => {
    const decision = chooseCase(candidates);
    expect(decision.join).toBe(join);
    expect(decision.claims).toEqual(claims);
  });

  it('absorbs a second case of the same thread and person', () => {
    const decision = chooseCase([candidate('A', 'thread', true), candidate('B', 'thread', true)]);
    expect(decision).toMatchObject({ join: 'A', absorbs: ['B'] });
  });

  it('never absorbs a case that the person only named by number', () => {
    expect(chooseCase([candidate('A', 'number', true), candidate('B', 'number', true)])).toMatchObject({
      join: 'A',
      absorbs: [],
    });
  });

  it('joins a case without mails only when there is no other, as its first mail', () => {
    const unwritten = candidate('A', 'claimed', true);
    expect(chooseCase([unwritten])).toMatchObject({ join: 'A', right: 'new' });
    expect(chooseCase([unwritten, candidate('B', 'thread', true)])).toMatchObject({ join: 'B', absorbs: [] });
  });

  it('absorbs nothing for someone who only carries the signed address', () => {
    const own = candidate('B', 'thread', true);
    expect(chooseCase([candidate('A', 'signed', false), own])).toMatchObject({ join: 'A', absorbs: [] });
    const both = [candidate('A', 'signed', false), candidate('A', 'thread', true), own];
    expect(chooseCase(both)).toMatchObject({ join: 'A', right: 'signed-address', absorbs: ['B'] });
  });

  it.each([
    { name: 'a case and a part of it', kin: ['A', 'A'], absorbs: [] },
    { name: 'two parts of one case', kin: ['Z', 'Z'], absorbs: [] },
    { name: 'parts of two cases', kin: ['Y', 'Z'], absorbs: ['B'] },
  ])('makes $name one only where no advisor split them', ({ kin: [one = '', two = ''], absorbs }) => {
    const both = [
      { ...candidate('A', 'thread', true), kin: ['A', one] },
      { ...candidate('B', 'thread', true), kin: ['B', two] },
    ];
    expect(chooseCase(both)).toMatchObject({ join: 'A', absorbs });
  });
});
