import { describe, expect, it } from '@jest/globals';
import { openCaseTable } from './case-table.ts';
import { supervisionOf } from './supervision.ts';
import { factsOf } from './testing/sample-facts.ts';

const TODAY = Date.UTC(2026, 0, 5);
const NOW = TODAY + 10 * 3_600_000;
const at = (hour: number): string => new Date(TODAY + hour * 3_600_000).toISOString();

describe('the figures of a supervisor', () => {
  it('count what waits, what is late, what was done and by whom', () => {
    const table = openCaseTable();
    const closed = { state: 'done', status: 'closed' } as const;
    table.put(factsOf(0, { journey: 'retour', dueAt: at(9), since: at(8) }));
    table.put(factsOf(1, { journey: 'retour', dueAt: at(10.5), state: 'assigned', assignee: 'lea' }));
    table.put(factsOf(2, { journey: 'retour', state: 'snoozed', snoozedUntil: at(30) }));
    table.put(factsOf(3, { journey: 'retour', ...closed }, { closedAt: at(9) }));
    table.put(
      factsOf(
        4,
        { journey: 'suivi', ...closed },
        {
          closedAt: at(-2),
          isAutomatic: false,
          decisions: [
            { by: 'paul', at: at(-2) },
            { by: 'paul', at: at(1) },
          ],
        },
      ),
    );
    table.put(factsOf(5, { journey: 'ancien', ...closed }, { closedAt: at(-200) }));
    table.put(factsOf(6, { journey: 'suivi', dueAt: at(1) }, { isForPeople: false }));
    expect(supervisionOf(table, NOW, TODAY)).toEqual({
      ...{ open: 2, unassigned: 1, oldestSince: at(8), overdue: 1, dueSoon: 1, automaticShare: 0.5 },
      perAdvisor: [
        { id: 'lea', open: 1, decidedToday: 0 },
        { id: 'paul', open: 0, decidedToday: 1 },
      ],
      perJourney: [
        { journey: 'retour', open: 2, closedToday: 1, automaticShare: 1 },
        { journey: 'suivi', open: 0, closedToday: 0, automaticShare: 0 },
      ],
      perMailbox: [{ mailbox: 'sav@boutique.example', open: 2, closedToday: 1, automaticShare: 0.5 }],
    });
  });

  it('say nothing of a share where nothing was closed, nor of the oldest where nothing waits', () => {
    const figures = supervisionOf(openCaseTable(), NOW, TODAY);
    expect(figures).toEqual({
      ...{ open: 0, unassigned: 0, overdue: 0, dueSoon: 0 },
      ...{ perAdvisor: [], perJourney: [], perMailbox: [] },
    });
  });
});
