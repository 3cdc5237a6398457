/** Signing in and out, and accepting an invitation, by the API. The pages are in `sign-in-forms.ts`. */
import {
  type Call,
  type Caller,
  comesFromElsewhere,
  endSession,
  giveSession,
  type Route,
  route,
  sessionOf,
} from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import { meOf, meSchema } from './me.ts';
import type { People } from './people.ts';
import { type Person, passwordSchema } from './person.ts';
import { answerFailure, networkOfCall } from './sign-in-answer.ts';
import { signInForms } from './sign-in-forms.ts';

const answer = z.object({ me: meSchema });

/** `POST /api/v1/sign-in`, `/api/v1/sign-out`, `/api/v1/invitations/:token`, and the forms. */
export function signInRoutes(people: People): Route[] {
  return [signInRoute(people), signOutRoute(people), invitationRoute(people), ...signInForms(people)];
}

function signInRoute(people: People): Route {
  return route({
    method: 'post',
    path: '/api/v1/sign-in',
    summary: 'Sign in; sets the session’s cookie. Five failures a minute for an address or a network: 429',
    role: 'public',
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(500) }),
    answer,
    handle: async (call) => {
      checkOrigin(call);
      const { email, password } = call.body;
      const result = await people.signIn(email, password, networkOfCall(call));
      if (result.outcome !== 'in') return answerFailure(call, result.outcome);
      giveSession(call.response, result.session);
      return { me: await meOf(people, callerFrom(result.person), call.request) };
    },
  });
}

function signOutRoute(people: People): Route {
  return route({
    method: 'post',
    path: '/api/v1/sign-out',
    summary: 'Sign out: the session ends, the cookie goes',
    role: 'reader',
    answer: z.object({ done: z.literal(true) }),
    handle: async ({ request, response }) => {
      const session = sessionOf(request);
      if (session !== undefined) await people.signOut(session);
      endSession(response);
      return { done: true };
    },
  });
}

function invitationRoute(people: People): Route {
  return route({
    method: 'post',
    path: '/api/v1/invitations/:token',
    summary: 'Accept an invitation: choose a password, and be signed in',
    role: 'public',
    params: z.object({ token: z.string().max(100) }),
    body: z.strictObject({ password: passwordSchema }),
    answer,
    handle: async (call) => {
      checkOrigin(call);
      const accepted = await people.accept(call.params.token, call.body.password);
      if (!accepted) throw new AppError('NOT_FOUND', 'Cette invitation a déjà servi, ou n’est plus valable');
      giveSession(call.response, accepted.session);
      return { me: await meOf(people, callerFrom(accepted.person), call.request) };
    },
  });
}

function callerFrom({ id, name, role }: Person): Caller {
  return { id, name, role };
}

/** Another site must not sign somebody in as someone else. */
function checkOrigin({ request }: Pick<Call<unknown, unknown, unknown>, 'request'>): void {
  if (comesFromElsewhere(request)) throw new AppError('NOT_ALLOWED', 'Cette demande vient d’un autre site');
}
