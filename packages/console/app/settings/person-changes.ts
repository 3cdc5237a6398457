/** What to tell the server of a person that was edited: what differs, and nothing else. Pure. */
import type { Person } from '../api/types.ts';

type Changes = Partial<Omit<Person, 'id'>>;
const FIELDS = ['name', 'email', 'role', 'teams', 'skills', 'languages', 'isActive'] as const;

/** Absent members stay as they are, so that two administrators who edit different fields do not undo each other. */
export function changesOfPerson(before: Person, after: Person): Changes {
  const changed = FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}
