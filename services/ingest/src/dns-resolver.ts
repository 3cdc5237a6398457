/** The machine's DNS, as checks of senders ask it. */
import { promises } from 'node:dns';
import type { SenderResolver } from '@facteur/mail';

/** Two tries fit into the time that a check has. */
const TIMEOUT_MS = 2_000;
const TRIES = 2;

/** Asks the servers that the machine is configured with; rejects as Node does. */
export function dnsResolver(): SenderResolver {
  const dns = new promises.Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  return (domain, type) => dns.resolve(domain, type) as Promise<string[][] | string[]>;
}
