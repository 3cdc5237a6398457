/** Asking for a mail to the customer. Pure. */
import { type Draft, replyRequested } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { derivedId } from '@facteur/primitives';
import { asData } from './as-data.ts';
import { askAdvisor } from './ask-advisor.ts';
import type { Progress } from './progress.ts';
import { NO_ADDRESS } from './reasons.ts';
import { senderIn, senderOf } from './sender.ts';
import type { Addressee, CaseState, Customer, ReplyRequest, Understood } from './state.ts';

/** Whom an answer to `mail` goes to; undefined when the mail does not say. */
export function addresseeOf({ mail }: Understood): Addressee | undefined {
  const to = mail.replyTo ?? mail.from;
  const { mailbox, language, subject, messageId, references } = mail;
  return to && { mailbox, language, to, subject, references, ...(messageId ? { inReplyTo: messageId } : {}) };
}

/** Whom an answer to `mail` goes to in a case: the customer whom an advisor named, or whoever wrote. */
export function addresseeIn(state: Pick<CaseState, 'customer'>, mail: Understood): Addressee | undefined {
  const { customer } = state;
  const isTheirs = senderIn(state, mail).address === senderOf(mail).address;
  return customer === undefined || isTheirs ? addresseeOf(mail) : toCustomer(customer, mail.mail);
}

/** To somebody who never got the mails before: nothing is referred to. */
export function toCustomer(
  to: Customer,
  { mailbox, language, subject }: Pick<Addressee, 'mailbox' | 'language' | 'subject'>,
): Addressee {
  return { mailbox, language, to, subject, references: [] };
}

/** What a mail is to say, and what for. `name` tells replies of one case apart. */
export interface Reply extends Pick<ReplyRequest, 'purpose' | 'content' | 'cc' | 'bcc' | 'attachments'> {
  readonly name: readonly string[];
  /** Default: the bot. */
  readonly author?: ReplyRequest['author'];
}

/** Asks for a mail. Without an address an advisor is asked instead, and the case stays open. */
export function askReply(progress: Progress, addressee: Addressee | undefined, reply: Reply): void {
  const { subject: caseNumber } = progress.context;
  if (addressee === undefined) {
    progress.staysOpen = true;
    const reasons = [{ code: 'reply-undelivered', detail: NO_ADDRESS }] as const;
    return askAdvisor(progress, { kind: 'decision', step: 'reply', visit: 0, reasons });
  }
  const { name, author = { id: 'bot' }, ...said } = reply;
  const replyId = derivedId('reply', caseNumber, ...name);
  const { onWordOf } = progress.state;
  const asked = { replyId, ...addressee, ...said, author, ...(onWordOf === undefined ? {} : { onWordOf }) };
  progress.events.push(replyRequested.about(caseNumber, asked) as Draft);
}

/** Templates of a journey at its version. `dossier` is the case number. */
export function journeyContent(
  journey: Journey,
  caseNumber: string,
  templates: readonly string[],
  vars: Readonly<Record<string, unknown>>,
): ReplyRequest['content'] {
  const data = { ...asData(vars), dossier: caseNumber } as Extract<
    ReplyRequest['content'],
    { kind: 'journey' }
  >['data'];
  return { kind: 'journey', journey: journey.name, hash: journey.hash, templates: [...templates], data };
}
