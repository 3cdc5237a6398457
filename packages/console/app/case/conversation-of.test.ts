import { describe, expect, it } from '@jest/globals';
import { conversationOf } from './conversation-of.ts';

const entry = (topic: string, data: object) => ({ at: '1', topic, eventId: topic, data });

describe('a conversation', () => {
  it('holds mails, replies that left and replies that did not, in their order', () => {
    const timeline = [
      entry('mail.received', { mailId: 'm1' }),
      entry('case.changed', {}),
      entry('reply.sent', { replyId: 'r1' }),
      entry('reply.failed', { replyId: 'r2', code: 'BOUNCED' }),
    ];
    expect(conversationOf({ timeline }).map(({ kind }) => kind)).toEqual(['mail', 'sent', 'failed']);
  });

  it('tells with each mail what was understood of it, whichever was told first', () => {
    const requests = [{ text: 'Où est mon colis ?' }];
    const timeline = [
      entry('mail.understood', { mailId: 'm1', requests }),
      entry('mail.received', { mailId: 'm1' }),
      entry('mail.received', { mailId: 'm2' }),
    ];
    expect(conversationOf({ timeline })).toMatchObject([{ requests }, { requests: [] }]);
  });

  it('tells what else a reply said, each once', () => {
    const timeline = [
      entry('reply.requested', { replyId: 'a1', purpose: 'acknowledgement' }),
      entry('reply.requested', { replyId: 'a2', purpose: 'acknowledgement' }),
      entry('reply.sent', { replyId: 'r1', merges: ['a1', 'a2', 'unknown'] }),
      entry('reply.sent', { replyId: 'r2' }),
    ];
    expect(conversationOf({ timeline })).toMatchObject([{ saysAlso: ['acknowledgement'] }, { saysAlso: [] }]);
  });
});
