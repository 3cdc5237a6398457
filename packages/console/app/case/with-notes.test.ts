import { describe, expect, it } from '@jest/globals';
import { withNotes } from './with-notes.ts';

const entry = (at: string) => ({ at, topic: 'mail.received', eventId: `e${at}`, data: {} });
const note = (at: string) => ({ id: at, at, by: { id: 'lea' }, text: 'Vu', mentions: [] });
const order = (events: readonly string[], notes: readonly string[]) =>
  withNotes(events.map(entry), notes.map(note)).map(({ eventId }) => eventId);

describe('notes in a timeline', () => {
  it.each([
    { name: 'between events', events: ['1', '3'], notes: ['2'], expected: ['e1', 'note/2', 'e3'] },
    { name: 'after all of them', events: ['1'], notes: ['3', '2'], expected: ['e1', 'note/2', 'note/3'] },
    { name: 'before all of them', events: ['5'], notes: ['2'], expected: ['note/2', 'e5'] },
    {
      name: 'where an effect is told at its cause’s time',
      events: ['1', '4', '3', '6'],
      notes: ['5'],
      expected: ['e1', 'e4', 'e3', 'note/5', 'e6'],
    },
    { name: 'none', events: ['1'], notes: [], expected: ['e1'] },
  ])('stand $name', ({ events, notes, expected }) => {
    expect(order(events, notes)).toEqual(expected);
  });
});
