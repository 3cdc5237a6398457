import { describe, expect, it } from '@jest/globals';
import { moneyFromText } from './money-text.ts';
import { holds, sameValue, showValue } from './values.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const photo = { name: 'a.jpg', type: 'image/jpeg', blob: 'b1' };

describe('money as authors write it', () => {
  it.each([
    { text: '49,90 €', money: eur(4990) },
    { text: '1 234,5 €', money: eur(123_450) },
    { text: '12\u202F345,00\u00A0EUR', money: eur(1_234_500) },
    { text: '€49.90', money: eur(4990) },
    { text: '-12 €', money: eur(-1200) },
    { text: '100 CHF', money: { minor: 10_000, currency: 'CHF' } },
    { text: '500 JPY', money: { minor: 500, currency: 'JPY' } },
    { text: '5,5 JPY', money: undefined },
    { text: '49,901 €', money: undefined },
    { text: '49,90', money: undefined },
    { text: '€ 49 EUR', money: undefined },
    { text: 'gratuit', money: undefined },
    { text: '99999999999999999 €', money: undefined },
  ])('"$text" is $money', ({ text, money }) => {
    expect(moneyFromText(text)).toEqual(money);
  });
});

describe('a value of a test', () => {
  it.each([
    { name: 'money by its text', wanted: '49,90 €', actual: eur(4990), same: true },
    { name: 'money in another currency', wanted: '49,90 CHF', actual: eur(4990), same: false },
    { name: 'money in minor units', wanted: eur(4990), actual: eur(4990), same: true },
    { name: 'a text that is no money', wanted: 'beaucoup', actual: eur(4990), same: false },
    { name: 'what is not known', wanted: null, actual: undefined, same: true },
    { name: 'something where nothing is wanted', wanted: null, actual: 'x', same: false },
    { name: 'a document by its name', wanted: 'a.jpg', actual: [photo], same: true },
    { name: 'documents by their names', wanted: ['a.jpg', 'b.jpg'], actual: [photo], same: false },
    { name: 'a list in order', wanted: [1, 2], actual: [2, 1], same: false },
    { name: 'a record with one thing more', wanted: { a: 1 }, actual: { a: 1, b: 2 }, same: false },
    { name: 'a number against its text', wanted: '1', actual: 1, same: false },
  ])('$name: same is $same', ({ wanted, actual, same }) => {
    expect(sameValue(wanted, actual)).toBe(same);
  });

  it('may ask for some inputs only', () => {
    expect(holds({ a: 1 }, { a: 1, b: 2 })).toBe(true);
    expect(holds({ a: 1, c: 3 }, { a: 1, b: 2 })).toBe(false);
  });

  it.each([
    { value: { order: 'CMD-1', amount: eur(4990) }, words: '{ order: CMD-1, amount: 49,90\u00A0€ }' },
    { value: [photo], words: 'a.jpg' },
    { value: undefined, words: 'rien' },
    { value: ['1', 1, true, {}], words: '["1", 1, true, {}]' },
  ])('is shown as $words', ({ value, words }) => {
    expect(showValue(value, 'fr')).toBe(words);
  });
});
