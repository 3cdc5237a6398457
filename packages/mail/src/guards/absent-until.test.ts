import { describe, expect, it } from '@jest/globals';
import { absentUntil } from './absent-until.ts';

/** A Tuesday. */
const SENT = Date.UTC(2026, 3, 28, 15, 30);
const until = (text: string, subject = 'Absence') => {
  const at = absentUntil(subject, text, SENT);
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);
};

describe('when the sender of an absence notice is back', () => {
  it.each([
    { text: 'Je suis absente jusqu’au 3 mai.', expected: '2026-05-04' },
    { text: 'Je suis absent jusqu’au\nlundi 4 mai 2026 inclus.', expected: '2026-05-05' },
    { text: 'En congés du 27 avril au 8 mai, je lis peu mes mails.', expected: '2026-05-09' },
    { text: 'En congés du lundi 27 avril au 1er juin.', expected: '2026-06-02' },
    { text: 'Absent jusqu’au 31/12.', expected: undefined },
    { text: 'Absent jusqu’au 31/12/2026 pour congé parental.', expected: '2027-01-01' },
    { text: 'Absent jusqu’au 04/05/26.', expected: '2026-05-05' },
    { text: 'Je serai de retour le 4 mai.', expected: '2026-05-04' },
    { text: 'Je suis absent jusqu’au 3 mai et serai de retour le lundi 4.05.2026.', expected: '2026-05-04' },
    { text: 'Je serai de retour lundi.', expected: '2026-05-04' },
    { text: 'Je serai de retour mardi prochain.', expected: '2026-05-05' },
    { text: 'Je serai à nouveau joignable à partir du 11 mai 2026.', expected: '2026-05-11' },
    { text: 'I am out of the office until May 4th.', expected: '2026-05-05' },
    { text: 'I am out of the office until 4 May 2026.', expected: '2026-05-05' },
    { text: 'I’m away from April 27 to May 8, 2026.', expected: '2026-05-09' },
    { text: 'I will be back on Monday, May 4.', expected: '2026-05-04' },
    { text: 'I will be back in the office on Thursday.', expected: '2026-04-30' },
    { text: 'I will return to the office on 2026-05-11.', expected: '2026-05-11' },
    { text: 'I am out of the office until 05/04.', expected: '2026-05-05' },
    { text: 'I am out of the office until 05/15/2026.', expected: '2026-05-16' },
    { text: 'Je rentre en janvier.', expected: undefined },
    { text: 'Je suis absent pour une durée indéterminée.', expected: undefined },
    { text: 'Je suis absent jusqu’au 31 juin.', expected: undefined },
    { text: 'Je suis absent jusqu’au 20 avril.', expected: undefined },
    { text: 'De retour bientôt. Appelez Paul au 03.04.05.06.07.', expected: undefined },
    { text: 'Absent jusqu’au 3 mai 2042.', expected: undefined },
    { text: '', expected: undefined },
  ])('$text → $expected', ({ text, expected }) => {
    expect(until(text)).toBe(expected);
  });

  it('may stand in the subject alone', () => {
    expect(until('Je vous répondrai à mon retour.', 'Absent du bureau jusqu’au 3 mai')).toBe('2026-05-04');
  });

  it('is next year’s day when the year turns meanwhile', () => {
    expect(absentUntil('', 'Absent jusqu’au 4 janvier.', Date.UTC(2026, 11, 22))).toBe(Date.UTC(2027, 0, 5));
  });

  it.each(['du ', 'jusqu’au ', 'from ', 'back on ', '\n', 'until 1', '1 mai '])(
    'is looked for in linear time among "%s"',
    (word) => {
      expect(until(word.repeat(200_000))).toBeUndefined();
    },
  );
});
