import { describe, expect, it } from '@jest/globals';
import { audit } from './audit.ts';
import type { CaseFacts, Facts, LogEntry } from './facts.ts';
import { arrivalOf, entryOf, factsOf, reviewOf, type Story, storyOf } from './testing/run.ts';

const refunded = storyOf(0, 'refund-with-document');
const asked = storyOf(1, 'refund-when-asked');
const waiting = storyOf(2, 'refund-without-document');
const tracked = storyOf(3, 'where-is-it');
const unclear = storyOf(4, 'two-intents');
const good = factsOf([refunded, asked, waiting, tracked, unclear]);

/** The findings' kinds, each once. */
const kindsOf = (facts: Facts): readonly string[] => [...new Set(audit(facts).map(({ kind }) => kind))];

/** The good run, with another course for one customer. */
const withStory = (story: Story): Facts => {
  const others = [refunded, asked, waiting, tracked, unclear].filter(
    ({ customer }) => customer.person.order !== story.customer.person.order,
  );
  return factsOf([story, ...others]);
};

const withCase = (story: Story, change: Partial<CaseFacts>): Facts =>
  withStory({ ...story, found: { ...story.found, ...change } });

const without = (story: Story, topic: string) => story.found.timeline.filter((entry) => entry.topic !== topic);

describe('the audit', () => {
  it('finds nothing after a run in which everything went well', () => {
    expect(audit(good)).toEqual([]);
  });

  it('takes a mail that came several times, with the same contents, for one', () => {
    expect(audit({ ...good, arrivals: [...good.arrivals, ...good.arrivals] })).toEqual([]);
  });

  it('takes a mail that was acknowledged several times for one', () => {
    const [mail] = tracked.customer.mails;
    if (mail === undefined) throw new Error('no mail');
    const acknowledgements = [...mail.acknowledgements, { channel: 'smtp' } as const];
    const customer = { ...tracked.customer, mails: [{ ...mail, attempts: 3, acknowledgements }] };
    expect(audit(withStory({ ...tracked, customer }))).toEqual([]);
  });
});

describe('mails', () => {
  it('may not be lost once they were acknowledged', () => {
    expect(kindsOf({ ...good, cases: good.cases.filter(({ number }) => number !== tracked.found.number) })).toEqual(
      expect.arrayContaining(['mail-lost']),
    );
  });

  it('must be taken in the end', () => {
    const mails = tracked.customer.mails.map((mail) => ({ ...mail, acknowledgements: [], lastFailure: '451' }));
    const findings = audit(withStory({ ...tracked, customer: { ...tracked.customer, mails } }));
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'mail-not-taken', detail: expect.stringMatching('451') }),
    ]);
  });

  it('may not enter a case twice', () => {
    const again = entryOf('mail.received', 'again', 5, { messageId: '<3-1@c>', mailId: 'mail-3-0' });
    const change = { timeline: [...tracked.found.timeline, again], mails: 2 };
    expect(kindsOf(withCase(tracked, change))).toEqual(['mail-twice']);
  });

  it('are in the case that their sender was told', () => {
    const mails = tracked.customer.mails.map((mail) => {
      return { ...mail, acknowledgements: [{ channel: 'api', caseNumber: 'CASE-0' }] as const };
    });
    expect(kindsOf(withStory({ ...tracked, customer: { ...tracked.customer, mails } }))).toEqual(['wrong-case']);
  });

  it('of one request are in one case', () => {
    const [first, second] = asked.found.timeline.filter(({ topic }) => topic === 'mail.received');
    if (!first || !second) throw new Error('no mails');
    const rest = asked.found.timeline.filter((entry) => entry !== second);
    const other = { ...asked.found, number: 'CASE-9', timeline: [second], mails: 1, replies: 0 };
    const split = withCase(asked, { timeline: rest, mails: 1 });
    expect(kindsOf({ ...split, cases: [...split.cases, other] })).toContain('split-case');
  });

  it('that nobody sent make no case', () => {
    const strange = { ...tracked.found, number: 'CASE-9', timeline: [], mails: 0, replies: 0 };
    const { customer: _, ...nobody } = strange;
    expect(kindsOf({ ...good, cases: [...good.cases, nobody] })).toEqual(['strange-case']);
  });
});

