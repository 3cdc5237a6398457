import { describe, expect, it } from '@jest/globals';
import { answersTogether, batchesOf, byReason, tagsOf } from './act-on-many.ts';

describe('acting on many cases', () => {
  it.each([
    { name: 'nothing needs no batch', numbers: [], expected: [] },
    { name: 'what fits goes at once', numbers: ['A', 'B'], expected: [['A', 'B']] },
    { name: 'the rest goes in a batch of its own', numbers: ['A', 'B', 'C'], expected: [['A', 'B'], ['C']] },
  ])('$name', ({ numbers, expected }) => {
    expect(batchesOf(numbers, 2)).toEqual(expected);
  });

  it('puts the answers of all batches together', () => {
    const refused = { number: 'B', why: 'clos' };
    expect(
      answersTogether([
        { done: ['A'], refused: [refused] },
        { done: ['C'], refused: [] },
      ]),
    ).toEqual({
      done: ['A', 'C'],
      refused: [refused],
    });
  });

  it('says each reason once, with the cases that it concerns', () => {
    const groups = byReason([
      { number: 'A', why: 'clos' },
      { number: 'B', why: 'fusionné' },
      { number: 'C', why: 'fusionné' },
    ]);
    expect(groups).toEqual([
      { why: 'fusionné', numbers: ['B', 'C'] },
      { why: 'clos', numbers: ['A'] },
    ]);
  });

  it('offers the tags that any of them has, the most used first', () => {
    expect(tagsOf([{ tags: ['vip'] }, { tags: ['casse', 'vip'] }, { tags: [] }])).toEqual([
      { tag: 'vip', count: 2 },
      { tag: 'casse', count: 1 },
    ]);
  });
});
