import { describe, expect, it } from '@jest/globals';
import { sampleItem } from '../testing/sample-item.ts';
import { bulkOf, largestBulk } from './bulk.ts';

const same = (number: string) => sampleItem({ number, bulk: 'suivi', bulkOption: 'envoyer' });

describe('validating together', () => {
  it('takes cases of one proposal, by the choice that moves nothing', () => {
    expect(bulkOf([same('A'), same('B')])).toEqual({
      option: 'envoyer',
      reviewIds: ['A.r1', 'B.r1'],
      numbers: ['A', 'B'],
    });
  });

  it.each([
    { name: 'nothing is ticked', items: [] },
    { name: 'one of them moves money', items: [same('A'), sampleItem({ number: 'B' })] },
    { name: 'the first moves money', items: [sampleItem({ number: 'B' }), same('A')] },
    {
      name: 'the proposals differ',
      items: [same('A'), sampleItem({ number: 'B', bulk: 'autre', bulkOption: 'envoyer' })],
    },
  ])('is not offered when $name', ({ items }) => {
    expect(bulkOf(items)).toBeUndefined();
  });

  it('offers the largest group of the list', () => {
    const items = [
      same('A'),
      sampleItem({ number: 'C', bulk: 'autre', bulkOption: 'envoyer' }),
      same('B'),
      sampleItem({ number: 'D' }),
    ];
    expect(largestBulk(items)?.numbers).toEqual(['A', 'B']);
  });

  it('offers no group of one', () => {
    expect(largestBulk([same('A')])).toBeUndefined();
  });
});
