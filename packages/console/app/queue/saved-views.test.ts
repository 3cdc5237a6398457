import { describe, expect, it } from '@jest/globals';
import { readViews, viewOf, withoutView, withView } from './saved-views.ts';

const vip = { name: 'VIP', filter: { tag: 'vip' } };

describe('saved views', () => {
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

  it('replace one of the same name', () => {
    const again = { name: ' VIP ', filter: { queue: 'sav' } };
    expect(withView([vip], again)).toEqual([{ name: 'VIP', filter: { queue: 'sav' } }]);
  });

  it('need a name', () => {
    expect(withView([vip], { name: '  ', filter: {} })).toEqual([vip]);
  });

  it('are found by what they show, and can be removed', () => {
    expect(viewOf([vip], { tag: 'vip' })).toBe(vip);
    expect(viewOf([vip], {})).toBeUndefined();
    expect(withoutView([vip], 'VIP')).toEqual([]);
  });
});
