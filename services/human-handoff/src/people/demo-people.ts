/**
 * The people of the demo company. They have no password: while the demo runs on the loopback, the start prints a link for each, good
 * until the process ends, as the administrator's own link is. No page offers them, so that neither another user of the machine nor a
 * web page that reaches the loopback can be one of them; and without the demo they do not exist.
 */
import { isAppError, type Random } from '@facteur/primitives';
import type { DemoLinks } from './people.ts';
import type { PersonRecord, PersonStore } from './person-store.ts';
import { newToken } from './sessions.ts';

const NOBODY_ELSE = { skills: [], isAway: false, isActive: true, isDemo: true, invitation: undefined };

/** At the demo company's own addresses: nobody is ever written to. */
const DEMO_PEOPLE: readonly Omit<PersonRecord, 'id' | 'epoch'>[] = [
  {
    name: 'Léa Martin',
    email: 'lea.martin@boutique.example',
    role: 'advisor',
    teams: ['sav'],
    languages: ['fr', 'en'],
    ...NOBODY_ELSE,
  },
  {
    name: 'Karim Benali',
    email: 'karim.benali@boutique.example',
    role: 'supervisor',
    teams: ['sav'],
    languages: ['fr'],
    ...NOBODY_ELSE,
  },
  {
    name: 'Sophie Laurent',
    email: 'sophie.laurent@boutique.example',
    role: 'author',
    teams: [],
    languages: ['fr', 'en'],
    ...NOBODY_ELSE,
  },
];

/** Links by token, in this process's memory alone. */
export function openDemoLinks(people: PersonStore, random: Random) {
  const byToken = new Map<string, string>();
  return {
    async links(): Promise<DemoLinks> {
      const links: DemoLinks[number][] = [];
      for (const wanted of DEMO_PEOPLE) {
        const { id, name, role } = await ensure(people, wanted);
        const token = newToken(random);
        byToken.set(token, id);
        links.push({ name, role, token });
      }
      return links;
    },
    async open(token: string): Promise<PersonRecord | undefined> {
      const id = byToken.get(token);
      const person = id === undefined ? undefined : await people.get(id);
      return person?.isActive ? person : undefined;
    },
  };
}

async function ensure(people: PersonStore, wanted: (typeof DEMO_PEOPLE)[number]): Promise<PersonRecord> {
  const there = await people.byEmail(wanted.email);
  if (there) return there;
  try {
    return await people.add(wanted);
  } catch (error) {
    // Another process of the same demo was quicker.
    const theirs = isAppError(error, 'CONFLICT') ? await people.byEmail(wanted.email) : undefined;
    if (theirs) return theirs;
    throw error;
  }
}
