/** A journey as a map for whoever follows a run: its steps in the order of the file, what each moves, and where it leads. Pure. */
import type { Wording } from '../bilingual.ts';
import type { OperationCatalogue } from '../check/catalogue.ts';
import { edgesOf } from '../check/graph.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import type { Journey } from '../journey.ts';
import type { Step } from '../read/definition.ts';
import { fieldsOfJourney } from '../words/fields-of-journey.ts';
import { type StepAct, stepAct } from './step-act.ts';

/** The kinds of a map; a step that asks for data is a `wait`, one that goes through a list a `decide`. */
export type MapKind = 'call' | 'reply' | 'decide' | 'review' | 'handoff' | 'start' | 'wait' | 'close';

/** One way on. */
export interface MapWay {
  /** Name of the step; absent: the journey ends. */
  readonly to?: string;
  /** A rule or an error's code as written in the file; `otherwise`; `late` when a delay has passed. Absent: the usual way. */
  readonly when?: string;
  /** The advisor's choice. */
  readonly option?: string;
}

/** One step. */
export interface MapStep {
  readonly id: string;
  readonly kind: MapKind;
  readonly title: Wording;
  /** What the step itself changes outside. */
  readonly acts: StepAct;
  readonly next: readonly MapWay[];
}

/** A journey's map. */
export interface JourneyMap {
  readonly journey: string;
  readonly hash: string;
  readonly title: Wording;
  /** What the journey needs to know. `type`: as written in the file. */
  readonly collect: readonly { readonly name: string; readonly type: string; readonly title: Wording }[];
  readonly steps: readonly MapStep[];
}

/** The map of a journey at its version. `catalogue` says what operations change; one that is not in it may move money. */
export function journeyMap(journey: Journey, catalogue: OperationCatalogue): JourneyMap {
  const { name, hash, title, steps } = journey;
  const effectOf = (operation: string) => catalogue[operation]?.effect;
  const collect = fieldsOfJourney(journey).map((field) => ({
    name: field.name,
    type: field.type,
    title: titleOf(journey, field.name),
  }));
  return {
    journey: name,
    hash,
    title,
    collect,
    steps: steps.map((step) => ({
      id: step.name,
      kind: kindOf(step),
      title: titleOf(journey, step.name),
      acts: stepAct(step, effectOf),
      next: waysFrom(step),
    })),
  };
}

/** What the author calls it, or its name in words. */
function titleOf({ words }: Journey, name: string): Wording {
  const wording = Object.hasOwn(words, name) ? words[name] : undefined;
  const spoken = name.replaceAll('-', ' ');
  return wording ?? { fr: spoken.slice(0, 1).toUpperCase() + spoken.slice(1) };
}

function kindOf({ kind }: Step): MapKind {
  if (kind === 'collect') return 'wait';
  return kind === 'each' ? 'decide' : kind;
}

/** A step after which nothing comes ends the journey: it closes the case, hands it over, or begins another journey. */
function waysFrom(step: Step): MapWay[] {
  const ways = edgesOf(step).map(({ to, at }) => ({ to, ...howTaken(step, at.slice(step.at.length)) }));
  return ways.length === 0 ? [{}] : ways;
}

/** `path` says where below the step the author wrote this way. */
function howTaken(step: Step, path: YamlPath): Omit<MapWay, 'to'> {
  const last = String(path.at(-1) ?? '');
  if (last === 'late') return { when: 'late' };
  if (path[0] === 'on') return { when: last };
  if (step.kind === 'review') return { option: last };
  if (step.kind !== 'decide') return {};
  return { when: step.rows[Number(path[1])]?.when?.source ?? 'otherwise' };
}
