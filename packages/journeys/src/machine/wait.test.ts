import { describe, expect, it } from '@jest/globals';
import type { JourneyInput } from '../machine/run.ts';
import { step } from '../step.ts';
import { reviewed, run, timer } from '../testing/inputs.ts';
import { smallJourney, smallProblems, template } from '../testing/small-journey.ts';

const DAY = 86_400_000;
const start: JourneyInput = { type: 'start', data: {}, documents: [], facts: { name: 'Solène' } };
const END = '  - fin: { close: resolved }\n  - tard: { close: late }\n';
const waiting = (body: string, more = {}) =>
  smallJourney(`collect:\n  jour: { type: date, optional: true }\nsteps:\n  - attendre: ${body}\n${END}`, more);
const event = (name: string, data?: unknown): JourneyInput => ({ type: 'event', name, data });

describe('a wait for a while', () => {
  const journey = smallJourney('steps:\n  - attendre: { wait: 3d }\n  - fin: { close: resolved }\n');

  it('goes on when its timer falls', () => {
    expect(run(journey, start)).toMatchObject({
      snapshot: { value: 'attendre' },
      effects: [{ type: 'timer', name: 'attendre-1:over', afterMs: 3 * DAY }],
    });
    expect(run(journey, start, timer('attendre-1:over')).effects).toEqual([{ type: 'close', outcome: 'resolved' }]);
  });

  it.each([timer('attendre-2:over'), timer('attendre-1:at-most'), event('colis-livre')])(
    'ignores what it does not wait for: %j',
    (input) => {
      expect(run(journey, start, input)).toMatchObject({ accepted: false, effects: [] });
    },
  );
});

describe('a wait for a day', () => {
  const journey = waiting('{ wait: { until: jour, at-most: 30d, late: tard } }'.replace('jour', 'date("2026-11-20")'));

  it('ends at the start of that day, or in vain', () => {
    expect(run(journey, start).effects).toEqual([
      { type: 'timer', name: 'attendre-1:over', afterMs: 30 * DAY, at: '2026-11-20T00:00:00.000Z' },
      { type: 'timer', name: 'attendre-1:at-most', afterMs: 30 * DAY },
    ]);
    expect(run(journey, start, timer('attendre-1:over')).effects).toEqual([
      { type: 'cancel-timer', name: 'attendre-1:at-most' },
      { type: 'close', outcome: 'resolved' },
    ]);
    expect(run(journey, start, timer('attendre-1:at-most')).effects.at(-1)).toEqual({ type: 'close', outcome: 'late' });
  });

  it('waits 90 days at most, then asks a human, when nothing else is said', () => {
    const open = smallJourney(
      'steps:\n  - attendre: { wait: { until: date("2027-01-01") } }\n  - fin: { close: resolved }\n',
    );
    expect(run(open, start).effects.at(-1)).toMatchObject({ afterMs: 90 * DAY });
    const vain = run(open, start, timer('attendre-1:at-most'));
    expect(vain.effects.at(-1)).toMatchObject({
      type: 'review',
      reason: 'no-answer',
      options: ['continuer', 'réessayer', 'confier', 'clore'],
    });
    expect(step(open, vain.snapshot, reviewed('attendre', 'continuer')).done).toBe(true);
    expect(step(open, vain.snapshot, reviewed('attendre', 'réessayer')).effects[0]).toMatchObject({
      name: 'attendre-2:over',
    });
  });

  it.each([
    { value: '2026-11-20', at: '2026-11-20T00:00:00.000Z' },
    { value: '2026-11-20T08:30:00Z', at: '2026-11-20T00:00:00.000Z' },
  ])('reads $value', ({ value, at }) => {
    const known = smallJourney('steps:\n  - attendre: { wait: { until: facts.jour } }\n  - fin: { close: resolved }\n');
    expect(run(known, { ...start, facts: { jour: value } }).effects[0]).toMatchObject({ at });
  });

  it.each(['bientôt', 12, null, '2026-02-30'])('asks a human about %j', (jour) => {
    const known = smallJourney('steps:\n  - attendre: { wait: { until: facts.jour } }\n  - fin: { close: resolved }\n');
    expect(run(known, { ...start, facts: { jour } }).effects).toMatchObject([
      { type: 'review', step: 'attendre', reason: 'rule-undecided' },
    ]);
  });
});

describe('a wait for an event', () => {
  const shown = { 'templates/merci.fr.md': template('{{ colis.lieu }}') };
  const text = `steps:
  - attendre: { wait: { event: colis-livre, at-most: 10d, late: tard, save: colis } }
  - merci: { reply: merci, close: resolved }
  - tard: { close: late }
`;
  const journey = smallJourney(text, shown);

  it('goes on with what the event brings', () => {
    expect(run(journey, start).effects).toEqual([{ type: 'timer', name: 'attendre-1:at-most', afterMs: 10 * DAY }]);
    const { effects } = run(journey, start, event('colis-livre', { lieu: 'Brest' }));
    expect(effects).toMatchObject([
      { type: 'cancel-timer', name: 'attendre-1:at-most' },
      { type: 'reply', data: { colis: { lieu: 'Brest' } } },
      { type: 'close' },
    ]);
  });

  it('ignores other events', () => {
    expect(run(journey, start, event('colis-perdu')).accepted).toBe(false);
  });

  it('goes where the author said when nothing comes', () => {
    expect(run(journey, start, timer('attendre-1:at-most')).effects).toEqual([{ type: 'close', outcome: 'late' }]);
  });

  it.each([
    [
      'an empty wait',
      '{ event: colis-livre, at-most: 10d, late: tard, save: colis }',
      '{ at-most: 10d }',
      '2:17 missing-key',
    ],
    [
      'a date and an event',
      'event: colis-livre,',
      'event: colis-livre, until: date("2026-01-01"),',
      '2:25 wrong-value',
    ],
    [
      'a wait that is no duration',
      '{ event: colis-livre, at-most: 10d, late: tard, save: colis }',
      '3 days',
      '2:23 wrong-value',
    ],
    ['a bound that is none', '10d', 'forever', '2:54 wrong-value'],
    ['an unknown word', 'at-most', 'atmost', '2:45 unknown-key'],
    ['something saved from a date', 'event: colis-livre', 'until: date("2026-01-01")', '2:78 wrong-value'],
    ['an unknown step', 'late: tard', 'late: tart', '2:65 unknown-step'],
    [
      'an unknown variable',
      '{ event: colis-livre, at-most: 10d, late: tard, save: colis }',
      '{ until: colis.jour, late: tard }',
      '2:32 unset-variable templates/merci.fr.md:4:4 unset-variable',
    ],
    [
      'what an event brings, read where it is late',
      'tard: { close: late }',
      'tard: { reply: merci, close: late }',
      'templates/merci.fr.md:4:4 unset-variable',
    ],
  ])('tells %s', (_, from, to, expected) => {
    expect(smallProblems(text.replace(from, to), shown).join(' ')).toBe(expected);
  });

  it('cannot be what bounds a loop', () => {
    const loop = 'steps:\n  - un: { wait: 1d, go: deux }\n  - deux: { wait: 1d, go: un }\n';
    expect(smallProblems(loop)).toEqual(['2:5 endless-loop']);
  });
});
