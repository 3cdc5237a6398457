/** Where a journey has been, where it stands and where it may still go: its map with what the timeline tells. Pure. */
import type { Changed, JourneyMap, MapNext, MapStep } from '../api/case-types.ts';
import type { Case, TimelineEntry } from '../api/types.ts';

/**
 * `done`: was passed; `here`; `next`: may follow at once; `later`: may follow in the end; `out`: can no more be reached on this way.
 */
export type Standing = 'done' | 'here' | 'next' | 'later' | 'out';

export interface DrawnStep {
  readonly step: MapStep;
  readonly standing: Standing;
  /** When it was last entered; absent: never. */
  readonly at?: string;
}

export interface Course {
  readonly steps: readonly DrawnStep[];
  /** `here` while the journey still gathers what it needs; absent: it gathers nothing. */
  readonly collecting?: 'here' | 'done';
  /** True when the journey is over. */
  readonly isOver: boolean;
}

/** The run that the case is in, or was in last. */
export interface RunOf {
  readonly journey: string;
  readonly hash?: string;
  /** The state as the run names it: a step, `step:ask`, `collect:review`, `handoff`, `end`. */
  readonly state?: string;
  /** Journeys that it came from, the first one first. */
  readonly before: readonly string[];
}

/** Undefined when no journey ever began. */
export function runOf({ timeline, journey, step }: Pick<Case, 'timeline' | 'journey' | 'step'>): RunOf | undefined {
  const changes = changesIn(timeline).filter((change) => change.journey !== undefined);
  const last = changes.at(-1);
  const name = last?.journey ?? journey;
  if (name === undefined) return undefined;
  const hash = last?.journeyHash;
  const state = last?.step ?? step;
  const before = [...new Set(changes.flatMap((change) => change.journey ?? []))].filter((other) => other !== name);
  return { journey: name, ...(hash !== undefined && { hash }), ...(state !== undefined && { state }), before };
}

/** The map drawn for a run. */
export function courseOf(map: JourneyMap, run: RunOf, timeline: readonly TimelineEntry[], isClosed = false): Course {
  const entered = enteredIn(timeline, map);
  const ids = new Set(map.steps.map(({ id }) => id));
  const standsAt = stepName(run.state ?? '');
  const isOver = isClosed || standsAt === 'end';
  const lastEntered = [...entered.keys()].filter((id) => ids.has(id)).at(-1);
  const isCollecting = standsAt === 'collect' && !isOver;
  const here = isOver || isCollecting ? undefined : ids.has(standsAt) ? standsAt : lastEntered;
  const from = isCollecting ? map.steps.slice(0, 1).map(({ id }) => id) : nextOf(map, here);
  const later = isOver ? new Set<string>() : reachable(map, from);
  const steps = map.steps.map((step): DrawnStep => {
    const at = entered.get(step.id);
    const standing = standingOf(step.id, { here, isEntered: at !== undefined, next: new Set(from), later, isOver });
    return { step, standing, ...(at !== undefined && { at }) };
  });
  return { steps, isOver, ...(map.collect.length > 0 && { collecting: isCollecting ? 'here' : 'done' }) };
}

interface Place {
  readonly here: string | undefined;
  readonly isEntered: boolean;
  readonly next: ReadonlySet<string>;
  readonly later: ReadonlySet<string>;
  readonly isOver: boolean;
}

function standingOf(id: string, { here, isEntered, next, later, isOver }: Place): Standing {
  if (id === here) return 'here';
  if (isEntered) return 'done';
  if (isOver) return 'out';
  if (next.has(id)) return 'next';
  return later.has(id) ? 'later' : 'out';
}

/** Where a step leads; the same place by several conditions once. */
export function leadsOf({ next }: MapStep): readonly MapNext[] {
  const seen = new Set<string>();
  return next.filter(({ to = '', option = '' }) => {
    const place = `${option}>${to}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** Where an option of a review leads: a step, or the end (`to` absent); undefined when the map does not know the option. */
export function leadOfOption(
  map: JourneyMap | undefined,
  step: string | undefined,
  option: string,
): MapNext | undefined {
  return map?.steps.find(({ id }) => id === stepName(step ?? ''))?.next.find((next) => next.option === option);
}

function nextOf({ steps }: JourneyMap, id: string | undefined): readonly string[] {
  return steps.find((step) => step.id === id)?.next.flatMap(({ to }) => to ?? []) ?? [];
}

function reachable(map: JourneyMap, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const id of found) for (const next of nextOf(map, id)) found.add(next);
  return found;
}

/** Steps of this journey in the order of their last entering, with its instant. */
function enteredIn(timeline: readonly TimelineEntry[], { journey }: JourneyMap): ReadonlyMap<string, string> {
  const entered = new Map<string, string>();
  for (const { topic, at, data } of timeline) {
    if (topic !== 'case.changed') continue;
    for (const place of (data as Changed).data?.trail ?? []) {
      if (!place.startsWith(`${journey}/`)) continue;
      const id = stepName(place.slice(journey.length + 1));
      entered.delete(id);
      entered.set(id, at);
    }
  }
  return entered;
}

function changesIn(timeline: readonly TimelineEntry[]): readonly Changed[] {
  return timeline.flatMap(({ topic, data }) => (topic === 'case.changed' ? [data as Changed] : []));
}

/** The step that a state belongs to: `valider:review` and `decider#2` are of `valider` and `decider`. */
function stepName(state: string): string {
  return state.replace(/[:#].*$/, '');
}
