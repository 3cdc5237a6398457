import { describe, expect, it } from '@jest/globals';
import type { Person } from '../api/types.ts';
import { changesOfPerson } from './person-changes.ts';

const lea: Person = {
  id: 'lea',
  name: 'Léa',
  email: 'lea@x.example',
  role: 'advisor',
  teams: ['SAV'],
  skills: [],
  languages: ['fr'],
  isAway: false,
  isActive: true,
};

describe('what is told of a person who was edited', () => {
  it.each<{ name: string; change: Partial<Person>; told: object }>([
    { name: 'is nothing where nothing differs', change: { teams: ['SAV'] }, told: {} },
    { name: 'is what differs alone', change: { role: 'supervisor' }, told: { role: 'supervisor' } },
    { name: 'is a list as a whole', change: { teams: ['SAV', 'Nord'] }, told: { teams: ['SAV', 'Nord'] } },
    { name: 'is that somebody left', change: { isActive: false }, told: { isActive: false } },
    { name: 'is never whether they are away', change: { isAway: true }, told: {} },
  ])('$name', ({ change, told }) => {
    expect(changesOfPerson(lea, { ...lea, ...change })).toEqual(told);
  });
});
