import { describe, expect, it } from '@jest/globals';
import type { LogEntry } from './audit/facts.ts';
import { factsOf, storyOf } from './audit/testing/run.ts';
import { resultOf, table } from './report.ts';

const options = { seed: 7, mode: 'kafka', minutes: 1, isJson: true } as const;
const plan = {
  streamMs: 60_000,
  customers: [],
  faults: [{ kind: 'kill', target: 'product', downMs: 0, atMs: 0 }],
} as const;
const event: LogEntry = { topic: 't', partition: 0, offset: 0, id: 'a', subject: 's', source: 'x' };
const facts = factsOf([storyOf(0, 'refund-when-asked'), storyOf(1, 'two-intents')], [event, { ...event, offset: 1 }]);

describe('a result', () => {
  it('counts what happened', () => {
    const arrivals = [...facts.arrivals, ...facts.arrivals];
    expect(resultOf(options, plan, { ...facts, arrivals }, { findings: [], failedStarts: 2 })).toEqual({
      ...{ seed: 7, mode: 'kafka', minutes: 1, faults: { kill: 1 }, customers: 2 },
      mails: { distinct: 3, attempts: 3, acknowledgements: 3 },
      cases: { closed: 1, 'waiting-advisor': 1 },
      reviews: { 'several-intents': 1 },
      refunds: 1,
      replies: { acknowledgement: 2, question: 1, refund: 1 },
      arrivals: 8,
      events: { distinct: 1, all: 2 },
      ...{ failedStarts: 2, findings: [] },
    });
  });

  it('names findings and the folder with the logs', () => {
    const finding = { kind: 'refund-twice', about: 'CMD-2026-00001', detail: '2 refunds booked' };
    const result = resultOf(options, plan, facts, { findings: [finding], failedStarts: 0, folder: '/tmp/x' });
    expect(table(result)).toMatch(/findings +1 refund-twice\n {2}refund-twice {2}CMD-2026-00001 {2}2 refunds booked\n/);
    expect(table(result)).toMatch(/: \/tmp\/x\n$/);
  });

  it('says that there is nothing to find', () => {
    const result = resultOf(options, plan, facts, { findings: [], failedStarts: 0 });
    expect(table(result)).toMatch(/findings +none\n$/);
  });
});
