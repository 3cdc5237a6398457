/** When a case need not be read again: everything that was heard of it is written, or will never be. */
import { caseChanged, mailReceived, reviewRequested } from '@facteur/contracts';
import type { StateDocument } from '@facteur/runtime';
import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../case-view.ts';
import type { Review, ReviewsState } from '../reviews.ts';
import { type Expected, expect as expectEvent, settle } from './expected-events.ts';

const NUMBER = 'C-1';

const documentOf = <State>(ids: readonly string[], state: unknown) =>
  ({ inbox: ids.map((id) => [id, 0]), state }) as unknown as StateDocument<State>;
const casesWith = (...ids: string[]) => documentOf<CaseState>(ids, {});
const reviewsWith = (ids: readonly string[], ...reviews: Review[]) => documentOf<ReviewsState>(ids, { reviews });

const open: Review = {
  request: { reviewId: 'r', reasons: [], runVersion: 2, supersedes: [] } as unknown as Review['request'],
  requestedAt: '2026-01-01T00:00:00.000Z',
  status: 'open',
};

/** What is left after a look. */
function leftAfter(
  events: readonly { topic: string; id: string; data?: unknown }[],
  doc: StateDocument<CaseState> | undefined,
  reviews: StateDocument<ReviewsState> | undefined,
): readonly string[] {
  const expected = new Map<string, Expected>();
  for (const event of events) expectEvent(expected, NUMBER, 0, { number: NUMBER, data: undefined, ...event });
  const isComplete = settle(expected, NUMBER, { doc, reviews }, 0);
  const left = [...(expected.get(NUMBER)?.events.keys() ?? [])];
  expect(isComplete).toBe(left.length === 0);
  return left;
}

const mail = { topic: mailReceived.topic, id: 'mail' };
const review = { topic: reviewRequested.topic, id: 'review' };
const changed = (status: string, revision = 5) => ({
  topic: caseChanged.topic,
  id: `${status}-${revision}`,
  data: { status, revision },
});

describe('what is expected of a case', () => {
  it('is written once the flows that an event concerns hold its id', () => {
    expect(leftAfter([mail, review], undefined, undefined)).toEqual(['mail', 'review']);
    expect(leftAfter([mail, review], casesWith('mail', 'review'), undefined)).toEqual(['review']);
    expect(leftAfter([mail, review], casesWith('mail', 'review'), reviewsWith(['review'], open))).toEqual([]);
  });

  it('is nothing more of a change that means nothing to the reviews', () => {
    const waiting = changed('waiting-advisor');
    expect(leftAfter([waiting], undefined, undefined)).toEqual([waiting.id]);
    expect(leftAfter([waiting], casesWith(waiting.id), undefined)).toEqual([]);
    expect(leftAfter([waiting], casesWith(waiting.id), reviewsWith(['review'], open))).toEqual([]);
    const going = changed('open', 1);
    expect(leftAfter([going], casesWith(going.id), reviewsWith(['review'], open))).toEqual([]);
  });

  it('stays open for a change that withdraws or closes what is asked', () => {
    for (const change of [changed('open'), changed('closed')])
      expect(leftAfter([change], casesWith(change.id), reviewsWith(['review'], open))).toEqual([change.id]);
  });

  it('stays open for a change while a review is still to be written, which it may withdraw', () => {
    const going = changed('open');
    expect(leftAfter([review, going], casesWith('review', going.id), undefined)).toEqual(['review', going.id]);
  });

  it('is given up after some looks, without being called complete', () => {
    const expected = new Map<string, Expected>();
    expectEvent(expected, NUMBER, 0, { number: NUMBER, data: undefined, ...mail });
    const looks: boolean[] = [];
    while (expected.size > 0 && looks.length < 20)
      looks.push(settle(expected, NUMBER, { doc: undefined, reviews: undefined }, 0));
    expect(looks).toEqual(Array.from({ length: 7 }, () => false));
  });
});
