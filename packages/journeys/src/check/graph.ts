/** How steps lead to each other: unknown targets, steps that nothing leads to, loops without a human. */
import { say } from '../bilingual.ts';
import type { CellPlace } from '../files/csv-source.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import { type Definition, NEXT_ITEM, type Step } from '../read/definition.ts';
import type { Report } from '../read/report.ts';

/** One way from a step to another. */
interface Edge {
  readonly to: string;
  /** Where `journey.yaml` says so. */
  readonly at: YamlPath;
  /** Where a table says so. */
  readonly cell?: CellPlace;
  /** Variables that are set on this way. */
  readonly sets: readonly string[];
  /** True when a human sends the run this way. */
  readonly byHuman: boolean;
}

/** The ways out of `step`, in the order written. Back to the `each` that holds a step means: the next item. */
export function edgesOf(step: Step): Edge[] {
  const edge = (to: string, path: YamlPath, sets: readonly string[] = [], byHuman = false): Edge => ({
    to,
    at: [...step.at, ...path],
    sets,
    byHuman,
  });
  const late = (to: string | undefined, path: YamlPath): Edge[] => (to === undefined ? [] : [edge(to, path)]);
  switch (step.kind) {
    case 'call':
      return [edge(step.go, ['go'], named(step.save)), ...[...step.on].map(([code, to]) => edge(to, ['on', code]))];
    case 'collect':
      return [edge(step.go, ['go'], step.fields), ...late(step.late, ['late'])];
    case 'decide':
      return step.rows.map(({ when, go, goAt }, index) => {
        const way = edge(go, ['decide', index, when === undefined ? 'otherwise' : 'go']);
        return goAt === undefined ? way : { ...way, cell: goAt };
      });
    case 'review':
      return [
        ...[...step.options].map(([option, to]) => edge(to, ['review', 'options', option], [], true)),
        ...late(step.late, ['review', 'late']),
      ];
    case 'reply':
      return step.go === undefined ? [] : [edge(step.go, ['go'])];
    case 'wait': {
      const saved = step.for.kind === 'event' ? named(step.for.save) : [];
      return [edge(step.go, ['go'], saved), ...late(step.late, ['wait', 'late'])];
    }
    case 'each':
      return [edge(step.first, ['each', 'do'], [step.as]), edge(step.go, ['go'])];
    default:
      return [];
  }
}

function named(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}

/** Notes unknown targets and ways into an `each`, then (only when there is none) unreachable steps and endless loops. */
export function checkGraph({ steps }: Definition, report: Report): void {
  const byName = new Map(steps.map((step) => [step.name, step]));
  let broken = false;
  for (const step of steps) {
    for (const { to, at, cell } of edgesOf(step)) {
      if (to === '') continue;
      const place = cell ?? at;
      const target = byName.get(to);
      if (target !== undefined && !entersEach(step, target)) continue;
      broken = true;
      if (target === undefined) reportUnknown(to, place, [...byName.keys()], step.around !== undefined, report);
      else reportJump(to, target.around ?? '', place, report);
    }
  }
  if (broken) return;
  checkReachable(steps, report);
  checkLoops(steps, report);
}

function reportUnknown(
  to: string,
  at: YamlPath | CellPlace,
  names: readonly string[],
  isInside: boolean,
  report: Report,
): void {
  report.atValue(at, 'unknown-step', say(`il n’y a pas d’étape « ${to} »`, `there is no step "${to}"`), {
    hint: spellingHint(to, isInside ? [...names, NEXT_ITEM] : names),
  });
}

/** The steps inside an `each` know its item: only the `each` itself, and they, lead to them. */
export function entersEach(step: Step, target: Step): boolean {
  return target.around !== undefined && target.around !== step.around && target.around !== step.name;
}

function reportJump(to: string, each: string, at: YamlPath | CellPlace, report: Report): void {
  const message = say(`« ${to} » est dans « ${each} »`, `"${to}" is inside "${each}"`);
  report.atValue(at, 'jump-into-each', message, { hint: say(`menez à « ${each} »`, `lead to "${each}"`) });
}

function checkReachable(steps: readonly Step[], report: Report): void {
  const reached = reachedFrom(steps, steps.slice(0, 1), edgesOf);
  for (const { name, at } of steps) {
    if (reached.has(name)) continue;
    report.atKey(at, 'unreachable-step', say(`rien ne mène à l’étape « ${name} »`, `nothing leads to step "${name}"`), {
      hint: say('supprimez-la, ou menez-y par « go »', 'remove it, or lead to it with "go"'),
    });
  }
}

/** Names of the steps in `starts` and of all that they lead to by `ways`. */
function reachedFrom(
  steps: readonly Step[],
  starts: readonly Step[],
  ways: (step: Step) => readonly Edge[],
): Set<string> {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const reached = new Set<string>();
  const queue = [...starts];
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    if (reached.has(step.name)) continue;
    reached.add(step.name);
    for (const { to } of ways(step)) {
      const next = byName.get(to);
      if (next !== undefined) queue.push(next);
    }
  }
  return reached;
}

/** A loop is bounded by a human only: a step that comes back to itself without one is told at its first step. */
function checkLoops(steps: readonly Step[], report: Report): void {
  const byName = new Map(steps.map((step) => [step.name, step]));
  // Items are counted: the way back to their `each` is no loop.
  const alone = (step: Step): Edge[] => edgesOf(step).filter(({ to, byHuman }) => !byHuman && to !== step.around);
  for (const step of steps) {
    const after = alone(step).flatMap(({ to }) => byName.get(to) ?? []);
    if (!reachedFrom(steps, after, alone).has(step.name)) continue;
    report.atKey(
      step.at,
      'endless-loop',
      say(`« ${step.name} » peut tourner sans fin`, `"${step.name}" can loop forever`),
      { hint: say('faites passer la boucle par une étape « review »', 'let the loop pass through a "review" step') },
    );
    return;
  }
}
