import { describe, expect, it } from '@jest/globals';
import type { CaseRow } from './case-row.ts';
import { type CaseTable, openCaseTable } from './case-table.ts';
import { countFacets, type ListRequest, listPage } from './lists.ts';
import { factsOf, numberOf } from './testing/sample-facts.ts';

const HOUR_MS = 3_600_000;
const hour = (n: number): string => new Date(Date.UTC(2026, 0, 5) + n * HOUR_MS).toISOString();

function tableOf(rows: readonly Partial<CaseRow>[]): CaseTable {
  const table = openCaseTable();
  rows.forEach((row, n) => {
    table.put(factsOf(n, row));
  });
  return table;
}

const request = (more: Partial<ListRequest>): ListRequest => ({
  ...{ filter: { state: 'all' }, sort: 'age', limit: 10 },
  ...more,
});

/** Which cases a page shows, by their place in the table. */
function shown(table: CaseTable, more: Partial<ListRequest>): number[] {
  const numbers = listPage(table, request(more)).slots.map((slot) => table.numberAt(slot));
  return numbers.map((number) => Array.from({ length: table.slots }, (_, n) => numberOf(n)).indexOf(number ?? ''));
}

describe('the trash', () => {
  const table = tableOf([{}, { state: 'trash', tags: ['vip'] }, { state: 'done', tags: ['vip'] }]);

  it.each([
    { filter: { state: 'trash' }, expected: [1] },
    { filter: { state: 'all' }, expected: [0, 2] },
    { filter: {}, expected: [0, 2] },
    { filter: { state: 'all', tag: 'vip' }, expected: [2] },
  ])('is a list of its own: $filter', ({ filter, expected }) => {
    expect(shown(table, { filter })).toEqual(expected);
  });

  it('is counted as such, and nowhere else', () => {
    const counts = countFacets(table, { state: 'all' });
    expect([counts.state, counts.tag]).toEqual([{ unassigned: 1, done: 1, trash: 1, all: 2 }, { vip: 1 }]);
  });
});

