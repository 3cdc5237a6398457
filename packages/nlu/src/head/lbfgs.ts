/** Limited-memory BFGS (Nocedal 1980; Nocedal, Wright 2006, algorithm 7.5) with a backtracking line search, inside an arena. */
import type { Arena, Floats } from './arena.ts';

/** What to minimise: a smooth convex function. */
export interface Objective {
  /** Its value at `point`; writes its gradient there. */
  evaluate(point: Floats, gradient: Floats): number;
}

export interface LbfgsOptions {
  /** Default 200. */
  readonly maxSteps?: number;
  /** It ends when the gradient's length is below this part of `scale`; default 1e-4. */
  readonly tolerance?: number;
  /** A gradient's length; default that of the first one, which is right where nothing is known of the minimum yet. */
  readonly scale?: number;
  /** Pairs of steps remembered; default 6. */
  readonly memory?: number;
  /** Told after each step; false ends the search there. */
  readonly onStep?: (step: number) => boolean | undefined;
}

const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 20;
/** Ends when this many steps in a row gain next to nothing. */
const IDLE_STEPS = 3;
const IDLE_GAIN = 1e-7;

interface Pair {
  readonly step: Floats;
  readonly change: Floats;
  curvature: number;
}

/** Moves `point` to the minimum; returns the value there. */
export function minimise(arena: Arena, point: Floats, objective: Objective, options: LbfgsOptions = {}): number {
  const { maxSteps = 200, tolerance = 1e-4, memory = 6, onStep } = options;
  const vector = (): Floats => arena.allocate(point.length);
  const gradient = vector();
  const direction = vector();
  const before = vector();
  const gradientBefore = vector();
  const pairs: Pair[] = [];
  let value = objective.evaluate(point, gradient);
  const enough = tolerance * (options.scale ?? lengthOf(arena, gradient));
  let idle = 0;

  for (let step = 1; step <= maxSteps; step += 1) {
    toDirection(arena, gradient, direction, pairs);
    const slope = arena.dot(gradient, direction);
    if (slope >= 0) return value;
    arena.combine(before, 0, point, 1);
    arena.combine(gradientBefore, 0, gradient, 1);
    const first = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    const next = lineSearch({ arena, objective, point, before, direction, gradient, value, slope, first });
    if (next === undefined) return value;
    const gain = (value - next) / Math.max(1, Math.abs(value));
    value = next;
    idle = gain < IDLE_GAIN ? idle + 1 : 0;
    if (idle >= IDLE_STEPS || lengthOf(arena, gradient) <= enough) return value;
    if (onStep?.(step) === false) return value;
    remember(arena, { point, before, gradient, gradientBefore }, pairs, memory, vector);
  }
  return value;
}

function lengthOf(arena: Arena, vector: Floats): number {
  return Math.sqrt(arena.dot(vector, vector));
}

/** `direction = −H · gradient`, H being what the remembered steps say of the inverse curvature (two-loop recursion). */
function toDirection(arena: Arena, gradient: Floats, direction: Floats, pairs: readonly Pair[]): void {
  arena.combine(direction, 0, gradient, -1);
  const factors = pairs.map(() => 0);
  for (let at = pairs.length - 1; at >= 0; at -= 1) {
    const pair = pairs[at];
    if (pair === undefined) continue;
    const factor = arena.dot(pair.step, direction) / pair.curvature;
    factors[at] = factor;
    arena.combine(direction, 1, pair.change, -factor);
  }
  const last = pairs.at(-1);
  if (last !== undefined)
    arena.combine(direction, last.curvature / arena.dot(last.change, last.change), last.change, 0);
  for (const [at, pair] of pairs.entries()) {
    const factor = arena.dot(pair.change, direction) / pair.curvature;
    arena.combine(direction, 1, pair.step, (factors[at] ?? 0) - factor);
  }
}

interface Search {
  readonly arena: Arena;
  readonly objective: Objective;
  readonly point: Floats;
  readonly before: Floats;
  readonly direction: Floats;
  readonly gradient: Floats;
  readonly value: number;
  readonly slope: number;
  readonly first: number;
}

/** Leaves `point` and `gradient` where the value is lower by enough; undefined when no step is. */
function lineSearch({
  arena,
  objective,
  point,
  before,
  direction,
  gradient,
  value,
  slope,
  first,
}: Search): number | undefined {
  let length = first;
  for (let halving = 0; halving < MAX_HALVINGS; halving += 1) {
    arena.combine(point, 0, before, 1);
    arena.combine(point, 1, direction, length);
    const next = objective.evaluate(point, gradient);
    if (next <= value + SUFFICIENT_DECREASE * length * slope) return next;
    length /= 2;
  }
  arena.combine(point, 0, before, 1);
  return undefined;
}

interface Move {
  readonly point: Floats;
  readonly before: Floats;
  readonly gradient: Floats;
  readonly gradientBefore: Floats;
}

/** The newest pair takes the memory of the oldest. A pair without curvature is left out. */
function remember(arena: Arena, move: Move, pairs: Pair[], memory: number, vector: () => Floats): void {
  const oldest = pairs.length >= memory ? pairs.shift() : undefined;
  const pair = oldest ?? { step: vector(), change: vector(), curvature: 0 };
  arena.combine(pair.step, 0, move.point, 1);
  arena.combine(pair.step, 1, move.before, -1);
  arena.combine(pair.change, 0, move.gradient, 1);
  arena.combine(pair.change, 1, move.gradientBefore, -1);
  pair.curvature = arena.dot(pair.step, pair.change);
  if (pair.curvature > 1e-12) pairs.push(pair);
}
