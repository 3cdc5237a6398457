/** The API of people: who I am, who is there, adding and changing people. */
import { type Call, type Caller, giveSession, type Route, route } from '@facteur/http';
import { z } from 'zod';
import { callerOf, meOf, meSchema, refused } from './me.ts';
import type { People } from './people.ts';
import { newPersonSchema, ownFields, passwordSchema, personChangeSchema, personSchema } from './person.ts';
import { preferencesChangeSchema } from './preferences.ts';
import { answerFailure, networkOfCall } from './sign-in-answer.ts';

const personParam = z.object({ id: z.string().min(1).max(100) });

/** Routes of `/api/v1/me` and `/api/v1/people`. */
export function peopleRoutes(people: People): Route[] {
  return [...meRoutes(people), ...directoryRoutes(people), ...accessRoutes(people)];
}

function meRoutes(people: People): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/me',
      summary: 'Who is signed in, and what they set for themselves',
      role: 'reader',
      answer: meSchema,
      handle: (call) => meOf(people, callerOf(call), call.request),
    }),
    route({
      method: 'post',
      path: '/api/v1/me/settings',
      summary: 'Change any part of one’s own language and settings',
      role: 'reader',
      body: preferencesChangeSchema,
      answer: meSchema,
      handle: async (call) => {
        await people.preferences.change(callerOf(call).id, call.body);
        return meOf(people, callerOf(call), call.request);
      },
    }),
  ];
}

function directoryRoutes(people: People): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/people',
      summary: 'Everybody who works here, by name; inactive people too',
      role: 'reader',
      answer: z.object({ people: z.array(personSchema) }),
      handle: async () => ({ people: await people.list() }),
    }),
    route({
      method: 'post',
      path: '/api/v1/people',
      summary: 'Add somebody. The invitation is said this once, and is good for seven days',
      role: 'admin',
      body: newPersonSchema,
      answer: z.object({ person: personSchema, invitation: z.string() }),
      handle: ({ body }) => people.add(body),
    }),
    route({
      method: 'post',
      path: '/api/v1/people/:id',
      summary: 'Change somebody; of oneself, without being an administrator: name, languages, isAway',
      role: 'reader',
      params: personParam,
      body: personChangeSchema,
      answer: z.object({ person: personSchema }),
      handle: async (call) => {
        checkMayChange(callerOf(call), call.params.id, Object.keys(call.body));
        return { person: await people.change(call.params.id, call.body) };
      },
    }),
  ];
}

function accessRoutes(people: People): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/people/:id/invitation',
      summary: 'A new invitation, for a forgotten password too; an older one is void',
      role: 'admin',
      params: personParam,
      answer: z.object({ invitation: z.string() }),
      handle: async ({ params }) => ({ invitation: await people.invite(params.id) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/people/:id/password',
      summary:
        'Set a password: one’s own, with the `current` one, or anybody’s as administrator. Every session of the person ends',
      role: 'reader',
      params: personParam,
      body: z.strictObject({ password: passwordSchema, current: z.string().max(500).exactOptional() }),
      answer: z.object({ done: z.literal(true) }),
      handle: (call) => setPassword(people, call),
    }),
  ];
}

type PasswordCall = Call<{ id: string }, unknown, { password: string; current?: string }>;

async function setPassword(people: People, call: PasswordCall): Promise<{ done: true } | undefined> {
  const { params, body, response } = call;
  const caller = callerOf(call);
  const isOwn = caller.id === params.id;
  if (!isOwn && caller.role !== 'admin') throw refused();
  if (isOwn) {
    // A browser left open must not be enough to take the account over.
    const { email = '' } = (await people.find(caller.id)) ?? {};
    const checked = await people.signIn(email, body.current ?? '', networkOfCall(call));
    if (checked.outcome !== 'in') return answerFailure(call, checked.outcome);
  }
  await people.setPassword(params.id, body.password);
  if (isOwn) giveSession(response, await people.begin(params.id));
  return { done: true };
}

function checkMayChange(caller: Caller, id: string, fields: readonly string[]): void {
  if (caller.role === 'admin') return;
  if (caller.id !== id || fields.some((field) => !ownFields.includes(field))) throw refused();
}
