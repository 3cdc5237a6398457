/** One walk through a journey: at each point something that can happen there, what was tried least first. */
import type { OperationCatalogue } from '../check/catalogue.ts';
import type { Journey } from '../journey.ts';
import { type MailPool, mailPoolOf, makeCorrections, makeMail } from './mails.ts';
import { makeOutput } from './make-values.ts';
import type { Choices } from './random.ts';
import { type Reads, whatIsRead } from './what-is-read.ts';
import { type Move, newWorld, play, type Stepper, stateOf, type World } from './world.ts';

/** What walks through one journey draw from, and how often each thing was tried in each state. */
export interface Terrain {
  readonly mails: MailPool;
  /** Call step → what is read of its answer, and its operation. */
  readonly calls: ReadonlyMap<string, { readonly operation: string; readonly reads: readonly Reads[] }>;
  readonly events: readonly string[];
  readonly catalogue: OperationCatalogue;
  readonly tried: Map<string, number>;
  /** State → the shortest way there so far, and how many walks set out from it. */
  readonly ways: Map<string, { readonly moves: readonly Move[]; readonly uses: number }>;
}

/** A walk: its moves, and where they led. */
export interface Walk {
  readonly moves: readonly Move[];
  readonly world: World;
}

/** Something that can happen, under the name that counts it. */
interface Option {
  readonly name: string;
  /** How often it should happen against the others of the same state. */
  readonly share: number;
  readonly make: () => Move;
}

/** Looks at `journey` once for all walks. */
export function terrainOf(journey: Journey, catalogue: OperationCatalogue): Terrain {
  const aliases = journey.steps.flatMap((step) =>
    step.kind === 'each' ? [{ name: step.as, of: step.of.source.trim() }] : [],
  );
  const saves = journey.steps.flatMap((step) => (step.kind === 'call' && step.save !== undefined ? [step.save] : []));
  const reads = [...whatIsRead(journey, [...saves, ...aliases.map(({ name }) => name)]).values()];
  for (const { name, of } of aliases) itemsInto(reads, name, of);
  const calls = journey.steps.flatMap((step) =>
    step.kind === 'call'
      ? [[step.name, { operation: step.operation, reads: reads.filter(({ path }) => path[0] === step.save) }] as const]
      : [],
  );
  return {
    mails: mailPoolOf(journey),
    calls: new Map(calls),
    events: eventsIn(journey.steps),
    catalogue,
    tried: new Map(),
    ways: new Map(),
  };
}

/** A list that is gone through: its items are records of what is read of one. */
function itemsInto(reads: Reads[], alias: string, of: string): void {
  const parts = reads.filter(({ path }) => path[0] === alias && path.length === 2);
  const item = (nth: number) =>
    Object.fromEntries(
      parts.map(({ path, values, kind }) => [
        path[1] ?? '',
        values[nth % Math.max(1, values.length)] ?? sample(kind, nth),
      ]),
    );
  const lists = [[], [item(0)], [item(0), item(1), item(2)], Array.from({ length: 101 }, (_, nth) => item(nth))];
  const known = reads.find(({ path }) => path.join('.') === of);
  if (known === undefined) reads.push({ path: of.split('.'), values: lists, kind: 'list' });
  else known.values.splice(0, known.values.length, ...lists);
}

function sample(kind: Reads['kind'], nth: number): unknown {
  if (kind === 'money') return { minor: 1_000 + nth, currency: 'EUR' };
  if (kind === 'number') return nth;
  if (kind === 'boolean') return nth % 2 === 0;
  return kind === 'date' ? '2026-11-16' : `A-${nth}`;
}

/** The names of events that any step waits for. */
function eventsIn(steps: Journey['steps']): string[] {
  return steps.flatMap((step) => (step.kind === 'wait' && step.for.kind === 'event' ? [step.for.event] : []));
}

/**
 * A walk of at most `maxMoves`, then time alone until the run rests: a dead end shows once every timer has fired. Half of
 * the walks set out from a state that earlier ones reached, the least used first, or deep states would hardly be seen.
 */
