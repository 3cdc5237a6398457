/** The sign-in form and the page of an invitation: HTML that needs no script. */
import {
  type Call,
  comesFromElsewhere,
  giveSession,
  type InvitationPage,
  invitationPage,
  localPath,
  type PageLanguage,
  pageLanguageOf,
  type Route,
  route,
  signInPage,
} from '@facteur/http';
import { isAppError } from '@facteur/primitives';
import { z } from 'zod';
import type { People } from './people.ts';
import { passwordSchema } from './person.ts';
import { networkOfCall } from './sign-in-answer.ts';

const FORM = { type: 'application/x-www-form-urlencoded', maxBytes: 16 * 1024 };
const invitationParam = z.object({ token: z.string().max(100) });

type AnyCall = Pick<Call<unknown, unknown, Buffer>, 'request' | 'response' | 'body'>;

/** `POST /sign-in`, `GET` and `POST /invitation/:token`. `GET /sign-in` is every application's own. */
export function signInForms(people: People): Route[] {
  return [signInForm(people), shownInvitation(people), invitationForm(people)];
}

function signInForm(people: People): Route {
  return route({
    method: 'post',
    path: '/sign-in',
    summary: 'Sign in by the form',
    role: 'public',
    undocumented: true,
    raw: FORM,
    handle: async (call) => {
      const { email = '', password = '', to, lang } = formOf(call);
      const language = languageOf(call, lang);
      const path = localPath(to);
      if (comesFromElsewhere(call.request)) return page(call, 403, signInPage(language));
      const result = await people.signIn(email.slice(0, 254), password.slice(0, 500), networkOfCall(call));
      if (result.outcome !== 'in') {
        const status = result.outcome === 'wrong' ? 401 : 429;
        return page(call, status, signInPage(language, { to: path, email, problem: result.outcome }));
      }
      giveSession(call.response, result.session);
      call.response.redirect(303, path ?? '/');
      return undefined;
    },
  });
}

function shownInvitation(people: People): Route {
  return route({
    method: 'get',
    path: '/invitation/:token',
    summary: 'Choose a password',
    role: 'public',
    undocumented: true,
    params: invitationParam,
    handle: async (call) => showInvitation(people, call, call.params.token),
  });
}

function invitationForm(people: People): Route {
  return route({
    method: 'post',
    path: '/invitation/:token',
    summary: 'Choose a password by the form',
    role: 'public',
    undocumented: true,
    params: invitationParam,
    raw: FORM,
    handle: async (call) => {
      const { token } = call.params;
      const { password = '', again = '', lang } = formOf(call);
      const problem =
        password !== again ? 'different' : passwordSchema.safeParse(password).success ? undefined : 'too-short';
      if (problem || comesFromElsewhere(call.request)) return showInvitation(people, call, token, problem, lang);
      const accepted = await people.accept(token, password).catch(unlessUsed);
      if (!accepted) return showInvitation(people, call, '', undefined, lang);
      giveSession(call.response, accepted.session);
      call.response.redirect(303, '/');
      return undefined;
    },
  });
}

/** Somebody was quicker with the same link: for whoever comes late it is used. */
function unlessUsed(error: unknown): undefined {
  if (!isAppError(error, 'CONFLICT')) throw error;
}

async function showInvitation(
  people: People,
  call: Pick<AnyCall, 'request' | 'response'>,
  token: string,
  problem?: InvitationPage['problem'],
  lang?: string,
): Promise<undefined> {
  const person = await people.invited(token);
  const shown = person ? { token, name: person.name, problem } : {};
  return page(call, person ? (problem ? 400 : 200) : 404, invitationPage(languageOf(call, lang), shown));
}

function page({ response }: Pick<AnyCall, 'response'>, status: number, html: string): undefined {
  response.status(status).set('Vary', 'Accept-Language').type('text/html; charset=utf-8').send(html);
}

/** The form says in which language it was. */
function languageOf({ request }: Pick<AnyCall, 'request'>, said: string | undefined): PageLanguage {
  return said === 'fr' || said === 'en' ? said : pageLanguageOf(request);
}

/** The fields of a form; none when the request had no body. */
function formOf({ body }: Pick<AnyCall, 'body'>): Readonly<Record<string, string | undefined>> {
  return Buffer.isBuffer(body) ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : {};
}
