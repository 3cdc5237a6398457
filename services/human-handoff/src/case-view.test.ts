import { isDeepStrictEqual } from 'node:util';
import type { Event, TOPICS } from '@facteur/contracts';
import { caseChangedData, mailData } from '@facteur/runtime/testing';
import { describe, expect, it } from '@jest/globals';
import { type CaseState, caseViewState, record } from './case-view.ts';
import { interleavings } from './testing/interleavings.ts';
import { CASE, eventAt, reviewData } from './testing/sample-events.ts';

type TopicName = (typeof TOPICS)[number]['name'];
interface Seen {
  readonly topic: TopicName;
  readonly event: Event;
}
const seen = (topic: TopicName, event: Event): Seen => ({ topic, event });

function viewOf(events: readonly Seen[]): CaseState {
  return events.reduce(
    (state, { topic, event }) => record(topic)(event, state).state ?? state,
    caseViewState.initial(CASE),
  );
}

const camille = { address: 'camille@courriel.example', name: 'Camille' };
const reply = { mailbox: 'other@boutique.example' };
const changed = (second: number, revision: number, more: Parameters<typeof caseChangedData>[1], step = 'chercher') =>
  seen('case.changed', eventAt(second, `changed-${second}`, caseChangedData(step, { revision, ...more })));
const failedReview = reviewData('failed', { reasons: [{ code: 'handler-failed' }], runVersion: 0 });

const MAILS = [
  seen(
    'mail.received',
    eventAt(1, 'mail-1', mailData('m1', { from: camille, subject: 'Ma commande', language: 'en' })),
  ),
  seen('mail.received', eventAt(1, 'mail-2', mailData('m2', { subject: 'Re: Ma commande' }))),
];
const SENT = [seen('reply.sent', eventAt(2, 'sent', reply))];
const ASKED = [seen('review.requested', eventAt(4, 'asked', failedReview))];
const DECIDED = [seen('review.decided', eventAt(6, 'decided', { reviewId: failedReview.reviewId }))];
const MERGED = [
  changed(7, Number.MAX_SAFE_INTEGER, { change: 'merged', status: 'merged', into: '2222-2222-2' }, undefined),
];
const PAST = [
  seen('mail.received', eventAt(1, 'past-1', mailData('p1', { from: camille, subject: 'Ancien', history: true }))),
  seen('mail.received', eventAt(2, 'past-2', mailData('p2', { history: true, text: 'Toujours rien' }))),
];
const LIVE = [seen('mail.received', eventAt(3, 'live', mailData('m3', { text: 'Rebonjour' })))];
const ACTED = [seen('advisor.acted', eventAt(4, 'acted', { action: 'take-over', advisor: { id: 'lea' } }))];
const OPENED = [
  seen(
    'case.opened',
    eventAt(0, 'opened', {
      ...{ mailbox: 'sav@boutique.example', language: 'de', subject: 'Rappel d’un lot', by: { id: 'lea' } },
      customer: { address: 'karim@courriel.example' },
    }),
  ),
];
const NAMED = [
  seen('advisor.acted', eventAt(5, 'named', { action: 'customer', advisor: { id: 'lea' }, customer: camille })),
  seen(
    'advisor.acted',
    eventAt(6, 'call', { action: 'call', advisor: { id: 'lea' }, note: 'Appel passé\nau 06 12 34 56 78' }),
  ),
];
const CALLED = [
  seen(
    'mail.received',
    eventAt(2, 'phone', mailData('c1', { channel: 'phone', text: 'Où est mon colis ?\n\nTél. : +33 1 02 03 04 05' })),
  ),
  seen(
    'mail.received',
    eventAt(3, 'side', mailData('s1', { side: 'k3v9x2m1p0q8', language: 'en', text: 'Réparable', from: camille })),
  ),
];
const SIDE_SENT = [seen('reply.sent', eventAt(4, 'side-sent', { ...reply, side: 'k3v9x2m1p0q8' }))];
const RUN = [
  changed(3, 1, { journey: 'remboursement', status: 'waiting-advisor', reasons: ['step-review'] }),
  changed(5, 2, { status: 'closed', change: 'closed', outcome: 'resolved' }, 'confirmer'),
  changed(8, 3, { status: 'closed', change: 'suppressed', outcome: 'auto-reply' }, 'confirmer'),
];

