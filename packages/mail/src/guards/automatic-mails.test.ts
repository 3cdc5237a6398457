import { describe, expect, it } from '@jest/globals';
import {
  AUTOMATIC_LIMITS,
  type AutomaticHistory,
  type AutomaticMail,
  afterAutomatic,
  heldBack,
  NO_AUTOMATIC_MAILS,
} from './automatic-mails.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What becomes of `count` mails, one every `everyMs`, each an exchange of its own unless told otherwise. */
function play(count: number, everyMs: number, { answers = (n: number) => `m${n}`, from = NO_AUTOMATIC_MAILS } = {}) {
  let history: AutomaticHistory = from;
  const outcomes = Array.from({ length: count }, (_, n) => {
    const mail: AutomaticMail = { id: `r${n}`, answers: answers(n), at: n * everyMs };
    const held = heldBack(history, mail, AUTOMATIC_LIMITS);
    history = afterAutomatic(history, mail, held);
    return held ?? 'sent';
  });
  return { history, outcomes, sent: outcomes.filter((one) => one === 'sent').length };
}

describe('automatic mails', () => {
  it.each([
    { name: 'five exchanges in an hour go', count: 5, everyMs: MINUTE, sent: 5 },
    { name: 'the sixth in an hour does not', count: 6, everyMs: MINUTE, sent: 5, last: 'loop-suspected' },
    { name: 'nor does any other for a day', count: 100, everyMs: 10 * MINUTE, sent: 5, last: 'loop-suspected' },
    { name: 'slower ones go until there are enough for a day', count: 20, everyMs: 15 * MINUTE, sent: 20 },
    { name: 'the 21st of a day does not', count: 21, everyMs: 15 * MINUTE, sent: 20, last: 'daily-limit' },
    { name: 'rare ones always go', count: 60, everyMs: 2 * HOUR, sent: 60 },
    {
      name: 'after a day without any, a broken loop starts again and is broken again',
      count: 1_700,
      everyMs: MINUTE,
      sent: 10,
      last: 'loop-suspected',
    },
  ])('$name', ({ count, everyMs, sent, last = 'sent' }) => {
    const played = play(count, everyMs);
    expect(played.sent).toBe(sent);
    expect(played.outcomes.at(-1)).toBe(last);
  });

  it('to the same mail are one exchange', () => {
    expect(play(8, MINUTE, { answers: (n) => `m${Math.floor(n / 2)}` }).sent).toBe(8);
  });

  it('are let go again when they were let go before, and count once', () => {
    const { history } = play(5, MINUTE);
    const again = { id: 'r2', answers: 'm2', at: 10 * MINUTE };
    expect(heldBack(history, again, AUTOMATIC_LIMITS)).toBeUndefined();
    expect(afterAutomatic(history, again, undefined).sent).toHaveLength(5);
  });

  it('forget what is older than a day', () => {
    expect(play(60, 2 * HOUR).history.sent).toHaveLength(12);
  });
});
