/** What an advisor's choice may lead to before a person looks again: nothing, goods or money. Pure. */
import type { OptionAct, reviewRequested } from '@facteur/contracts';
import { type Journey, type Step, stepAct } from '@facteur/journeys';
import type { Environment } from './environment.ts';

type Acts = NonNullable<Parameters<typeof reviewRequested.about>[1]['acts']>;
type Lookup = Pick<Environment, 'journeys' | 'effectOf'>;

const RANK: readonly OptionAct[] = ['nothing', 'goods', 'money'];

/**
 * By option of the review step `name`. Waits, errors and other journeys are followed, since the validation counts for all of the run; only another
 * review ends the way. An option of which that cannot be told is left out.
 */
export function actsOf(lookup: Lookup, journey: Journey, name: string, options: readonly string[]): Acts | undefined {
  const step = journey.steps.find((each) => each.name === name);
  if (step?.kind !== 'review') return undefined;
  const acts = options.flatMap((option) => {
    const target = step.options.get(option);
    const act = target === undefined ? undefined : worstFrom(lookup, journey, target);
    return act === undefined ? [] : [[option, act] as const];
  });
  return acts.length === 0 ? undefined : Object.fromEntries(acts);
}

/** A step of a journey that may come. */
interface Place {
  readonly journey: Journey;
  readonly target: string;
}

/** The most that any way from `target` leads to; undefined: a way leads where nobody can see. */
function worstFrom(lookup: Lookup, journey: Journey, target: string): OptionAct | undefined {
  const ahead: Place[] = [{ journey, target }];
  const seen = new Set<string>();
  let worst = 0;
  for (let place = ahead.pop(); place !== undefined; place = ahead.pop()) {
    const key = `${place.journey.hash}/${place.target}`;
    if (seen.has(key) || ENDS.has(place.target)) continue;
    seen.add(key);
    const step = place.journey.steps.find(({ name }) => name === place.target);
    const next = step && placesAfter(lookup, place.journey, step);
    if (step === undefined || next === undefined) return undefined;
    worst = Math.max(worst, RANK.indexOf(stepAct(step, lookup.effectOf)));
    ahead.push(...next);
  }
  return RANK[worst];
}

/** Where a run ends or goes to a person. */
const ENDS: ReadonlySet<string> = new Set(['', 'end', 'handoff']);

function placesAfter({ journeys }: Lookup, journey: Journey, step: Step): Place[] | undefined {
  if (step.kind === 'start') return firstOf(journeys, step.journey);
  return targetsOf(step).map((target) => ({ journey, target }));
}

function firstOf(journeys: Lookup['journeys'], name: string): Place[] | undefined {
  try {
    const journey = journeys.byName(name);
    return [{ journey, target: journey.steps[0]?.name ?? '' }];
  } catch {
    // It is not at hand now; what it would do is not known.
    return undefined;
  }
}

function targetsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'call':
      return [step.go, ...step.on.values()];
    case 'collect':
    case 'wait':
      return [step.go, step.late ?? ''];
    case 'decide':
      return step.rows.map(({ go }) => go);
    case 'each':
      return [step.first, step.go];
    case 'reply':
      return [step.go ?? ''];
    default:
      // A review, a hand-off: a person looks again. A close, a start: nothing follows here.
      return [];
  }
}