export function walk(terrain: Terrain, stepper: Stepper, choices: Choices, maxMoves: number): Walk {
  let world = newWorld();
  const moves: Move[] = [];
  const go = (move: Move): void => {
    moves.push(move);
    world = play(world, move, stepper);
    rememberWay(terrain, world, moves);
  };
  for (const move of choices.chance(0.5) ? wayToStart(terrain) : []) go(move);
  if (moves.length === 0) go({ kind: 'mail', mail: makeMail(terrain.mails, choices) });
  while (moves.length < maxMoves && !world.isDone && world.fault === undefined) go(nextMove(terrain, world, choices));
  if (world.isDone && world.fault === undefined) for (const move of afterwards(terrain, world, choices)) go(move);
  for (let left = maxMoves; left > 0 && !isAtRest(world); left--) go(resting(world));
  return { moves, world };
}

function rememberWay({ ways }: Terrain, world: World, moves: readonly Move[]): void {
  if (world.isDone || world.fault !== undefined) return;
  const known = ways.get(stateOf(world));
  if (known !== undefined && known.moves.length <= moves.length) return;
  ways.set(stateOf(world), { moves: [...moves], uses: known?.uses ?? 0 });
}

function wayToStart({ ways }: Terrain): readonly Move[] {
  const [least] = [...ways].sort(([, a], [, b]) => a.uses - b.uses);
  if (least === undefined) return [];
  const [state, { moves, uses }] = least;
  ways.set(state, { moves, uses: uses + 1 });
  return moves;
}

function isAtRest(world: World): boolean {
  return world.isDone || world.fault !== undefined || (world.calls.length === 0 && world.timers.length === 0);
}

function resting({ calls }: World): Move {
  const [call] = calls;
  return call === undefined ? { kind: 'timer' } : { kind: 'fail', step: call.step, code: 'unavailable' };
}

/** After the end everything may still come late. */
function afterwards(terrain: Terrain, world: World, choices: Choices): Move[] {
  return [
    { kind: 'mail', mail: makeMail(terrain.mails, choices) },
    { kind: 'timer' },
    ...world.sent.map((_, index): Move => ({ kind: 'again', back: index + 1 })),
  ];
}

function nextMove(terrain: Terrain, world: World, choices: Choices): Move {
  const state = stateOf(world);
  const options = optionsIn(terrain, world, choices).map((item) => {
    const tried = terrain.tried.get(`${state}/${item.name}`) ?? 0;
    return { item, weight: item.share / (1 + tried / item.share) };
  });
  const option = choices.weighted(options);
  if (option === undefined) return { kind: 'timer' };
  const name = `${state}/${option.name}`;
  terrain.tried.set(name, (terrain.tried.get(name) ?? 0) + 1);
  return option.make();
}

function optionsIn(terrain: Terrain, { calls, review, timers, sent }: World, choices: Choices): Option[] {
  const { mails, events } = terrain;
  return [
    ...calls.flatMap(({ step, operation }) => answersTo(terrain, step, operation, choices)),
    ...(review?.options ?? []).map((option) => ({
      name: `decide ${option}`,
      share: 1,
      make: (): Move => {
        const data = makeCorrections(mails, choices);
        return { kind: 'decide', option, ...(data && { data }) };
      },
    })),
    ...(timers.length > 0 ? [{ name: 'timer', share: 0.5, make: (): Move => ({ kind: 'timer' }) }] : []),
    ...events.map((event) => ({
      name: `event ${event}`,
      share: 0.5,
      make: (): Move => ({ kind: 'event', name: event, data: choices.pick([{}, null, 'x']) }),
    })),
    { name: 'mail', share: 0.5, make: () => ({ kind: 'mail', mail: makeMail(mails, choices) }) },
    { name: 'again', share: 0.3, make: () => ({ kind: 'again', back: 1 + Math.floor(choices.next() * sent.length) }) },
  ];
}

function answersTo({ calls, catalogue }: Terrain, step: string, operation: string, choices: Choices): Option[] {
  const codes = [...(catalogue[operation]?.errors ?? []), 'unavailable'];
  const known = catalogue[operation];
  const reads = calls.get(step)?.reads ?? [];
  const answer: Option = {
    name: `answer ${step}`,
    // A call that works leads further than each of its errors: it happens four times as often as all of them together.
    share: 4 * codes.length,
    make: () => ({ kind: 'answer', step, output: makeOutput(reads, known?.outputs, choices) }),
  };
  const failures = codes.map(
    (code): Option => ({ name: `fail ${step} ${code}`, share: 1, make: () => ({ kind: 'fail', step, code }) }),
  );
  return [answer, ...failures];
}
