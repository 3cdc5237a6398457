/** Where a request comes from, as browsers say: by Sec-Fetch-Site, older ones by Origin. */
import type { Request } from 'express';

/** True when one of our own pages sends it, or when it only reads: what a cookie may be believed for. */
export function isOurPage(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  return saidOrigin(request) === 'ours';
}

/** True when a browser says that another site sends it. Programs say nothing, and are believed. */
export function comesFromElsewhere(request: Request): boolean {
  return saidOrigin(request) === 'other';
}

function saidOrigin(request: Request): 'ours' | 'other' | 'unsaid' {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'ours' : 'other';
  const origin = request.get('origin');
  if (origin === undefined) return 'unsaid';
  // Behind a proxy that is believed, the name that the browser knows.
  return URL.canParse(origin) && new URL(origin).host === request.host ? 'ours' : 'other';
}