describe('money', () => {
  it('is not refunded twice', () => {
    expect(kindsOf({ ...good, refunds: [...good.refunds, ...good.refunds] })).toEqual(['refund-twice']);
  });

  it('is refunded where it was promised', () => {
    expect(kindsOf({ ...good, refunds: [] })).toEqual(['refund-missing']);
  });

  it('is not refunded to who did not ask, or only asked and sent no document', () => {
    const amount = { minor: 4_990, currency: 'EUR' };
    const orders = [tracked.customer.person.order, waiting.customer.person.order, 'CMD-2026-99999'];
    const refunds = [...good.refunds, ...orders.map((order) => ({ order, amount }))];
    expect(audit({ ...good, refunds }).map(({ kind }) => kind)).toEqual(orders.map(() => 'refund-unasked'));
  });

  it('is refunded to the cent', () => {
    const refunds = good.refunds.map(({ order }) => ({ order, amount: { minor: 4_991, currency: 'EUR' } }));
    expect(kindsOf({ ...good, refunds })).toEqual(['refund-wrong']);
  });

  const doubtful = (code: string, isRefunded: boolean) => {
    const arrivals = refunded.arrivals.filter(({ messageId }) => !messageId.includes('.refund'));
    const timeline = refunded.found.timeline.filter(({ data }) => !data.replyId?.includes('.refund'));
    const change = { status: 'waiting-advisor', reviews: [reviewOf(code)], timeline, replies: 1 };
    return withStory({ ...refunded, isRefunded, arrivals, found: { ...refunded.found, ...change } });
  };

  it.each(['connector-failed', 'effect-in-doubt'])('may be refunded or not while an advisor sees %s', (code) => {
    expect(audit(doubtful(code, true))).toEqual([]);
    expect(audit(doubtful(code, false))).toEqual([]);
  });

  it('may not be refunded twice even then', () => {
    const facts = doubtful('effect-in-doubt', true);
    expect(kindsOf({ ...facts, refunds: [...facts.refunds, ...facts.refunds] })).toEqual(['refund-twice']);
  });

  it('is missed when the advisor sees it for a reason that no failure explains', () => {
    expect(kindsOf(doubtful('several-intents', false))).toEqual(
      expect.arrayContaining(['refund-missing', 'review-unexpected']),
    );
  });
});

describe('replies', () => {
  it('may not be missing', () => {
    const arrivals = good.arrivals.filter(({ messageId }) => !messageId.includes('CASE-1.refund'));
    expect(kindsOf({ ...good, arrivals })).toEqual(['reply-missing', 'reply-not-sent']);
  });

  it('are there for everyone at least once: the acknowledgement', () => {
    const arrivals = good.arrivals.filter(({ messageId }) => !messageId.includes('CASE-4.acknowledgement'));
    expect(kindsOf({ ...good, arrivals })).toContain('reply-missing');
  });

  /** A case whose answer says what its acknowledgement would have. */
  const merged = (() => {
    const { number, timeline } = tracked.found;
    const id = (kind: string) => `<${number}.${kind}@boutique.example>`;
    const told = timeline.flatMap((entry) => {
      if (entry.topic !== 'reply.sent') return [entry];
      if (entry.data.messageId === id('acknowledgement')) return [];
      return [{ ...entry, data: { ...entry.data, merges: [id('acknowledgement')] } }];
    });
    const facts = withCase(tracked, { timeline: told, replies: tracked.found.replies - 1 });
    return { ...facts, arrivals: facts.arrivals.filter(({ messageId }) => messageId !== id('acknowledgement')) };
  })();

  it('are there for everyone at least once: the acknowledgement, unless an answer says it', () => {
    expect(audit(merged)).toEqual([]);
  });

  it('do not acknowledge what an answer says already', () => {
    const own = good.arrivals.filter(({ messageId }) => messageId.includes('CASE-3.acknowledgement'));
    expect(own).toHaveLength(1);
    expect(kindsOf({ ...merged, arrivals: [...merged.arrivals, ...own] })).toEqual([
      'reply-unexpected',
      'reply-untold',
    ]);
  });

  it('may not say the same under two Message-IDs', () => {
    const second = { ...arrivalOf('CASE-1', asked.customer.person.address, 'refund'), messageId: '<other@b>' };
    expect(kindsOf({ ...good, arrivals: [...good.arrivals, second] })).toEqual(['reply-twice', 'reply-untold']);
  });

  it('say nothing that is not expected', () => {
    const other = arrivalOf('CASE-4', unclear.customer.person.address, 'refund');
    expect(kindsOf({ ...good, arrivals: [...good.arrivals, other] })).toContain('reply-unexpected');
  });

  it('keep their contents when they come again', () => {
    const changed = good.arrivals.map((arrival) => ({ ...arrival, digest: 'other' }));
    expect(kindsOf({ ...good, arrivals: [...good.arrivals, ...changed] })).toEqual(['reply-changed']);
  });

  it('go to the customer alone, about their own case', () => {
    const stranger = { ...arrivalOf('CASE-1', 'someone@else.example', 'refund') };
    expect(kindsOf({ ...good, arrivals: [...good.arrivals, stranger] })).toEqual(['reply-astray']);
    const other = arrivalOf('CASE-1', refunded.customer.person.address, 'refund');
    expect(kindsOf({ ...good, arrivals: [...good.arrivals, other] })).toContain('reply-astray');
  });

  it('that were asked for end once', () => {
    expect(kindsOf(withCase(tracked, { timeline: without(tracked, 'reply.sent'), replies: 0 }))).toEqual(
      expect.arrayContaining(['reply-open']),
    );
  });

  it('may have arrived although nobody could know, when an advisor is told', () => {
    const lost = entryOf('reply.failed', 'x', 5, { replyId: '<CASE-3.tracking@boutique.example>' });
    const kept = tracked.found.timeline.filter(
      ({ topic, data }) => topic !== 'reply.sent' || !data.messageId?.includes('tracking'),
    );
    const change = { timeline: [...kept, lost], replies: 1, status: 'waiting-advisor' };
    expect(audit(withCase(tracked, { ...change, reviews: [reviewOf('reply-undelivered')] }))).toEqual([]);
  });
});

