/** Events that were heard of before the flows had written what they change. */
import { caseChanged, type Event, reviewRequested, TOPICS } from '@facteur/contracts';
import type { StateDocument } from '@facteur/runtime';
import type { CaseState } from '../case-view.ts';
import type { Passing } from '../live.ts';
import { caseEnded, type ReviewsState, reviewsState } from '../reviews.ts';

/** After an event. */
export const FIRST_LOOK_MS = 20;
/** Until the flows wrote what it changes. */
const LOOK_AGAIN_MS = [100, 300, 1_000, 3_000, 10_000, 30_000];

/** Which flows' documents an event changes. */
const CHANGES = new Map(
  TOPICS.map(({ name, consumers }) => [
    name,
    { cases: consumers.includes('human-handoff-cases'), reviews: consumers.includes('human-handoff') },
  ]),
);

/** What is expected of a case. */
export interface Expected {
  /** By id. */
  readonly events: Map<string, Passing>;
  looks: number;
  dueMs: number;
}

/** Looks at a case at `dueMs` or before, for what `event` changes. */
export function expect(expected: Map<string, Expected>, number: string, dueMs: number, event?: Passing): void {
  const known = expected.get(number) ?? { events: new Map<string, Passing>(), looks: 0, dueMs };
  if (event) known.events.set(event.id, event);
  expected.set(number, { ...known, looks: 0, dueMs: Math.min(known.dueMs, dueMs) });
}

/** What is stored of a case. */
interface Written {
  readonly doc: StateDocument<CaseState> | undefined;
  readonly reviews: StateDocument<ReviewsState> | undefined;
}

/** What the documents hold is expected no more; the rest is looked for again, later each time, and at last no more. True when there is no rest. */
export function settle(expected: Map<string, Expected>, number: string, written: Written, now: number): boolean {
  const one = expected.get(number);
  if (one === undefined) return false;
  const [cases, reviews] = [idsIn(written.doc), idsIn(written.reviews)];
  const unwritten = [...one.events.values()].filter(({ id, topic }) => {
    const changes = CHANGES.get(topic);
    return (changes?.cases && !cases.has(id)) || (changes?.reviews && !reviews.has(id));
  });
  const isAsked = unwritten.some(({ topic }) => topic === reviewRequested.topic);
  const rest = unwritten.filter(
    (event) => isAsked || !cases.has(event.id) || !changesNoReview(event, written.reviews?.state),
  );
  one.looks += 1;
  const wait = LOOK_AGAIN_MS[one.looks - 1];
  if (rest.length === 0 || wait === undefined) expected.delete(number);
  else expected.set(number, { ...one, events: new Map(rest.map((event) => [event.id, event])), dueMs: now + wait });
  return rest.length === 0;
}

/** Most changes of a case mean nothing to its reviews, whose flow then writes nothing for which one could wait. */
function changesNoReview({ topic, data }: Passing, reviews = reviewsState.initial('')): boolean {
  return topic === caseChanged.topic && caseEnded({ data } as Event<CaseChange>, reviews) === undefined;
}

type CaseChange = Parameters<typeof caseEnded>[0]['data'];

function idsIn(doc: StateDocument<unknown> | undefined): ReadonlySet<string> {
  return new Set(doc?.inbox.map(([id]) => id));
}
