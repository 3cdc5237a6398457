import { describe, expect, it } from '@jest/globals';
import { type GroupState, planMigration } from './migration-plan.ts';

const NOTHING = { raise: [], unchanged: [], missing: [], impossible: [], tooSoon: [] };

describe('the plan of a migration', () => {
  const wanted = [{ name: 'mail.received', partitions: 12, retentionMs: 1000 }];
  const at = (partitions: number) => [{ name: 'mail.received', partitions }];
  const group = (messages: number, members = 0): GroupState => ({
    name: 'ingest',
    members,
    behind: new Map([['mail.received', messages]]),
  });
  const raise = [{ topic: 'mail.received', from: 4, to: 12 }];

  it.each([
    { name: 'raises a count', found: at(4), groups: [group(0)], expected: { raise } },
    { name: 'leaves what is as declared', found: at(12), groups: [], expected: { unchanged: ['mail.received'] } },
    {
      name: 'leaves what is not there to the next start',
      found: [],
      groups: [],
      expected: { missing: ['mail.received'] },
    },
    {
      name: 'never lowers a count',
      found: at(16),
      groups: [],
      expected: { impossible: [expect.stringContaining('mail.received has 16 partitions, 12 are wanted')] },
    },
    {
      name: 'waits for a group that is not drained',
      found: at(4),
      groups: [group(3)],
      expected: { raise, tooSoon: [expect.stringContaining('ingest has 3 messages of topic mail.received')] },
    },
    {
      name: 'waits for services that still run',
      found: at(4),
      groups: [group(0, 2)],
      expected: { raise, tooSoon: [expect.stringContaining('ingest still has 2 consumers')] },
    },
    {
      name: 'does not mind a group that is behind on what stays as it is',
      found: at(12),
      groups: [group(3, 2)],
      expected: { unchanged: ['mail.received'] },
    },
    {
      name: 'does not mind a group that reads other topics',
      found: at(4),
      groups: [{ name: 'other', members: 1, behind: new Map([['reply.sent', 7]]) }],
      expected: { raise },
    },
  ])('$name', ({ found, groups, expected }) => {
    expect(planMigration(wanted, found, groups)).toEqual({ ...NOTHING, ...expected });
  });
});