describe('the view of a case', () => {
  it.each([
    { name: 'a whole case', lanes: [MAILS, SENT, RUN, ASKED, DECIDED] },
    { name: 'a case that is merged', lanes: [MAILS, RUN, MERGED, ASKED] },
    { name: 'an event that cannot be handled', lanes: [MAILS, RUN.slice(0, 1), SENT, ASKED] },
    { name: 'a case that an advisor had', lanes: [MAILS, RUN, ACTED, DECIDED] },
  ])('is the same in whatever order the topics come: $name', ({ lanes }) => {
    const expected = viewOf(lanes.flat());
    let orders = 0;
    for (const order of interleavings(lanes)) {
      orders += 1;
      const view = viewOf(order);
      // The matcher is slow: thousands of orders are asked about only when something differs.
      if (!isDeepStrictEqual(view, expected))
        expect({ order: order.map(({ event }) => event.id), view }).toEqual({ view: expected });
    }
    expect(orders).toBeGreaterThan(50);
    expect(expected).toMatchObject({
      mails: 2,
      customer: camille,
      subject: 'Ma commande',
      mailbox: 'sav@boutique.example',
    });
  });

  it.each([
    { name: 'is open at first', events: MAILS, view: { status: 'open', reasons: [] } },
    {
      name: 'waits as the run says',
      events: RUN.slice(0, 1),
      view: { status: 'waiting-advisor', reasons: ['step-review'] },
    },
    {
      name: 'waits for what could not be handled',
      events: [...MAILS, ...ASKED],
      view: { status: 'waiting-advisor', reasons: ['handler-failed'] },
    },
    {
      name: 'waits no more once that was decided',
      events: [...ASKED, ...DECIDED],
      view: { status: 'open', reasons: [] },
    },
    {
      name: 'ends as its run did, whatever a machine writes later',
      events: RUN,
      view: { status: 'closed', outcome: 'resolved' },
    },
    {
      name: 'has no outcome when it is opened again',
      events: [...RUN, changed(9, 4, { status: 'open', change: 'reopened' })],
      view: { status: 'open', outcome: undefined, journey: 'remboursement' },
    },
    {
      name: 'stays merged whatever its run still does',
      events: [...MERGED, ...RUN, ...ASKED],
      view: { status: 'merged', into: '2222-2222-2', reasons: [] },
    },
    { name: 'keeps to the newest revision', events: [...RUN].reverse(), view: { revision: 3, status: 'closed' } },
    {
      name: 'is over when it is history alone',
      events: PAST,
      view: { status: 'closed', outcome: 'history', mails: 2 },
    },
    {
      name: 'is opened by a live mail',
      events: [...PAST, ...LIVE],
      view: { status: 'open', outcome: undefined, subject: 'Ancien', excerpt: 'Rebonjour' },
    },
    {
      name: 'of history is opened by a run',
      events: [...PAST, ...RUN.slice(0, 1)],
      view: { status: 'waiting-advisor', outcome: undefined },
    },
    { name: 'of history that was merged stays merged', events: [...MERGED, ...PAST], view: { status: 'merged' } },
    {
      name: 'knows who decided, and that a person had a part in it',
      events: [seen('review.decided', eventAt(6, 'd', { reviewId: 'r', advisor: { id: 'lea' } }))],
      view: { hadPeople: true, decisions: [{ by: 'lea', at: '2026-01-05T09:00:06.000Z' }] },
    },
    {
      name: 'is what an advisor said who opened it',
      events: [...MAILS, ...OPENED],
      view: {
        ...{ subject: 'Rappel d’un lot', language: 'de', customer: { address: 'karim@courriel.example' } },
        ...{ mails: 2, hadPeople: true, openedAt: '2026-01-05T09:00:00.000Z' },
      },
    },
    {
      name: 'keeps the customer whom an advisor named, whoever writes',
      events: [...OPENED, ...NAMED, ...MAILS],
      view: { customer: camille, subject: 'Rappel d’un lot' },
    },
    {
      name: 'of a call is marked, and knows its numbers',
      events: [...CALLED, ...SIDE_SENT, ...NAMED],
      view: { isCall: true, phones: ['+33102030405', '0612345678'] },
    },
    {
      name: 'says nothing of what goes to somebody outside and comes from there',
      events: [...CALLED, ...SIDE_SENT],
      view: { mails: 1, replies: 0, language: 'fr', customer: undefined, excerpt: expect.stringContaining('colis') },
    },
    { name: 'knows when it was closed', events: RUN, view: { closedAt: '2026-01-05T09:00:05.000Z' } },
  ])('$name', ({ events, view }) => {
    expect(viewOf(events)).toMatchObject(view);
  });

  it.each([
    { name: 'history and a live mail', lanes: [[...PAST, ...LIVE], RUN.slice(0, 2), ACTED] },
    { name: 'history that a person looks at', lanes: [PAST, ASKED, DECIDED] },
    { name: 'a case that an advisor opened', lanes: [OPENED, MAILS, SENT, NAMED, RUN.slice(0, 1)] },
    { name: 'a call, and somebody outside who answers', lanes: [CALLED, SIDE_SENT, NAMED, RUN.slice(0, 2)] },
  ])('is the same in any order: $name', ({ lanes }) => {
    const expected = viewOf(lanes.flat());
    for (const order of interleavings(lanes)) expect(viewOf(order)).toEqual(expected);
  });

  it('keeps the words of all mails once, and how the last one begins', () => {
    const view = viewOf([...PAST, ...LIVE]);
    expect(view.words?.split(' ')).toEqual(
      expect.arrayContaining(['camille', 'courriel', 'toujours', 'rebonjour', 'ancien']),
    );
    expect(new Set(view.words?.split(' ')).size).toBe(view.words?.split(' ').length);
  });

  it('keeps no more words of a long mail than its document can hold', () => {
    const text = Array.from({ length: 5_000 }, (_, n) => `mot${n}`).join(' ');
    const view = viewOf([seen('mail.received', eventAt(1, 'long', mailData('m', { text })))]);
    expect(view.words?.length).toBeLessThan(4_001);
    expect(view.excerpt).toHaveLength(140);
  });

  it('spans from its first event to its last', () => {
    const { openedAt, updatedAt } = viewOf([...RUN, ...MAILS]);
    expect([openedAt, updatedAt]).toEqual(['2026-01-05T09:00:01.000Z', '2026-01-05T09:00:08.000Z']);
  });
});
