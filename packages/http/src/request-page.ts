/** What a request says about the page to show: its language, and where to go afterwards. */
import type { Request } from 'express';

/** Languages in which strangers are spoken to. */
export type PageLanguage = 'fr' | 'en';

/** What `?lang=` asks for, else the best of Accept-Language, else French. */
export function pageLanguageOf(request: Request): PageLanguage {
  const asked = request.query.lang;
  if (asked === 'fr' || asked === 'en') return asked;
  return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

/** Browsers ask for HTML by name; programs that take anything get JSON. */
export function prefersPage(request: Request): boolean {
  return request.accepts('application/problem+json', 'application/json', 'text/html') === 'text/html';
}

/**
 * `text` when it is a path of ours that a browser can be sent to, else undefined: `//host` and `/\host` lead elsewhere.
 * The sign-in page itself is none: it would come back for ever.
 */
export function localPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 2_000) return undefined;
  const isLocal = /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && !text.includes('\\');
  return isLocal && !/^\/(?:sign-in|invitation|api)(?:[/?]|$)/.test(text) ? text : undefined;
}
