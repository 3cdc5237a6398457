import { describe, expect, it } from '@jest/globals';
import type { JourneyInput } from '../machine/run.ts';
import { done, failed, reviewed, run, timer } from '../testing/inputs.ts';
import { smallJourney, smallProblems } from '../testing/small-journey.ts';

const TEXT = `collect:
  commande: { type: order-number, ask: demande }
steps:
  - retrouver:
      call: boutique.order
      with: { number: commande }
      once-per: commande
      retry: [5m, 30m]
      save: order
      on: { not-found: fin }
  - fin: { close: resolved }
`;
const start: JourneyInput = { type: 'start', data: { 'order-number': ['CMD-1'] }, documents: [] };
const gone = (visit: number) => failed('unavailable', visit);

describe('a call that tries again', () => {
  const journey = smallJourney(TEXT);
  const second = [start, gone(1), timer('retrouver-1:retry')];
  const third = [...second, gone(2), timer('retrouver-2:retry')];

  it('waits, then makes the call again under the same business key', () => {
    expect(run(journey, start, gone(1))).toMatchObject({
      snapshot: { value: 'retrouver:retry' },
      effects: [{ type: 'timer', name: 'retrouver-1:retry', afterMs: 300_000 }],
    });
    expect(run(journey, ...second).effects).toMatchObject([{ type: 'call', visit: 2, oncePer: 'CMD-1' }]);
    expect(run(journey, ...second, gone(2)).effects).toMatchObject([{ type: 'timer', afterMs: 1_800_000 }]);
    expect(run(journey, ...third, done('retrouver', {}, 3))).toMatchObject({ done: true });
  });

  it('asks a human after the last attempt, who may begin anew', () => {
    const over = [...third, gone(3)];
    expect(run(journey, ...over).effects).toMatchObject([{ type: 'review', reason: 'connector-failed' }]);
    const again = [...over, reviewed('retrouver', 'réessayer', 3), gone(4)];
    expect(run(journey, ...again).effects).toMatchObject([{ type: 'timer', afterMs: 300_000 }]);
  });

  it.each([
    { name: 'another error', inputs: [start, failed('refused')], value: 'retrouver:review' },
    { name: 'a planned error', inputs: [start, failed('not-found')], value: 'end' },
    { name: 'an error after a new attempt', inputs: [...second, failed('refused', 2)], value: 'retrouver:review' },
  ])('does not try again after $name', ({ inputs, value }) => {
    expect(run(journey, ...inputs).snapshot).toMatchObject({ value });
  });

  it.each([timer('retrouver-2:retry'), gone(1), done('retrouver', {})])('ignores %j while it waits', (input) => {
    expect(run(journey, start, gone(1), input)).toMatchObject({ accepted: false, effects: [] });
  });

  it('goes where the author said when it is unavailable to the end', () => {
    const planned = smallJourney(TEXT.replace('not-found: fin', 'unavailable: fin'));
    expect(run(planned, ...second).effects).toMatchObject([{ type: 'call' }]);
    expect(run(planned, ...third, gone(3)).done).toBe(true);
    expect(
      run(smallJourney(TEXT.replace(/ {6}retry.*\n/, '').replace('not-found: fin', 'unavailable: fin')), start, gone(1))
        .done,
    ).toBe(true);
  });

  it.each([
    ['a wait that is none', '[5m, 30m]', '[5m, soon]', '8:19 wrong-value'],
    ['no wait at all', '[5m, 30m]', '[]', '8:14 wrong-value'],
    ['more attempts than make sense', '[5m, 30m]', '[1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m]', '8:14 wrong-value'],
    ['a misspelt error', 'not-found: fin', 'unavailabel: fin', '10:13 unknown-error'],
  ])('tells %s', (_, from, to, expected) => {
    expect(smallProblems(TEXT.replace(from, to)).join(' ')).toBe(expected);
  });
});
