import type { HandlerContext, Outcome } from '@facteur/runtime';
import { caseChangedData } from '@facteur/runtime/testing';
import { describe, expect, it } from '@jest/globals';
import {
  caseEnded,
  claim,
  decide,
  dueAt,
  type Review,
  type ReviewsState,
  release,
  requested,
  reviewsState,
} from './reviews.ts';
import { interleavings } from './testing/interleavings.ts';
import { CASE, eventAt, reviewData } from './testing/sample-events.ts';

type Change = (state: ReviewsState) => Outcome<ReviewsState> | undefined;

const asks = (id: string, changes: Parameters<typeof reviewData>[1] = {}): Change => {
  const event = eventAt(changes.runVersion ?? 1, id, reviewData(id, changes));
  return (state) => requested(event, state);
};
const ends = (revision: number, status: 'closed' | 'merged' | 'open' = 'closed'): Change => {
  const event = eventAt(9, `end-${revision}`, caseChangedData('fin', { revision, status }));
  return (state) => caseEnded(event, state);
};
const initial = reviewsState.initial(CASE);
const after = (...changes: readonly Change[]): ReviewsState =>
  changes.reduce((state, change) => change(state)?.state ?? state, initial);
const statuses = ({ reviews }: ReviewsState): Record<string, Review['status']> =>
  Object.fromEntries(reviews.map(({ request, status }) => [request.reviewId.slice(CASE.length + 1), status]));

const handlerFailed = { reasons: [{ code: 'handler-failed' as const }], runVersion: 0 };

describe('review items', () => {
  it.each([
    {
      name: 'one that replaces another',
      asked: [asks('a'), asks('b', { supersedes: [`${CASE}.a`], runVersion: 2 })],
      ended: [],
    },
    { name: 'a case that ends', asked: [asks('a'), asks('b', { runVersion: 5 })], ended: [ends(3)] },
    {
      name: 'a case that is opened again',
      asked: [asks('a'), asks('b', { runVersion: 5 })],
      ended: [ends(3), ends(4, 'open'), ends(5, 'open')],
    },
    { name: 'a case that ends twice', asked: [asks('a'), asks('b', { runVersion: 5 })], ended: [ends(3), ends(7)] },
  ])('stand the same whichever topic comes first: $name', ({ asked, ended }) => {
    const expected = statuses(after(...asked, ...ended));
    for (const order of interleavings([asked, ended])) expect(statuses(after(...order))).toEqual(expected);
  });

  it.each([
    {
      name: 'closes what was asked for before the case ended',
      changes: [ends(3), asks('a')],
      expected: { a: 'closed' },
    },
    {
      name: 'keeps what was asked for afterwards',
      changes: [ends(3), asks('a', { runVersion: 4 })],
      expected: { a: 'open' },
    },
    { name: 'keeps what could not be handled', changes: [asks('f', handlerFailed), ends(3)], expected: { f: 'open' } },
    {
      name: 'keeps the check of an answer',
      changes: [asks('c', { sample: { rate: 0.05 } }), ends(3)],
      expected: { c: 'open' },
    },
    {
      name: 'forgets what the run asked before it went on by itself',
      changes: [asks('a', { runVersion: 2 }), ends(3, 'open')],
      expected: { a: 'superseded' },
    },
    {
      name: 'keeps what is asked by what the run went on to',
      changes: [asks('a', { runVersion: 3 }), ends(3, 'open')],
      expected: { a: 'open' },
    },
    {
      name: 'keeps what is asked about a case that is merged',
      changes: [asks('a'), ends(Number.MAX_SAFE_INTEGER, 'merged')],
      expected: { a: 'open' },
    },
    { name: 'asks once though it is told twice', changes: [asks('a'), asks('a')], expected: { a: 'open' } },
    {
      name: 'replaces also what comes late',
      changes: [asks('b', { supersedes: [`${CASE}.a`] }), asks('a')],
      expected: { b: 'open', a: 'superseded' },
    },
  ])('$name', ({ changes, expected }) => {
    expect(statuses(after(...changes))).toEqual(expected);
  });

  it('wait in the queue since the oldest that is open', () => {
    const state = after(
      asks('a', { runVersion: 1 }),
      asks('b', { runVersion: 2 }),
      asks('c', { runVersion: 3, supersedes: [`${CASE}.a`] }),
    );
    expect(reviewsState.clear?.(state)).toEqual({ waiting: 1, since: '2026-01-05T09:00:02.000Z' });
    expect(reviewsState.clear?.(after(asks('a'), ends(9)))).toEqual({});
  });

  it('are due some time after they were asked for, or never', () => {
    const [a, b] = after(asks('a', { withinMs: 60_000 }), asks('b')).reviews;
    expect(a && dueAt(a)).toBe('2026-01-05T09:01:01.000Z');
    expect(b && dueAt(b)).toBeUndefined();
  });
});

