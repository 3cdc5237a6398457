/** Who is signed in, as the console needs to know. */
import { type Call, type Caller, pageLanguageOf } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import type { People } from './people.ts';
import { personSchema } from './person.ts';
import { preferencesSchema } from './preferences.ts';

/** Whoever asks, and what they set for themselves. */
export const meSchema = preferencesSchema.extend({
  ...personSchema.pick({ id: true, name: true, role: true, teams: true }).shape,
  email: personSchema.shape.email.exactOptional().describe('Absent with the administrator’s token'),
  isDemo: z.boolean().describe('Whether the demo company is there to try things out on'),
});

/** What is said of `caller`; until they chose a language, the one that their browser asks for. */
export async function meOf(
  people: Pick<People, 'find' | 'preferences' | 'isDemo'>,
  { id, name, role }: Caller,
  request: Call<unknown, unknown, unknown>['request'],
): Promise<z.infer<typeof meSchema>> {
  const person = await people.find(id);
  return {
    ...{ id, name, role },
    ...(person ? { email: person.email } : {}),
    teams: person?.teams ?? [],
    isDemo: people.isDemo,
    ...(await people.preferences.get(id, pageLanguageOf(request))),
  };
}

/** Whoever is signed in: routes above `public` always have one. */
export function callerOf({ caller }: Pick<Call<unknown, unknown, unknown>, 'caller'>): Caller {
  if (caller === undefined) throw refused();
  return caller;
}

/** Not for this caller. */
export function refused(): AppError {
  return new AppError('NOT_ALLOWED', 'Seul un administrateur peut faire cela');
}