describe('cases', () => {
  it.each([{ status: 'open' }, { status: 'waiting-advisor' }])('may not be stuck as $status', ({ status }) => {
    expect(kindsOf(withCase(tracked, { status }))).toEqual(['stuck', 'wrong-end']);
  });

  it('end as their customer wished', () => {
    expect(kindsOf(withCase(asked, { status: 'waiting-customer' }))).toEqual(['wrong-end']);
  });

  it('ask an advisor for nothing that is clear', () => {
    const change = { status: 'waiting-advisor', reviews: [reviewOf('unexpected-reply')] };
    expect(kindsOf(withCase(asked, change))).toEqual(expect.arrayContaining(['review-unexpected']));
  });

  it('count what is in their timeline', () => {
    expect(kindsOf(withCase(asked, { mails: 3 }))).toEqual(['miscounted']);
  });

  it('with a dead letter are told, the more so when no advisor sees it', () => {
    const letter = { flow: 'ingest', case: 'CASE-3', error: { code: 'INTERNAL' } };
    expect(kindsOf({ ...good, deadLetters: [letter] })).toEqual(['dead-letter-unseen']);
    const seen = withCase(tracked, { status: 'waiting-advisor', reviews: [reviewOf('handler-failed')] });
    expect(kindsOf({ ...seen, deadLetters: [letter] })).toEqual(
      expect.arrayContaining(['dead-letter', 'review-unexpected']),
    );
  });
});

describe('the run itself', () => {
  it('is told of processes that ended by themselves, and of work that never ended', () => {
    const ends = [{ process: 'product', how: 'exit code 1' }];
    expect(kindsOf({ ...good, ends, unsettled: 'lag 3' })).toEqual(['process-ended', 'unsettled']);
  });
});

describe('order', () => {
  const event = (topic: string, offset: number, more: Partial<LogEntry> = {}): LogEntry => {
    return { topic, partition: 0, offset, id: `${topic}-${offset}`, subject: 'CASE-1', source: '/facteur/x', ...more };
  };
  /** Everything that the timelines tell, each in a partition of its own case's. */
  const told = good.cases.flatMap(({ number, timeline }) =>
    timeline.map(({ topic, eventId }) => ({ ...event(topic, 99, { id: eventId, subject: `told ${number}` }) })),
  );
  const withLog = (log: readonly LogEntry[]): Facts => ({ ...good, log: [...log, ...told] });

  it('is kept when events lie there again, later', () => {
    const first = event('mail.received', 0, { mailId: 'mail-1-0' });
    const second = event('mail.received', 1, { mailId: 'mail-1-1' });
    expect(audit(withLog([first, second, { ...first, offset: 2 }]))).toEqual([]);
  });

  it('is that of the acknowledgements, in the timeline', () => {
    const swapped = asked.found.timeline.map((entry) =>
      entry.data.messageId === '<1-1@c>' ? { ...entry, at: '2026-11-22T10:00:09.000Z' } : entry,
    );
    expect(kindsOf(withCase(asked, { timeline: swapped }))).toEqual(['out-of-order']);
  });

  it.each([
    {
      name: 'of the acknowledgements',
      log: [event('mail.received', 0, { mailId: 'mail-1-1' }), event('mail.received', 1, { mailId: 'mail-1-0' })],
    },
    {
      name: 'of the revisions of a run',
      log: [event('case.changed', 0, { revision: 2 }), event('case.changed', 1, { revision: 1 })],
    },
    {
      name: 'of what led to the events',
      log: [
        event('mail.received', 0, { id: 'a' }),
        event('mail.received', 1, { id: 'b' }),
        event('mail.understood', 0, { cause: 'b' }),
        event('mail.understood', 1, { cause: 'a' }),
      ],
    },
  ])('is that $name, in a topic', ({ log }) => {
    expect(kindsOf(withLog(log))).toEqual(['out-of-order']);
  });

  it('can be told of events that are still there', () => {
    expect(kindsOf({ ...good, log: told.slice(1) })).toEqual(['not-in-log']);
  });

  it('needs all events of a case in one partition', () => {
    expect(kindsOf(withLog([event('mail.received', 0), event('mail.received', 1, { partition: 1 })]))).toEqual([
      'two-partitions',
    ]);
  });
});
