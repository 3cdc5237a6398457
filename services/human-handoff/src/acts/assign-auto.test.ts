/** What automatic assignment reads of a customer, and whose turn it is. */
import { describe, expect, it } from '@jest/globals';
import { type CaseState, caseViewState, type TimelineEntry } from '../case-view.ts';
import { factsOf, numberOf } from '../desk-index/testing/sample-facts.ts';
import { type AssignParts, advisorsIn, type GivenCase, openAutoAssigner } from './assign-auto.ts';
import { colleague } from './testing/test-desk.ts';

const WANTED = { language: 'fr', skills: [] };
const PEOPLE = ['lea', 'noe', 'paul'].map((id) => colleague({ id, name: id }));
const GIVEN: GivenCase = { number: numberOf(0), timeline: [], customer: 'camille@courriel.example' };

/** Nobody has anything in hand; `views` are the cases by number, `read` notes which were read. */
function partsWith(changes: Partial<AssignParts> & { views?: Readonly<Record<string, Partial<CaseState>>> } = {}) {
  const { views = {}, ...more } = changes;
  const read: string[] = [];
  const parts: AssignParts = {
    runner: { find: async () => ({ documents: [] }) },
    cases: {
      async read(number) {
        read.push(number);
        return { state: { ...caseViewState.initial(''), ...views[number] }, revision: 1 } as never;
      },
    },
    people: async () => PEOPLE,
    ...more,
  };
  return { parts, read };
}

describe('automatic assignment', () => {
  it('prefers who has another open case of the customer', async () => {
    const casesOf = async () => [
      factsOf(1, { state: 'done', assignee: 'noe' }).row,
      factsOf(2, { state: 'assigned', assignee: 'paul' }).row,
    ];
    const { parts } = partsWith({ casesOf });
    expect(await openAutoAssigner(parts).choose(WANTED, GIVEN)).toBe('paul');
  });

  it('takes who works on the review of another case for its holder', async () => {
    const review = { ...{ reviewId: 'r', queue: 'sav', options: [], requestedAt: '' }, claimedBy: 'paul' };
    const { parts } = partsWith({ casesOf: async () => [factsOf(1, { state: 'assigned', review }).row] });
    expect(await openAutoAssigner(parts).choose(WANTED, GIVEN)).toBe('paul');
  });

  it('prefers who decided in an earlier case of the customer', async () => {
    const decisions = [{ by: 'noe', at: '2026-01-01T09:00:00Z' }];
    const { parts } = partsWith({
      casesOf: async () => [factsOf(1, { state: 'done', assignee: 'paul' }).row],
      views: { [numberOf(1)]: { decisions } },
    });
    expect(await openAutoAssigner(parts).choose(WANTED, GIVEN)).toBe('noe');
  });

  it('does not take the case itself for another one', async () => {
    const { parts } = partsWith({ casesOf: async () => [factsOf(0, { state: 'assigned', assignee: 'paul' }).row] });
    expect(await openAutoAssigner(parts).choose(WANTED, GIVEN)).toBe('lea');
  });

  it('asks for nothing where nobody knows who the customer is', async () => {
    const casesOf = async () => [factsOf(1, { assignee: 'paul' }).row];
    const { parts, read } = partsWith({ casesOf });
    expect(await openAutoAssigner(parts).choose(WANTED, { ...GIVEN, customer: undefined })).toBe('lea');
    expect(read).toEqual([]);
  });

  it('reads the twenty cases that changed last', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => factsOf(n).row);
    const { parts, read } = partsWith({ casesOf: async () => rows });
    await openAutoAssigner(parts).choose(WANTED, GIVEN);
    expect(read).toEqual(Array.from({ length: 20 }, (_, n) => numberOf(n + 1)));
  });

  it('gives everyone one case before anybody gets two, also of those that come at once', async () => {
    const { choose } = openAutoAssigner(partsWith().parts);
    for (let round = 0; round < 5; round += 1) {
      const chosen = await Promise.all(PEOPLE.map(() => choose(WANTED, { ...GIVEN, number: numberOf(round) })));
      expect(chosen.sort()).toEqual(['lea', 'noe', 'paul']);
    }
  });
});

describe('who dealt with a case', () => {
  const entry = (topic: string, data: object): TimelineEntry => ({ at: '', topic, eventId: '', data });
  const acted = (action: string, id: string, more: object = {}) =>
    entry('advisor.acted', { action, advisor: { id }, ...more });

  it('is who decided, acted or was given it, the last first, and not who gave it', () => {
    const timeline = [
      entry('mail.received', {}),
      entry('review.decided', { advisor: { id: 'noe' } }),
      acted('assign', 'sam', { assignee: 'paul' }),
      acted('take-over', 'lea'),
      acted('assign', 'rules'),
      entry('review.decided', { advisor: { id: 'noe' } }),
    ];
    expect(advisorsIn(timeline)).toEqual(['noe', 'lea', 'paul']);
  });
});
