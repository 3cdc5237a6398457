import { describe, expect, it } from '@jest/globals';
import { advisorOf } from './advisor.ts';

describe('whoever acts', () => {
  const lea = { id: 'p1', name: 'Léa Martin', role: 'advisor' } as const;
  const admin = { id: 'admin', name: 'Administrateur', role: 'admin' } as const;

  it.each([
    {
      name: 'a person, whatever the request says',
      caller: lea,
      named: { id: 'karim' },
      is: { id: 'p1', name: 'Léa Martin' },
    },
    {
      name: 'a person who administers, too',
      caller: { ...lea, role: 'admin' as const },
      named: { id: 'karim' },
      is: { id: 'p1', name: 'Léa Martin' },
    },
    { name: 'whom the administrator’s token names', caller: admin, named: { id: 'karim' }, is: { id: 'karim' } },
    { name: 'the administrator who names nobody', caller: admin, named: undefined, is: { id: 'admin' } },
  ])('is $name', ({ caller, named, is }) => {
    expect(advisorOf(caller, named)).toEqual(is);
  });
});
