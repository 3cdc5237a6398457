import { describe, expect, it } from '@jest/globals';
import { readJourneysFolder } from '../files/journey-files.ts';
import { journeysFrom } from '../journey.ts';
import type { JourneyEffect } from '../machine/run.ts';
import { step } from '../step.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { journeyOf } from '../testing/journey-text.ts';
import { fuzzJourney, fuzzWith } from './fuzz-journey.ts';
import { fuzzReport } from './fuzz-text.ts';
import type { Stepper } from './world.ts';

const SHIPPED = new URL('../../../../journeys', import.meta.url).pathname;
const { journeys } = journeysFrom(await readJourneysFolder(SHIPPED), DEMO_CATALOGUE);

it.each(journeys)('$name: 300 random walks find no fault', (shipped) => {
  const report = fuzzJourney(shipped, { seed: 7, runs: 300, catalogue: DEMO_CATALOGUE });
  expect(fuzzReport(shipped.name, { ...report, unreached: [] }, 'en')).toBe(
    `✓ ${shipped.name}: 300 random walks, 0 fault(s)\n`,
  );
});

it.each(journeys.filter(({ name }) => ['remboursement', 'renvoi-colis', 'suivi-commande'].includes(name)))(
  '$name: random walks reach every step',
  (shipped) => {
    expect(fuzzJourney(shipped, { seed: 7, runs: 300, catalogue: DEMO_CATALOGUE }).unreached).toEqual([]);
  },
);

const journey = journeyOf();
const right: Stepper = (snapshot, input) => step(journey, snapshot, input);

/** An engine that gives out other effects than it should. */
function giving(change: (effects: readonly JourneyEffect[]) => readonly JourneyEffect[]): Stepper {
  return (snapshot, input) => {
    const result = right(snapshot, input);
    return { ...result, effects: change(result.effects) };
  };
}

const isReply = ({ type }: JourneyEffect): boolean => type === 'reply';

describe('an engine that is wrong is found out', () => {
  it.each([
    {
      name: 'a review that nobody gets',
      stepper: giving((effects) => effects.filter((effect) => effect.type !== 'review' || effect.step !== 'valider')),
      finding: { kind: 'dead-end', state: 'valider' },
      inputs: ['start', 'call-done'],
    },
    {
      name: 'a question without a time limit',
      stepper: giving((effects) => effects.filter(({ type }) => type !== 'timer')),
      finding: { kind: 'dead-end', state: 'collect:ask' },
      inputs: ['start'],
    },
    {
      name: 'a call that is given out twice',
      stepper: giving((effects) =>
        effects.flatMap((effect) =>
          effect.type === 'call' && effect.step === 'rembourser' ? [effect, effect] : [effect],
        ),
      ),
      finding: { kind: 'given-twice', state: 'rembourser' },
      inputs: ['start', 'call-done'],
    },
    {
      name: 'a reply after the close',
      stepper: giving((effects) => [...effects.filter((effect) => !isReply(effect)), ...effects.filter(isReply)]),
      finding: { kind: 'after-close', state: 'confirmer' },
      inputs: ['start', 'call-done', 'call-done'],
    },
    {
      name: 'a break',
      stepper: ((snapshot, input) => {
        if (input.type === 'call-failed' && input.code === 'refused') throw new Error('broken');
        return right(snapshot, input);
      }) as Stepper,
      finding: { kind: 'exception', state: 'rembourser' },
      inputs: ['start', 'call-done', 'call-failed'],
    },
    {
      name: 'a timer that sets itself again without end',
      stepper: ((snapshot, input) => {
        const result = right(snapshot, input);
        if (input.type !== 'timer') return result;
        const effects = [{ type: 'timer', name: input.name, afterMs: 1 } as const];
        const trail = Array.from({ length: 100 }, () => ({ step: 'collect', visit: 1 }));
        return { snapshot: snapshot ?? result.snapshot, effects, trail, done: false, accepted: true };
      }) as Stepper,
      finding: { kind: 'endless-loop', state: 'collect:ask' },
      inputs: ['start', ...Array.from({ length: 10 }, () => 'timer')],
    },
  ])('$name, by the shortest way', ({ stepper, finding, inputs }) => {
    const { findings } = fuzzWith(journey, { seed: 3, runs: 300, catalogue: DEMO_CATALOGUE }, stepper);
    const found = findings.find(({ kind, state }) => kind === finding.kind && state === finding.state);
    expect(found).toMatchObject(finding);
    expect(found?.inputs.map(({ type }) => type)).toEqual(inputs);
  });
});

it('gives the same findings for the same seed, and tells them in words', () => {
  const stepper = giving((effects) =>
    effects.filter((effect) => effect.type !== 'review' || effect.step !== 'valider'),
  );
  const once = fuzzWith(journey, { seed: 3, runs: 60, catalogue: DEMO_CATALOGUE }, stepper);
  expect(fuzzWith(journey, { seed: 3, runs: 60, catalogue: DEMO_CATALOGUE }, stepper)).toEqual(once);
  const words = fuzzReport('essai', once, 'fr');
  expect(words).toContain('✗ impasse en « valider » : attend sans délai ni conseiller');
  expect(words).toMatch(/1\. le client écrit « .* » \{ order-number: \[CMD-2026-0000\d\]/);
  expect(words).toContain('2. « retrouver » répond {');
});

it('tells the steps that no walk reaches', () => {
  const stepper: Stepper = (snapshot, input) => {
    const result = right(snapshot, input);
    return { ...result, trail: result.trail.filter((entry) => entry.step !== 'verifier') };
  };
  const report = fuzzWith(journey, { runs: 100, catalogue: DEMO_CATALOGUE }, stepper);
  expect(report).toEqual({ runs: 100, findings: [], unreached: ['verifier'] });
  expect(fuzzReport('essai', report, 'fr')).toContain('· étape « verifier » jamais atteinte au hasard');
});
