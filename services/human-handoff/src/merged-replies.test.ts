import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from './case-view.ts';
import { withMerges } from './merged-replies.ts';

const entry = (topic: string, data: unknown): TimelineEntry => ({ at: '1', topic, eventId: `${topic}-1`, data });
const ASKED = [entry('reply.requested', { replyId: 'ack' }), entry('reply.requested', { replyId: 'answer' })];

describe('a merged acknowledgement', () => {
  it.each([
    {
      name: 'after it was asked for',
      timeline: [...ASKED, entry('reply.sent', { replyId: 'answer', merges: ['ack'] })],
    },
    { name: 'before that is known', timeline: [entry('reply.sent', { replyId: 'answer', merges: ['ack'] }), ...ASKED] },
  ])('is said by the mail that merges it, $name', ({ timeline }) => {
    const asked = withMerges(timeline).filter(({ topic }) => topic === 'reply.requested');
    expect(asked.map(({ saidBy }) => saidBy)).toEqual(['answer', undefined]);
  });

  it('is none when nothing was merged', () => {
    const timeline = [...ASKED, entry('reply.sent', { replyId: 'answer' })];
    expect(withMerges(timeline)).toEqual(timeline);
  });
});
