/** Whom an advisor's own mail goes to: whoever wrote last in the case. Pure. */
import type { Mail } from '@facteur/contracts';
import type { TimelineEntry } from '../case-view.ts';
import type { Addressee } from './writing.ts';

/** From a case's timeline; undefined when no mail of a person says where answers go. */
export function addresseeIn(timeline: readonly TimelineEntry[]): Addressee | undefined {
  const mails = timeline.flatMap(({ topic, data }) => (topic === 'mail.received' ? [data as Mail] : []));
  const answered = mails.findLast(({ kind, from, replyTo }) => kind === 'human' && (replyTo ?? from) !== undefined);
  const to = answered && (answered.replyTo ?? answered.from);
  if (!answered || !to) return undefined;
  const { mailbox, language, subject, messageId, references } = answered;
  return { mailbox, language, to, subject, references, ...(messageId === undefined ? {} : { inReplyTo: messageId }) };
}
