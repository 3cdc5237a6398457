/** Which hosts a connector may talk to. */
import { isIP } from 'node:net';
import { AppError } from '@facteur/primitives';
import { isPrivateAddress } from './addresses.ts';

/** Hosts as listed: `api.example.com`, `10.0.0.5`, `localhost:8080` (that port only). */
export interface HostList {
  /** True for a host that is listed, with this port or any. */
  has(url: URL): boolean;
  /** True for a host that is listed with whatever port. */
  hasHost(host: string): boolean;
}

export function hostList(entries: readonly string[]): HostList {
  const listed = entries.map((entry) => entry.toLowerCase());
  const hosts = new Set(listed.map((entry) => bare(entry)));
  return {
    has: (url) => listed.includes(bare(url.hostname)) || listed.includes(url.host) || listed.includes(url.hostname),
    hasHost: (host) => hosts.has(bare(host.toLowerCase())),
  };
}

/** Without brackets and port. */
function bare(host: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(host)?.[1];
  if (bracketed !== undefined) return bracketed;
  return isIP(host) === 6 ? host : host.replace(/:\d+$/, '');
}

/**
 * The URL, when a connector may talk to it. `isNamed`: an operator wrote this URL, so its host need not be listed too, unless its address
 * is private.
 * @throws AppError `CONFIG_INVALID`, with a remedy; its text never holds the URL's credentials
 */
export function checkUrl(text: string, what: string, allow: HostList, isNamed: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw invalid(`${what} is no URL that begins with https:// or http://`);
  if (url.username !== '' || url.password !== '')
    throw invalid(
      `${what} at ${url.host} holds a user or a password. Name them under \`credentials\`, by env: or file:`,
    );
  if (allow.has(url)) return url;
  if (!isNamed) throw invalid(`${what} is at ${url.host}, which is not listed. Add it to \`allow\`, or give \`url\``);
  const host = bare(url.hostname);
  if (/(?:^|\.)localhost$/.test(host) || (isIP(host) !== 0 && isPrivateAddress(host)))
    throw invalid(`${what} is at the private address ${url.host}. Add it to \`allow\` if that is meant`);
  return url;
}

/**
 * Anybody on the way reads what plain HTTP carries.
 * @throws AppError `CONFIG_INVALID` when secrets would go to `url` in the clear, unless its host is listed
 */
export function checkSecrecy(url: URL, what: string, allow: HostList): void {
  if (url.protocol === 'https:' || allow.has(url)) return;
  throw invalid(
    `${what} would get credentials in the clear, at ${url.host}. Use https://, or add the host to \`allow\``,
  );
}

function invalid(message: string): AppError {
  return new AppError('CONFIG_INVALID', message);
}
