/** Who sent a mail, and what proves it. Pure. */
import type { Mail } from '@facteur/contracts';
import type { AuthenticationResult, ReadMail, SenderVerification } from '@facteur/mail';
import type { IngestMailbox } from './config.ts';

/** What proves the sender, and what was found out for that. */
export interface Proof {
  readonly proof: Mail['proof'];
  readonly authentication?: Mail['authentication'];
}

/** Whether the address came by this machine's own loopback. */
export function isLoopback(remoteAddress: string): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
}

/** Whether this mailbox wants the sender of `mail` checked: it has no own server that says who it is. */
export function wantsCheck(mail: ReadMail, mailbox: IngestMailbox): boolean {
  return (mailbox.verify ?? mailbox.trust !== 'local') && toldByOwnServer(mail, mailbox) === undefined;
}

/**
 * `authenticated`: an own mail server says, or a check found, that the mail is from the domain in From (RFC 7489, RFC 8601).
 * `local`: handed over by this machine to a mailbox that believes it, and nobody says otherwise.
 */
export function proofOf(mail: ReadMail, mailbox: IngestMailbox, isLocal: boolean, checked?: SenderVerification): Proof {
  const told = toldByOwnServer(mail, mailbox);
  const result = told ?? (wantsCheck(mail, mailbox) ? checked : undefined);
  const authentication = result && { authentication: wordsOf(result, told ? 'header' : 'check') };
  const domain = domainOf(mail.from?.address ?? '');
  // Two From fields: what was authenticated may not be what is read (RFC 7489 §6.6.1).
  const isNobody = domain === '' || mail.problems.some(({ code }) => code === 'no-sender');
  if (isNobody) return { proof: 'none', ...authentication };
  if (result && proves(result, domain)) return { proof: 'authenticated', ...authentication };
  const isDoubted = told !== undefined || result?.dmarc === 'fail';
  const isBelieved = !isDoubted && isLocal && mailbox.trust === 'local';
  return { proof: isBelieved ? 'local' : 'none', ...authentication };
}

/** The topmost result of an own server: it removes such headers from strangers. */
function toldByOwnServer(mail: ReadMail, mailbox: IngestMailbox): AuthenticationResult | undefined {
  const own = mailbox['authentication-servers'] ?? [];
  return mail.authentication.find(({ authservId }) => own.includes(authservId));
}

function wordsOf(result: AuthenticationResult | SenderVerification, by: 'header' | 'check'): Mail['authentication'] {
  const { spf = 'none', dkim = 'none', dmarc = 'none' } = result;
  return { by, spf, dkim, dmarc, ...('arc' in result ? { arc: result.arc } : {}) };
}

/** Where the domain has no DMARC record, an SPF or DKIM result for that very domain says the same. */
function proves({ dmarc = 'none', dmarcDomain, spf, spfDomain, dkimDomains }: AuthenticationResult, domain: string) {
  if (dmarc === 'pass')
    return dmarcDomain === undefined || domain === dmarcDomain || domain.endsWith(`.${dmarcDomain}`);
  return dmarc === 'none' && (dkimDomains.includes(domain) || (spf === 'pass' && spfDomain === domain));
}

function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '';
}
