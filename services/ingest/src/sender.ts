/** Who sent a mail, and what proves it. Pure. */
import type { ReadMail } from '@facteur/mail';
import type { IngestMailbox } from './config.ts';

/** Whether the address came by this machine's own loopback. */
export function isLoopback(remoteAddress: string): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
}

/**
 * `authenticated`: a mail server that we trust says that DMARC passed for the sender's domain (RFC 8601, RFC 7489).
 * `local`: handed over by this machine to a mailbox that believes it, and no trusted server says otherwise.
 */
export function proofOf(mail: ReadMail, mailbox: IngestMailbox, isLocal: boolean): 'authenticated' | 'local' | 'none' {
  const domain = domainOf(mail.from?.address ?? '');
  // Two From fields: what was authenticated may not be what is read (RFC 7489 §6.6.1).
  if (domain === '' || mail.problems.some(({ code }) => code === 'no-sender')) return 'none';
  const [first] = mail.authentication.filter(({ authservId }) => isTrusted(authservId, mailbox));
  if (first) return first.dmarc === 'pass' && (first.dmarcDomain ?? domain) === domain ? 'authenticated' : 'none';
  return isLocal && mailbox.trust === 'local' ? 'local' : 'none';
}

function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '';
}

function isTrusted(authservId: string, mailbox: IngestMailbox): boolean {
  const own = domainOf(mailbox.address);
  const trusted = mailbox['authentication-servers'];
  return trusted ? trusted.includes(authservId) : authservId === own || authservId.endsWith(`.${own}`);
}
