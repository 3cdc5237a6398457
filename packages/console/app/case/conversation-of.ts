/** What was exchanged, oldest first: mails with what was understood of them, and replies that left. Pure. */
import type { Case, Mail, MailRequest, Sent } from '../api/types.ts';

export type Exchange =
  | { readonly kind: 'mail'; readonly at: string; readonly mail: Mail; readonly requests: readonly MailRequest[] }
  | { readonly kind: 'sent'; readonly at: string; readonly sent: Sent };

export function conversationOf({ timeline }: Pick<Case, 'timeline'>): readonly Exchange[] {
  const requests = new Map<string, readonly MailRequest[]>();
  for (const { topic, data } of timeline) {
    if (topic !== 'mail.understood') continue;
    const understood = data as { mailId: string; requests: readonly MailRequest[] };
    requests.set(understood.mailId, understood.requests);
  }
  return timeline.flatMap(({ topic, at, data }): Exchange[] => {
    if (topic === 'mail.received') {
      const mail = data as Mail;
      return [{ kind: 'mail', at, mail, requests: requests.get(mail.mailId) ?? [] }];
    }
    return topic === 'reply.sent' ? [{ kind: 'sent', at, sent: data as Sent }] : [];
  });
}
