import { describe, expect, it } from '@jest/globals';
import { canSplit, chosenTexts, MOST_PARTS, suggestedParts, toggled, withoutPart, withPart } from './split-parts.ts';

const TEXT = 'Le vase est cassé. Où est mon colis ? Et ma facture ?';
const request = (words: string, intent: string, where: 'text' | 'subject' = 'text') => {
  const start = TEXT.indexOf(words);
  return { span: { in: where, start, end: start + words.length }, intents: [{ intent, probability: 0.9 }] };
};
const VASE = request('Le vase est cassé. ', 'renvoi');
const PARCEL = request('Où est mon colis ?', 'suivi');
const BILL = request('Et ma facture ?', 'facture');
const said = (parts: Parameters<typeof chosenTexts>[1]): string[] => chosenTexts(TEXT, parts).map(({ text }) => text);

describe('parts that are suggested', () => {
  it.each([
    {
      name: 'all requests but the one that the case is about',
      requests: [VASE, PARCEL, BILL],
      own: 'suivi',
      expected: ['Le vase est cassé.', 'Et ma facture ?'],
    },
    {
      name: 'all but the first without a journey',
      requests: [PARCEL, VASE],
      own: undefined,
      expected: ['Où est mon colis ?'],
    },
    { name: 'none of a single request', requests: [PARCEL], own: 'suivi', expected: [] },
    { name: 'none of the subject', requests: [request('Le', 'suivi', 'subject')], own: undefined, expected: [] },
    {
      name: 'the first one stays when the case is about none of them',
      requests: [VASE, PARCEL],
      own: 'autre',
      expected: ['Où est mon colis ?'],
    },
  ])('$name', ({ requests, own, expected }) => {
    expect(said(suggestedParts(TEXT, requests, own))).toEqual(expected);
  });
});

describe('parts that are chosen', () => {
  const start = TEXT.indexOf('Où');

  it('a selection becomes a part without the space around it, whichever way it was drawn', () => {
    const drawn = withPart(TEXT, [], { start: start + 19, end: start - 1 });
    expect(said(drawn)).toEqual(['Où est mon colis ?']);
  });

  it('a selection replaces the parts that it touches and keeps the order of the text', () => {
    const parts = suggestedParts(TEXT, [VASE, PARCEL, BILL], undefined);
    const all = withPart(TEXT, parts, { start: TEXT.indexOf('mon colis'), end: TEXT.length });
    expect(said(all)).toEqual(['mon colis ? Et ma facture ?']);
    expect(all.map(({ isChosen }) => isChosen)).toEqual([false, true]);
  });

  it.each([
    { name: 'nothing', from: 3, to: 3 },
    { name: 'a space', from: 2, to: 3 },
    { name: 'what lies beyond the text', from: 900, to: 950 },
  ])('$name adds nothing', ({ from, to }) => {
    expect(withPart(TEXT, [], { start: from, end: to })).toEqual([]);
  });

  it('one that stays can be ticked, and one can be taken away', () => {
    const parts = suggestedParts(TEXT, [VASE, PARCEL], undefined);
    expect(said(toggled(parts, 0))).toEqual(['Le vase est cassé.', 'Où est mon colis ?']);
    expect(said(withoutPart(parts, start))).toEqual([]);
  });

  it('between one and eight make a split', () => {
    const parts = Array.from({ length: MOST_PARTS + 1 }, (_, at) => ({ start: at, end: at + 1, isChosen: true }));
    expect([parts.slice(0, 0), parts.slice(0, 1), parts.slice(1), parts].map(canSplit)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
