/** What an SMTP server made of a mail, and what that means for it. Pure. */
import { domainToASCII } from 'node:url';
import { AppError, messageOf } from '@facteur/primitives';
import { recipientsOf } from './compose-mime.ts';
import type { OutgoingMail, Refusal } from './mail-out.ts';

/** What nodemailer's errors carry. */
export interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly SmtpFailure[];
}

/** What came of a mail: `rejectedErrors` when some recipients were refused, `failure` when nobody got it. */
export interface SmtpOutcome {
  readonly rejectedErrors?: readonly SmtpFailure[];
  readonly failure?: SmtpFailure;
}

/** An address as envelopes have it: the domain in ASCII and lower case. */
export function envelopeAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${(domainToASCII(domain) || domain).toLowerCase()}`;
}

/** Addresses of everyone who is to get `mail`, each once, but for those who have it. */
export function openRecipients(mail: OutgoingMail, taken: ReadonlySet<string>): string[] {
  const all = recipientsOf(mail).map(({ address }) => envelopeAddress(address));
  return [...new Set(all)].filter((address) => !taken.has(address));
}

/** Who has the mail after an attempt, and who was refused in it. */
export interface Attempt {
  readonly taken: ReadonlySet<string>;
  readonly refused: readonly SmtpFailure[];
}

/** @throws AppError when nobody got it for a reason that is not the recipients' */
export function attemptOf(tried: readonly string[], before: ReadonlySet<string>, outcome: SmtpOutcome): Attempt {
  const { failure, rejectedErrors = failure?.rejectedErrors } = outcome;
  if (failure !== undefined && rejectedErrors === undefined) throw sendFailure(failure, { recipients: tried.length });
  const refused = rejectedErrors ?? [];
  const names = new Set(refused.map(({ recipient = '' }) => envelopeAddress(recipient)));
  return { taken: new Set([...before, ...tried.filter((address) => !names.has(address))]), refused };
}

/**
 * Who did not get the mail, while others did.
 * @throws AppError `SMTP_UNREACHABLE` (later) while a To address may still be accepted, `SMTP_REFUSED` (never) when none will be
 */
export function refusalsOf({ to }: OutgoingMail, { taken, refused }: Attempt): Refusal[] {
  const named = to.map(({ address }) => envelopeAddress(address));
  const unreached = refused.filter(({ recipient = '' }) => named.includes(envelopeAddress(recipient)));
  const counts = { refused: unreached.length, recipients: taken.size + refused.length };
  // A refused copy is no reason to send the customer the same mail again.
  const later = unreached.find(({ responseCode = 0 }) => responseCode < 500);
  if (later !== undefined) throw sendFailure(later, counts);
  const [first] = unreached;
  if (first !== undefined && !named.some((address) => taken.has(address))) throw sendFailure(first, counts);
  return refused.map((failure) => ({ address: failure.recipient ?? '', reply: replyOf(failure) }));
}

/**
 * A 5xx to the recipient or the content is this mail's fault and final. Everything else, a refused sign-in or greeting
 * included, is the connection's: the mail waits until an operator has mended it.
 */
function sendFailure(error: SmtpFailure, counts: Record<string, number>): AppError {
  const { code = '', responseCode = 0 } = error;
  const status = statusOf(error);
  const details = { ...counts, reply: responseCode, ...(status !== undefined && { status }), cause: error };
  if (responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE'))
    return new AppError('SMTP_REFUSED', `The SMTP server refused the mail: ${replyOf(error)}${whyOf(error)}`, details);
  return new AppError('SMTP_UNREACHABLE', messageFor(error), { ...details, retry: 'later' });
}

/** In words that tell an operator which setting to look at. */
function messageFor(error: SmtpFailure): string {
  const { code = '', responseCode = 0 } = error;
  // Without an answer it is the connection's: what went wrong, in words that name hosts at most.
  const reason = responseCode > 0 ? replyOf(error) : `${messageOf(error)}${code && `, ${code}`}`;
  if (code === 'EAUTH')
    return `The SMTP server refused the sign-in (${reason}): check user and password in FACTEUR_SMTP_URL`;
  if (code === 'ETLS')
    return `No encrypted connection to the SMTP server (${reason}): FACTEUR_SMTP_URL may require STARTTLS that it does not offer, or its certificate is not trusted`;
  return `The SMTP server did not take the mail: ${reason}`;
}

function replyOf(error: SmtpFailure): string {
  return `${error.responseCode ?? ''} ${statusOf(error) ?? ''}`.trim();
}

/** What RFC 3463 calls too long for the system, or for the recipient. */
const TOO_LARGE: ReadonlySet<string | undefined> = new Set(['5.3.4', '5.2.3']);

/** The refusal that whoever wrote the mail can do something about: fewer files. */
function whyOf(error: SmtpFailure): string {
  return TOO_LARGE.has(statusOf(error)) ? ' (the mail is larger than it takes)' : '';
}

function statusOf({ response = '' }: SmtpFailure): string | undefined {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
}
