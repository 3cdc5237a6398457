/** What was exchanged, oldest first: mails with what was understood of them, replies that left, replies that did not. Pure. */
import type { Case, Failed, Mail, MailRequest, Sent } from '../api/types.ts';

export type Exchange =
  | { readonly kind: 'mail'; readonly at: string; readonly mail: Mail; readonly requests: readonly MailRequest[] }
  | {
      readonly kind: 'sent';
      readonly at: string;
      readonly sent: Sent;
      /** Purposes of the replies that it says as well. */
      readonly saysAlso: readonly string[];
    }
  | { readonly kind: 'failed'; readonly at: string; readonly failed: Failed };

export function conversationOf({ timeline }: Pick<Case, 'timeline'>): readonly Exchange[] {
  const requests = new Map<string, readonly MailRequest[]>();
  const purposes = new Map<string, string>();
  for (const { topic, data } of timeline) {
    if (topic === 'mail.understood') {
      const understood = data as { mailId: string; requests: readonly MailRequest[] };
      requests.set(understood.mailId, understood.requests);
    }
    if (topic === 'reply.requested') {
      const { replyId, purpose } = data as Pick<Sent, 'replyId' | 'purpose'>;
      purposes.set(replyId, purpose);
    }
  }
  return timeline.flatMap(({ topic, at, data }): Exchange[] => {
    switch (topic) {
      case 'mail.received': {
        const mail = data as Mail;
        return [{ kind: 'mail', at, mail, requests: requests.get(mail.mailId) ?? [] }];
      }
      case 'reply.sent': {
        const sent = data as Sent;
        const saysAlso = new Set((sent.merges ?? []).flatMap((id) => purposes.get(id) ?? []));
        return [{ kind: 'sent', at, sent, saysAlso: [...saysAlso] }];
      }
      case 'reply.failed':
        return [{ kind: 'failed', at, failed: data as Failed }];
      default:
        return [];
    }
  });
}
