import { describe, expect, it } from '@jest/globals';
import { allViews, namedApart, readViews, viewChanges, viewOf, withView } from './saved-views.ts';

const vip = { name: 'VIP', filter: { tag: 'vip' } };
const own = { id: 'v1', name: 'VIP', scope: 'me', version: 3, filter: { tag: 'vip' } } as const;
const shared = { id: 'v2', name: 'Retards', scope: 'all', filter: { sort: 'age' } } as const;

describe('views that a browser holds', () => {
  it.each([
    { name: 'nothing', stored: null },
    { name: 'broken JSON', stored: '[{' },
    { name: 'something else', stored: '{"name":"VIP"}' },
    { name: 'views without a name or a filter', stored: '[{"name":""},{"name":"x"},null]' },
  ])('are none when $name was stored', ({ stored }) => {
    expect(readViews(stored)).toEqual([]);
  });

  it('come back as they were stored', () => {
    expect(readViews(JSON.stringify([vip]))).toEqual([vip]);
  });

  it('stand beside those of the server, and once where the server has them too', () => {
    const stored = [{ id: 'v1', title: 'VIP', scope: 'me', filter: { tag: 'vip' } }] as const;
    const other = { name: 'VIP', filter: { tag: 'autre' } };
    expect(allViews(stored, [vip, other]).map(({ id, filter }) => [id, filter])).toEqual([
      ['v1', { tag: 'vip' }],
      [undefined, { tag: 'autre' }],
    ]);
  });

  it('get another name where theirs is taken, so that none is lost when they are taken over', () => {
    const held = [vip, { name: 'VIP (2)', filter: {} }, { name: 'Neuf', filter: {} }];
    expect(namedApart([own], held).map(({ name }) => name)).toEqual(['VIP (2)', 'VIP (2) (2)', 'Neuf']);
  });
});

describe('saved views', () => {
  it('replace one of their own of the same name', () => {
    const again = { name: ' VIP ', filter: { queue: 'sav' } };
    expect(withView([vip], again)).toEqual([{ name: 'VIP', filter: { queue: 'sav' } }]);
  });

  it('never replace one that is everybody’s', () => {
    expect(withView([shared], { name: 'Retards', filter: {} })).toHaveLength(2);
  });

  it('need a name', () => {
    expect(withView([vip], { name: '  ', filter: {} })).toEqual([vip]);
  });

  it('are found by what they show', () => {
    expect(viewOf([vip], { tag: 'vip' })).toBe(vip);
    expect(viewOf([vip], {})).toBeUndefined();
  });

  it.each([
    {
      name: 'a new view is saved',
      after: (views: readonly object[]) => [...views, { name: 'Neuf', filter: {} }],
      saved: [{ name: 'Neuf', filter: {} }],
      removed: [],
      held: 1,
    },
    {
      name: 'a view in the place of another keeps its id, version and owner',
      after: () => withView([own, shared, vip], { name: 'VIP', filter: { tag: 'x' } }),
      saved: [{ ...own, filter: { tag: 'x' } }],
      removed: [],
      held: 0,
    },
    { name: 'one that is taken out is deleted', after: () => [shared, vip], saved: [], removed: ['v1'], held: 1 },
    { name: 'one of the browser is let go there alone', after: () => [own, shared], saved: [], removed: [], held: 0 },
    {
      name: 'nothing is asked for where nothing changed',
      after: () => [own, shared, vip],
      saved: [],
      removed: [],
      held: 1,
    },
  ])('$name', ({ after, saved, removed, held }) => {
    const before = [own, shared, vip];
    const changes = viewChanges(before, after(before) as typeof before);
    expect({ ...changes, held: changes.held.length }).toEqual({ saved, removed, held });
  });
});