describe('an advisor', () => {
  const id = `${CASE}.a`;
  const by = (advisor: string, more: object = {}) => ({ reviewId: id, advisor: { id: advisor }, ...more });
  const context: HandlerContext = { now: 0, key: CASE, subject: CASE, revision: 1, inputId: 'i' };
  const option = (name: string) => ({ decision: { kind: 'option', option: name } });
  const claims =
    (who: string): Change =>
    (state) =>
      claim(by(who), state);
  const releases =
    (who: string): Change =>
    (state) =>
      release(by(who), state);
  const decides =
    (who: string, more: object = option('accepter')): Change =>
    (state) =>
      decide(by(who, more), state, context);

  it.each([
    { name: 'claims what is free', changes: [claims('lea')], claimedBy: 'lea' },
    { name: 'claims what they hold', changes: [claims('lea'), claims('lea')], claimedBy: 'lea' },
    { name: 'gives back what they hold', changes: [claims('lea'), releases('lea')], claimedBy: undefined },
    { name: 'gives back what nobody holds', changes: [releases('lea')], claimedBy: undefined },
    {
      name: 'claims what was given back',
      changes: [claims('lea'), releases('lea'), claims('paul')],
      claimedBy: 'paul',
    },
    {
      name: 'who administers frees what someone away holds',
      changes: [claims('lea'), releases('admin')],
      claimedBy: undefined,
    },
  ])('$name', ({ changes, claimedBy }) => {
    expect(after(asks('a'), ...changes).reviews[0]?.claimedBy).toBe(claimedBy);
  });

  const gone: Change[] = [asks('b', { supersedes: [id] })];
  it.each([
    { name: 'claims what another holds', before: [claims('lea')], change: claims('paul'), code: 'CONFLICT' },
    { name: 'gives back what another holds', before: [claims('lea')], change: releases('paul'), code: 'CONFLICT' },
    { name: 'decides what another holds', before: [claims('lea')], change: decides('paul'), code: 'CONFLICT' },
    { name: 'decides twice', before: [decides('lea')], change: decides('lea'), code: 'CONFLICT' },
    { name: 'claims what was decided', before: [decides('lea')], change: claims('lea'), code: 'CONFLICT' },
    { name: 'decides what was replaced', before: gone, change: decides('lea'), code: 'CONFLICT' },
    { name: 'claims what was replaced', before: gone, change: claims('lea'), code: 'CONFLICT' },
    { name: 'decides in a closed case', before: [ends(9)], change: decides('lea'), code: 'CONFLICT' },
    { name: 'chooses what is not offered', before: [], change: decides('lea', option('autre')), code: 'BAD_INPUT' },
    {
      name: 'decides what never was',
      before: [],
      change: (s: ReviewsState) => claim({ ...by('lea'), reviewId: `${CASE}.z` }, s),
      code: 'NOT_FOUND',
    },
  ])('is told no when one $name', ({ before, change, code }) => {
    const state = after(asks('a'), ...before);
    expect(() => change(state)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    { name: 'the version that the item was asked at', more: option('accepter'), runVersion: 4 },
    { name: 'the version that the advisor saw', more: { ...option('refuser'), runVersion: 3 }, runVersion: 3 },
  ])('decides, and the decision echoes $name', ({ more, runVersion }) => {
    const outcome = decides('lea', more)(after(asks('a', { runVersion: 4 })));
    expect(outcome?.events).toMatchObject([
      { subject: CASE, data: { reviewId: id, runVersion, advisor: { id: 'lea' } } },
    ]);
    expect(outcome?.state?.reviews[0]).toMatchObject({ status: 'decided', claimedBy: 'lea' });
  });
});
