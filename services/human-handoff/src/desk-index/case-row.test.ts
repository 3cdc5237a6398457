import { describe, expect, it } from '@jest/globals';
import { UNTOUCHED } from '../acts/state.ts';
import { type CaseState, caseViewState } from '../case-view.ts';
import type { Review } from '../reviews.ts';
import { CASE, reviewData } from '../testing/sample-events.ts';
import { rowFacts } from './case-row.ts';

const AT = '2026-01-05T09:00:00.000Z';
const NOW = Date.parse(AT);
const view = (more: Partial<CaseState> = {}): CaseState => ({
  ...caseViewState.initial(CASE),
  ...{ openedAt: AT, updatedAt: AT },
  ...more,
});
const review = (more: Partial<Review> = {}): Review => ({
  ...{ request: reviewData('r'), requestedAt: AT, status: 'open' },
  ...more,
});
const snooze = { until: '2026-01-05T10:00:00.000Z', by: { id: 'lea' } };

describe('a case on the desk', () => {
  it.each([
    { name: 'is the bot’s while nothing is asked', expected: { state: 'unassigned', isForPeople: false } },
    { name: 'waits for whoever comes', reviews: [review()], expected: { state: 'unassigned', isForPeople: true } },
    {
      name: 'waits for people before its item is known',
      more: { status: 'waiting-advisor' as const },
      expected: { state: 'unassigned', isForPeople: true },
    },
    {
      name: 'is with whoever claimed its item',
      reviews: [review({ claimedBy: 'paul' })],
      expected: { state: 'assigned', isForPeople: true, holders: ['paul'] },
    },
    {
      name: 'is with whom it was given to, and who claimed its item',
      reviews: [review({ claimedBy: 'paul' })],
      desk: { ...UNTOUCHED, assignee: 'lea' },
      expected: { state: 'assigned', isForPeople: true, holders: ['lea', 'paul'] },
    },
    {
      name: 'rests until then',
      reviews: [review()],
      desk: { ...UNTOUCHED, snooze },
      expected: { state: 'snoozed', isForPeople: true, holders: [] },
    },
    {
      name: 'is back when the time has come',
      reviews: [review()],
      desk: { ...UNTOUCHED, snooze },
      nowMs: NOW + 3_600_000,
      expected: { state: 'unassigned', isForPeople: true },
    },
    {
      name: 'is over for everyone, whoever had it',
      more: { status: 'closed' as const },
      reviews: [review({ claimedBy: 'paul' })],
      desk: { ...UNTOUCHED, snooze },
      expected: { state: 'done', holders: [] },
    },
    {
      name: 'is in the trash, once it is over',
      more: { status: 'closed' as const },
      reviews: [review({ claimedBy: 'paul', request: reviewData('r', { sample: { rate: 0.05 } }) })],
      desk: { ...UNTOUCHED, trashedAt: AT },
      expected: { state: 'trash', holders: [] },
    },
    {
      name: 'is where it stands as long as it goes on, whoever put it into the trash',
      more: { status: 'waiting-advisor' as const },
      desk: { ...UNTOUCHED, trashedAt: AT },
      expected: { state: 'unassigned', isForPeople: true },
    },
    {
      name: 'is done when an advisor ended what no run will',
      desk: { ...UNTOUCHED, ended: { at: AT, by: { id: 'lea' }, outcome: 'resolved' } },
      expected: { state: 'done' },
    },
    {
      name: 'is there though the case is over, to check its answer',
      more: { status: 'closed' as const },
      reviews: [review({ request: reviewData('r', { sample: { rate: 0.05 } }) })],
      desk: UNTOUCHED,
      expected: { state: 'unassigned', isForPeople: true },
    },
  ])('$name', ({ more, reviews = [], desk, nowMs = NOW, expected }) => {
    const { state, ...facts } = expected;
    expect(rowFacts(CASE, view(more), { reviews }, desk, nowMs)).toMatchObject({ row: { state }, ...facts });
  });

  it.each([
    { name: 'is offered for one look when a choice is harmless', acts: { accepter: 'nothing' as const }, isBulk: true },
    { name: 'is not when every choice moves something', acts: { accepter: 'money' as const }, isBulk: false },
    { name: 'is not when nobody said what its choices do', acts: undefined, isBulk: false },
  ])('$name', ({ acts, isBulk }) => {
    const request = reviewData('r', { journey: 'retour', step: 'valider', ...(acts ? { acts } : {}) });
    expect(rowFacts(CASE, view(), { reviews: [review({ request })] }).row.bulk !== undefined).toBe(isBulk);
  });

  it('is marked when it began with a call, and when its item checks an answer', () => {
    const reviews = [review({ request: reviewData('r', { sample: { rate: 0.05 } }) })];
    const { row, phones } = rowFacts(CASE, view({ isCall: true, phones: ['0612345678'] }), { reviews });
    expect([row.isCall, row.sample, phones]).toEqual([true, true, ['0612345678']]);
  });

  it('shows the item that waits longest, not one that was decided', () => {
    const decided = review({ status: 'decided', request: reviewData('old') });
    const { row } = rowFacts(CASE, view(), { reviews: [decided, review()] });
    expect(row.review?.reviewId).toBe(`${CASE}.r`);
  });

  it('is none without an event', () => {
    expect(() => rowFacts(CASE, caseViewState.initial(CASE))).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});
