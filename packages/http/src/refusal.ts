/** What those are told who may not: strangers and people with too low a role, in a page or a problem document, in their language. */
import type { Request, Response } from 'express';
import type { CallerRole } from './caller.ts';
import { sendProblem } from './problem.ts';
import { localPath, pageLanguageOf, prefersPage } from './request-page.ts';
import { notAllowedPage, signInPage } from './sign-in-page.ts';

const NOT_SIGNED_IN = {
  fr: 'Connectez-vous, ouvrez le lien affiché au démarrage, ou envoyez le jeton : Authorization: Bearer …',
  en: 'Sign in, open the link printed at start, or send the token: Authorization: Bearer …',
} as const;

const ROLE_NAMES: Readonly<Record<CallerRole, { readonly fr: string; readonly en: string }>> = {
  reader: { fr: 'lecteur', en: 'reader' },
  advisor: { fr: 'conseiller', en: 'advisor' },
  author: { fr: 'auteur', en: 'author' },
  supervisor: { fr: 'superviseur', en: 'supervisor' },
  admin: { fr: 'administrateur', en: 'administrator' },
};

/** 401: nobody is signed in. A browser gets the form, and comes back to where it wanted to go. */
export function refuseStranger(request: Request, response: Response): void {
  const language = begin(request, response);
  response.status(401).set('WWW-Authenticate', 'Bearer realm="facteur"');
  if (prefersPage(request)) {
    const to = request.method === 'GET' ? localPath(request.originalUrl) : undefined;
    response.type('text/html; charset=utf-8').send(signInPage(language, { to }));
    return;
  }
  sendProblem(response, {
    type: 'urn:facteur:problem:not_signed_in',
    title: 'not signed in',
    status: 401,
    detail: NOT_SIGNED_IN[language],
    code: 'NOT_ALLOWED',
  });
}

/** 403: the role is too low; says which is needed. */
export function refuseRole(request: Request, response: Response, needed: CallerRole): void {
  const language = begin(request, response);
  const name = ROLE_NAMES[needed][language];
  if (prefersPage(request)) {
    response.status(403).type('text/html; charset=utf-8').send(notAllowedPage(language, name));
    return;
  }
  const detail = { fr: `Il faut le rôle « ${name} ».`, en: `This takes the role “${name}”.` }[language];
  sendProblem(response, { status: 403, code: 'NOT_ALLOWED', detail });
}

function begin(request: Request, response: Response) {
  response.set('Vary', 'Accept, Accept-Language');
  return pageLanguageOf(request);
}
