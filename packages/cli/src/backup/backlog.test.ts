import type { LoggedMessages } from '@facteur/bus';
import { describe, expect, it } from '@jest/globals';
import { createBacklog } from './backlog.ts';

const chunk = (first: number, ...keys: string[]): LoggedMessages => ({
  topic: 'mail.received',
  partition: 1,
  first,
  count: keys.length,
  timeMs: 0,
  json: JSON.stringify(keys.flatMap((key) => [key, { of: key }])),
});

describe('The backlog', () => {
  it.each([
    { name: 'the slowest group counts', offsets: [6, 4], cases: ['B', 'C'] },
    { name: 'everything is handled', offsets: [7, 7], cases: [] },
    { name: 'nobody reads the topic', offsets: [], cases: [] },
    { name: 'nothing is handled', offsets: [0], cases: ['A', 'B', 'C'] },
  ])('holds the cases of events that are not handled: $name', ({ offsets, cases }) => {
    const places = offsets.map((offset, index) => ({
      group: `group-${index}`,
      topic: 'mail.received',
      partition: 1,
      offset,
    }));
    const backlog = createBacklog(places);
    backlog.see(chunk(0, 'A', 'A'));
    backlog.see(chunk(2, 'A', 'A', 'B'));
    backlog.see(chunk(5, 'C', 'B'));
    expect([...backlog.cases].sort()).toEqual(cases);
  });

  it('gives the events themselves, from the slowest group’s place on', () => {
    const backlog = createBacklog([{ group: 'ingest', topic: 'mail.received', partition: 1, offset: 1 }]);
    expect(backlog.see(chunk(0, 'A', 'B'))).toEqual([{ topic: 'mail.received', key: 'B', value: { of: 'B' } }]);
  });
});
