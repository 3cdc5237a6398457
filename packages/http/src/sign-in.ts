/** Who calls: a bearer token, the same token in a cookie set by the sign-in link, or a person's session in that cookie. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { ADMINISTRATOR, type Caller } from './caller.ts';
import { isOurPage } from './origin.ts';
import { localPath, pageLanguageOf } from './request-page.ts';
import { giveSession, type OpenSession, sessionOf } from './session-cookie.ts';
import { signInPage } from './sign-in-page.ts';

/** Decides about requests. */
export interface SignIn {
  /** Whoever is signed in. @throws what keeps it from being known, such as AppError `STORE_UNAVAILABLE` */
  identify(request: Request): Promise<Caller | undefined>;
  /** Answers `GET /sign-in`: the form; with `?token=…`, sets the cookie and goes to the first page, or says no. */
  signIn(request: Request, response: Response): Promise<void>;
}

/** Sessions of people, beside the administrator's token. */
export interface Sessions {
  /** Whose session `value` is; undefined when it is none, has ended or was revoked. */
  identify(value: string): Promise<Caller | undefined>;
  /** A session by a sign-in link's token; undefined when that opens nothing. */
  openLink(token: string): Promise<OpenSession | undefined>;
}

/** One token with the admin role, and people's sessions; a cookie-borne call that changes something must come from our own pages. */
export function tokenSignIn(adminToken: string, people?: Sessions): SignIn {
  const inCookie = encodeURIComponent(adminToken);
  return {
    async identify(request) {
      const bearer = /^Bearer +(.+)$/i.exec(request.get('authorization') ?? '')?.[1];
      if (bearer !== undefined) return isSame(bearer.trim(), adminToken) ? ADMINISTRATOR : undefined;
      const session = sessionOf(request);
      if (session === undefined || !isOurPage(request)) return undefined;
      return isSame(session, inCookie) ? ADMINISTRATOR : people?.identify(session);
    },
    async signIn(request, response) {
      const { token } = request.query;
      if (token === undefined) return showForm(request, response);
      const session = await sessionFor(typeof token === 'string' ? token : '');
      if (session === undefined) return refuseLink(response);
      giveSession(response, session);
      response.redirect(303, '/');
    },
  };

  async function sessionFor(token: string): Promise<OpenSession | undefined> {
    return isSame(token, adminToken) ? { value: token } : people?.openLink(token);
  }
}

/** Compares in constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function showForm(request: Request, response: Response): void {
  const page = signInPage(pageLanguageOf(request), { to: localPath(request.query.to) });
  response.set('Vary', 'Accept-Language').type('text/html; charset=utf-8').send(page);
}

function refuseLink(response: Response): void {
  response
    .status(403)
    .type('text/plain; charset=utf-8')
    .send('Ce lien n’est plus valable. Relancez « facteur start » pour en obtenir un autre.\n');
}
