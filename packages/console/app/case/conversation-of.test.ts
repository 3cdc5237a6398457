import { describe, expect, it } from '@jest/globals';
import { conversationOf, sideConversationOf } from './conversation-of.ts';

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

describe('a side conversation', () => {
  const SIDE = 'abcdefghij12';
  const timeline = [
    entry('mail.received', { mailId: 'm1' }),
    entry('advisor.acted', { action: 'expert', conversation: SIDE }),
    entry('reply.requested', { replyId: 's1', side: SIDE }),
    entry('reply.sent', { replyId: 's1' }),
    entry('mail.received', { mailId: 'm2', side: SIDE }),
    entry('reply.requested', { replyId: 's2', side: SIDE }),
    entry('reply.failed', { replyId: 's3', side: 'zyxwvutsrq98' }),
    entry('reply.sent', { replyId: 'r1' }),
  ];

  it('is never told within the customer’s, even where the mail that left does not name it', () => {
    expect(conversationOf({ timeline })).toMatchObject([
      { kind: 'mail', mail: { mailId: 'm1' } },
      { kind: 'sent', sent: { replyId: 'r1' } },
    ]);
  });

  it('holds its own mails and what is still on its way, and no other’s', () => {
    expect(sideConversationOf({ timeline }, SIDE)).toMatchObject([
      { kind: 'sent', sent: { replyId: 's1' } },
      { kind: 'mail', mail: { mailId: 'm2' } },
      { kind: 'leaving', requested: { replyId: 's2' } },
    ]);
  });
});

it('a call that was noted about the case is part of the conversation', () => {
  const data = { action: 'call', note: 'Rappeler demain', advisor: { id: 'lea' } };
  const timeline = [entry('advisor.acted', data), entry('advisor.acted', { action: 'assign' })];
  expect(conversationOf({ timeline })).toMatchObject([{ kind: 'call', text: 'Rappeler demain', by: { id: 'lea' } }]);
});
