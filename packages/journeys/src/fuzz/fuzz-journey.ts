/** Walks a journey at random and reports what it must never do, each with the shortest way there that was found. */
import type { OperationCatalogue } from '../check/catalogue.ts';
import type { Journey } from '../journey.ts';
import type { JourneyInput } from '../machine/run.ts';
import { step } from '../step.ts';
import { choicesOf } from './random.ts';
import { shorten } from './shorten.ts';
import { terrainOf, walk } from './walk.ts';
import { type Fault, type Move, newWorld, play, type Stepper } from './world.ts';

/** What to walk with. */
export interface FuzzOptions {
  /** Default 1; the same seed gives the same walks. */
  readonly seed?: number;
  /** How many walks; default 300. */
  readonly runs?: number;
  /** What the connectors can answer. */
  readonly catalogue: OperationCatalogue;
  /** Most inputs of one walk before only time passes; default 40. */
  readonly maxInputs?: number;
}

/** A fault that was found, and the inputs that lead to it from the start, as few as were found to do. */
export interface FuzzFinding extends Fault {
  readonly inputs: readonly JourneyInput[];
}

/** What walking found. */
export interface FuzzReport {
  readonly runs: number;
  /** Each kind of fault once a state, in the order found. */
  readonly findings: readonly FuzzFinding[];
  /** Steps that no walk reached: perhaps dead, perhaps only hard to reach with made-up data. */
  readonly unreached: readonly string[];
}

/** Walks `journey`. Pure: nothing is called, sent or kept. */
export function fuzzJourney(journey: Journey, options: FuzzOptions): FuzzReport {
  return fuzzWith(journey, options, (snapshot, input) => step(journey, snapshot, input));
}

/** The same with another engine than `step`, for its tests. */
export function fuzzWith(journey: Journey, options: FuzzOptions, stepper: Stepper): FuzzReport {
  const { seed = 1, runs = 300, catalogue, maxInputs = 40 } = options;
  const choices = choicesOf(seed);
  const terrain = terrainOf(journey, catalogue);
  const findings = new Map<string, Found>();
  const reached = new Set<string>();
  for (let run = 0; run < runs; run++) {
    const { moves, world } = walk(terrain, stepper, choices, maxInputs);
    for (const entered of world.trail) reached.add(entered.step);
    if (world.fault !== undefined) note(findings, world.fault, moves, stepper);
  }
  const unreached = journey.steps.map(({ name }) => name).filter((name) => !reached.has(name));
  return { runs, findings: [...findings.values()].map(({ finding }) => finding), unreached };
}

/** Other walks to a fault that is known already may be shorter; after this many it is short enough. */
const WAYS_TO_A_FAULT = 8;

function note(findings: Map<string, Found>, fault: Fault, moves: readonly Move[], stepper: Stepper): void {
  const name = `${fault.kind}/${fault.state}`;
  const known = findings.get(name);
  if (known !== undefined && known.ways >= WAYS_TO_A_FAULT) return;
  const shortest = shorten(moves, fault, stepper);
  const { sent: inputs } = shortest.reduce((world, move) => play(world, move, stepper), newWorld());
  const isShorter = known === undefined || inputs.length < known.finding.inputs.length;
  findings.set(name, { ways: (known?.ways ?? 0) + 1, finding: isShorter ? { ...fault, inputs } : known.finding });
}

/** A finding, and how many ways to it were looked at. */
interface Found {
  readonly finding: FuzzFinding;
  readonly ways: number;
}
