/** Whom an advisor's own mail goes to: whoever wrote last in the case, or whom an advisor named as its customer, or opened it for. Pure. */
import type { Mail } from '@facteur/contracts';
import type { CaseState, TimelineEntry } from '../case-view.ts';
import type { Addressee } from './writing.ts';

/** What of a case's view says whom to write to. */
type Known = Pick<CaseState, 'mailbox' | 'language' | 'subject' | 'named' | 'opened'>;

/** From a case's timeline; undefined when nothing says where answers go. */
export function addresseeIn(timeline: readonly TimelineEntry[], view: Known): Addressee | undefined {
  const { named } = view;
  const mails = mailsIn(timeline).filter(({ kind, side }) => kind === 'human' && side === undefined);
  const answered = mails.findLast(({ from, replyTo }) =>
    named === undefined ? (replyTo ?? from) !== undefined : isSame(from?.address, named.address),
  );
  const to = (answered && (answered.replyTo ?? answered.from)) ?? named ?? view.opened?.customer;
  if (!to) return undefined;
  // Somebody who never wrote gets a mail that answers none: they have not seen the others.
  if (!answered)
    return { mailbox: view.mailbox, language: languageOf(view), to, subject: view.subject, references: [] };
  const { mailbox, language, subject, messageId, references } = answered;
  return { mailbox, language, to, subject, references, ...(messageId === undefined ? {} : { inReplyTo: messageId }) };
}

/** The mails of a timeline, those of side conversations included. */
export function mailsIn(timeline: readonly TimelineEntry[]): Mail[] {
  return timeline.flatMap(({ topic, data }) => (topic === 'mail.received' ? [data as Mail] : []));
}

/** A case's language comes from an event, which has no other. */
export function languageOf({ language }: Pick<CaseState, 'language'>): Mail['language'] {
  return language as Mail['language'];
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
