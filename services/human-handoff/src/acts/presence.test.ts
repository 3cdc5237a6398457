import { describe, expect, it } from '@jest/globals';
import { openPresence } from './presence.ts';

describe('presence', () => {
  it('shows who has the case open and who types, for half a minute', () => {
    let now = 0;
    const presence = openPresence({ now: () => now });
    presence.seen('A', { id: 'paul', name: 'Paul' }, true);
    presence.seen('B', { id: 'zoe', name: 'Zoé' }, false);
    now = 29_999;
    expect(presence.seen('A', { id: 'lea', name: 'Léa' }, false)).toEqual([
      { id: 'lea', name: 'Léa', isTyping: false },
      { id: 'paul', name: 'Paul', isTyping: true },
    ]);
    now = 30_000;
    expect(presence.seen('A', { id: 'lea', name: 'Léa' }, true)).toEqual([{ id: 'lea', name: 'Léa', isTyping: true }]);
  });
});
