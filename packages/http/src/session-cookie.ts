/** The cookie of whoever is signed in: read by us alone, sent by our own pages alone. */
import type { Request, Response } from 'express';

/** Its name. */
export const SESSION_COOKIE = 'facteur_session';

/** A session that was opened: what the cookie holds, and for how long a browser keeps it (ms; absent: until it is closed). */
export interface OpenSession {
  readonly value: string;
  readonly maxAgeMs?: number;
}

/** The cookie's value as it was sent: it is compared, never decoded. */
export function sessionOf(request: Request): string | undefined {
  return new RegExp(`(?:^|;)\\s*${SESSION_COOKIE}=([^;]+)`).exec(request.get('cookie') ?? '')?.[1]?.trim();
}

/** Signs the browser in. `Secure` when the request came over TLS, so that trying out over plain HTTP works. */
export function giveSession(response: Response, { value, maxAgeMs }: OpenSession): void {
  response.cookie(SESSION_COOKIE, value, {
    ...attributesOf(response),
    ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }),
  });
}

/** Signs the browser out. */
export function endSession(response: Response): void {
  response.clearCookie(SESSION_COOKIE, attributesOf(response));
}

function attributesOf({ req }: Response) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: req.secure } as const;
}
