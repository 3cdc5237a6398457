/** Events of one case, as the hand-off gets them. */
import type { Event, reviewRequested } from '@facteur/contracts';

type Requested = Parameters<typeof reviewRequested.about>[1];

export const CASE = '7Q2K-9MXD-Y';

/** An event at `second` of a morning; its id is `id`. */
export function eventAt<Data>(second: number, id: string, data: Data, causationid?: string): Event<Data> {
  return {
    specversion: '1.0',
    id,
    source: '/facteur/test',
    type: 'test',
    subject: CASE,
    time: new Date(Date.UTC(2026, 0, 5, 9, 0, second)).toISOString(),
    ...(causationid === undefined ? {} : { causationid }),
    data,
  };
}

/** What an advisor is asked; `id` stands behind the case number. */
export function reviewData(id: string, changes: Partial<Requested> = {}): Requested {
  return {
    reviewId: `${CASE}.${id}`,
    queue: 'general',
    mailbox: 'sav@boutique.example',
    language: 'fr',
    priority: 'normal',
    reasons: [{ code: 'step-review' }],
    runVersion: 1,
    requests: [],
    show: [],
    options: ['accepter', 'refuser'],
    data: {},
    supersedes: [],
    ...changes,
  };
}