describe('a list of cases', () => {
  it.each([
    { sort: 'age' as const, expected: [0, 1, 2, 3] },
    { sort: 'due' as const, expected: [3, 1, 0, 2] },
    { sort: 'priority' as const, expected: [2, 3, 1, 0] },
    { sort: 'updated' as const, expected: [3, 2, 1, 0] },
  ])('is sorted by $sort, cases without a deadline last', ({ sort, expected }) => {
    const table = tableOf([{}, { dueAt: hour(9) }, { priority: 'high' }, { dueAt: hour(1) }]);
    expect(shown(table, { sort })).toEqual(expected);
  });

  it.each([
    { name: 'what nobody has', filter: { state: 'unassigned' }, expected: [0] },
    { name: 'what someone has', filter: { state: 'assigned' }, expected: [1, 2] },
    { name: 'what I have', filter: { state: 'mine' }, expected: [1] },
    { name: 'what rests', filter: { state: 'snoozed' }, expected: [3] },
    { name: 'what is over', filter: { state: 'done' }, expected: [4] },
    { name: 'one of several tags', filter: { state: 'all', tag: 'vip' }, expected: [2] },
    { name: 'a reason', filter: { state: 'all', reason: 'low-confidence' }, expected: [3] },
    { name: 'a queue', filter: { state: 'all', queue: 'logistique' }, expected: [0] },
    { name: 'nothing that nobody ever said', filter: { state: 'all', mailbox: 'x' }, expected: [] },
  ])('takes $name', ({ filter, expected }) => {
    const review = { reviewId: 'r', queue: 'logistique', options: [], requestedAt: hour(0) };
    const table = tableOf([
      { review },
      { state: 'assigned', assignee: 'lea' },
      { state: 'assigned', assignee: 'paul', tags: ['colis', 'vip'] },
      { state: 'snoozed', assignee: 'lea', reasons: ['low-confidence'], snoozedUntil: hour(3) },
      { state: 'done', status: 'closed' },
    ]);
    expect(shown(table, { filter, me: 'lea' })).toEqual(expected);
  });

  it('leaves what the bot has out of the queue, not out of the list of all', () => {
    const table = openCaseTable();
    table.put(factsOf(0, { status: 'waiting-customer' }, { isForPeople: false }));
    expect(shown(table, { filter: { state: 'unassigned' } })).toEqual([]);
    expect(shown(table, { filter: { state: 'all' } })).toEqual([0]);
  });

  it('pages through everything once, while cases come, change and go between two pages', async () => {
    const table = tableOf(Array.from({ length: 25 }, () => ({})));
    const read: number[] = [];
    for (let after: string | undefined, page = 0; ; page += 1) {
      const { slots, cursor } = listPage(table, request({ limit: 10, after }));
      read.push(...slots);
      if (cursor === undefined) break;
      // The last one of the page goes: the next page begins at the same place all the same.
      if (page === 0) await table.remove([table.numberAt(slots.at(-1) ?? 0) ?? '']);
      if (page === 1) table.put(factsOf(0, { since: hour(99) }));
      after = cursor;
    }
    expect(read.slice(0, 25)).toEqual(Array.from({ length: 25 }, (_, n) => n));
  });

  it('breaks ties by number, so that no case is on two pages', () => {
    const table = tableOf(Array.from({ length: 9 }, () => ({ since: hour(1) })));
    const first = listPage(table, request({ limit: 4 }));
    const second = listPage(table, request({ limit: 5, after: first.cursor }));
    expect(first.total).toBe(9);
    expect(second.cursor).toBeUndefined();
    expect(new Set([...first.slots, ...second.slots]).size).toBe(9);
  });

  it.each(['nonsense', Buffer.from('["due",[1],"x"]').toString('base64url')])('refuses the cursor %s', (after) => {
    expect(() => listPage(tableOf([{}]), request({ after }))).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('refuses to say what is mine to nobody', () => {
    expect(() => listPage(tableOf([{}]), request({ filter: { state: 'mine' } }))).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
  });

  it('gives back what was put in', () => {
    const full: Partial<CaseRow> = {
      review: { reviewId: 'r', queue: 'q', options: ['oui'], requestedAt: hour(1) },
      customer: { address: 'c@x.example', name: 'C' },
      ...{ journey: 'retour', step: 'valider', dueAt: hour(5), bulk: 'b', tags: ['a', 'b'] },
      ...{ state: 'assigned', assignee: 'lea', priority: 'urgent' },
    };
    const table = tableOf([full]);
    expect(table.rowAt(0)).toEqual(factsOf(0, full).row);
  });
});

describe('counts', () => {
  it('say what each value would show: the other filters apply, its own does not', () => {
    const table = tableOf([
      { journey: 'retour' },
      { journey: 'retour', language: 'en' },
      { journey: 'remboursement' },
      { journey: 'retour', state: 'assigned', assignee: 'lea' },
      { journey: 'retour', state: 'done' },
    ]);
    const counts = countFacets(table, { state: 'unassigned', journey: 'retour' }, 'lea');
    expect(counts.journey).toEqual({ retour: 2, remboursement: 1 });
    expect(counts.state).toEqual({ unassigned: 2, assigned: 1, done: 1, mine: 1, all: 4 });
    expect(counts.language).toEqual({ fr: 1, en: 1 });
  });

  it('agree with the lists, whatever is asked', () => {
    const table = tableOf(
      Array.from({ length: 200 }, (_, n) => ({
        journey: ['retour', 'remboursement', 'suivi'][n % 3] ?? '',
        tags: n % 4 === 0 ? ['vip', 'colis'] : n % 5 === 0 ? ['vip'] : [],
        language: n % 7 === 0 ? 'en' : 'fr',
        ...(n % 2 === 0 ? { state: 'assigned' as const, assignee: n % 6 === 0 ? 'lea' : 'paul' } : {}),
      })),
    );
    for (const filter of [{ state: 'unassigned' }, { state: 'all', tag: 'vip' }, { state: 'mine', language: 'fr' }]) {
      const counts = countFacets(table, filter, 'lea');
      for (const facet of ['journey', 'tag', 'language', 'assignee'] as const)
        for (const [value, count] of Object.entries(counts[facet]))
          expect(listPage(table, request({ filter: { ...filter, [facet]: value }, me: 'lea', limit: 1 })).total).toBe(
            count,
          );
    }
  });
});
