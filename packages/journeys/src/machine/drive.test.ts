import { expect, it } from '@jest/globals';
import { initialTransition, transition } from 'xstate';
import { step } from '../step.ts';
import { journeyOf } from '../testing/journey-text.ts';
import { advance, begin } from './drive.ts';
import type { RunEvent } from './machine-types.ts';

const { machine } = journeyOf();
const start = { data: { 'order-number': ['CMD-1'] }, documents: [], text: 'perdu' };
const order = { number: 'CMD-1', total: { minor: 4990, currency: 'EUR' } };
const events: RunEvent[] = [
  { type: 'timer', name: 'nothing' },
  { type: 'call-done', step: 'retrouver', visit: 1, output: order },
  { type: 'call-failed', step: 'rembourser', visit: 1, code: 'refused', message: 'x' },
  { type: 'reviewed', step: 'rembourser', visit: 1, option: 'clore' },
];

it('drives the machine as XState itself does', () => {
  let ours = begin(machine, start);
  let [theirs, actions] = initialTransition(machine, start);
  for (const event of events) {
    expect(machine.getPersistedSnapshot(ours.next)).toEqual(machine.getPersistedSnapshot(theirs));
    expect(ours.actions.map(({ type, params }) => ({ type, params }))).toEqual(
      actions.map(({ type, params }) => ({ type, params })),
    );
    ours = advance(machine, ours.next, event);
    [theirs, actions] = transition(machine, theirs, event);
  }
  expect(ours.next.status).toBe('done');
});

it('persists what XState itself persists', () => {
  const { snapshot } = step(journeyOf(), undefined, { type: 'start', ...start });
  const theirs = machine.getPersistedSnapshot(initialTransition(machine, start)[0]);
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(JSON.parse(JSON.stringify(theirs)));
});
