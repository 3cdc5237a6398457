/** Who may call: a bearer token, or the same token in a cookie set by the sign-in link. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Role } from './route.ts';

/** Compares in constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const COOKIE = 'facteur_session';

/** Decides about requests. */
export interface SignIn {
  /** True when the caller may use routes of `role`. */
  allows(request: Request, role: Role): boolean;
  /** Answers `/sign-in?token=…`: sets the cookie and goes to the first page, or says no. */
  signIn(request: Request, response: Response): void;
}

/** One token with the admin role; a cookie-borne call that changes something must come from our own pages. */
export function tokenSignIn(adminToken: string): SignIn {
  // As it stands in the cookie: what a browser sends is compared, never decoded.
  const inCookie = encodeURIComponent(adminToken);
  return {
    allows(request, role) {
      if (role === 'public') return true;
      const bearer = /^Bearer +(.+)$/i.exec(request.get('authorization') ?? '')?.[1];
      if (bearer !== undefined) return isSame(bearer.trim(), adminToken);
      const cookie = new RegExp(`(?:^|;)\\s*${COOKIE}=([^;]+)`).exec(request.get('cookie') ?? '')?.[1];
      return cookie !== undefined && isSame(cookie.trim(), inCookie) && isOurPage(request);
    },
    signIn(request, response) {
      const token = typeof request.query.token === 'string' ? request.query.token : '';
      if (!isSame(token, adminToken)) {
        response
          .status(403)
          .type('text/plain; charset=utf-8')
          .send('Ce lien n’est plus valable. Relancez « facteur start » pour en obtenir un autre.\n');
        return;
      }
      response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/' }).redirect(303, '/');
    },
  };
}

/** Reading is safe; for the rest, browsers say where a request comes from: by Sec-Fetch-Site, older ones by Origin. */
function isOurPage(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.get('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
}
