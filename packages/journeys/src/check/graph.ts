/** How steps lead to each other: unknown targets, steps that nothing leads to, loops without a human. */
import { say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import type { Definition, Step } from '../read/definition.ts';
import type { Report } from '../read/report.ts';

/** One way from a step to another. */
interface Edge {
  readonly to: string;
  /** Where `journey.yaml` says so. */
  readonly at: YamlPath;
  /** True on the way that a call takes when it worked. */
  readonly saves: boolean;
}

/** The ways out of `step`, in the order written. */
export function edgesOf(step: Step): Edge[] {
  const edge = (to: string, path: YamlPath, saves = false): Edge => ({ to, at: [...step.at, ...path], saves });
  switch (step.kind) {
    case 'call':
      return [edge(step.go, ['go'], true), ...[...step.on].map(([code, to]) => edge(to, ['on', code]))];
    case 'decide':
      return step.rows.map(({ when, go }, index) =>
        edge(go, ['decide', index, when === undefined ? 'otherwise' : 'go']),
      );
    case 'review':
      return [...step.options].map(([option, to]) => edge(to, ['review', 'options', option]));
    case 'reply':
      return step.go === undefined ? [] : [edge(step.go, ['go'])];
    default:
      return [];
  }
}

/** Notes unknown targets, then (only when there is none) unreachable steps and endless loops. */
export function checkGraph({ steps }: Definition, report: Report): void {
  const names = new Set(steps.map(({ name }) => name));
  let broken = false;
  for (const { to, at } of steps.flatMap(edgesOf)) {
    if (to === '' || names.has(to)) continue;
    broken = true;
    report.atValue(at, 'unknown-step', say(`il n’y a pas d’étape « ${to} »`, `there is no step "${to}"`), {
      hint: spellingHint(to, names),
    });
  }
  if (broken) return;
  checkReachable(steps, report);
  checkLoops(steps, report);
}

function checkReachable(steps: readonly Step[], report: Report): void {
  const reached = reachedFrom(steps, steps.slice(0, 1));
  for (const { name, at } of steps) {
    if (reached.has(name)) continue;
    report.atKey(at, 'unreachable-step', say(`rien ne mène à l’étape « ${name} »`, `nothing leads to step "${name}"`), {
      hint: say('supprimez-la, ou menez-y par « go »', 'remove it, or lead to it with "go"'),
    });
  }
}

/** Names of the steps in `starts` and of all that they lead to. */
function reachedFrom(steps: readonly Step[], starts: readonly Step[]): Set<string> {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const reached = new Set<string>();
  const queue = [...starts];
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    if (reached.has(step.name)) continue;
    reached.add(step.name);
    for (const { to } of edgesOf(step)) {
      const next = byName.get(to);
      if (next !== undefined) queue.push(next);
    }
  }
  return reached;
}

/** A loop is bounded by a human only: a step that comes back to itself without a review is told at its first step. */
function checkLoops(steps: readonly Step[], report: Report): void {
  const alone = steps.filter(({ kind }) => kind !== 'review');
  for (const step of alone) {
    const after = edgesOf(step).flatMap(({ to }) => alone.filter(({ name }) => name === to));
    if (!reachedFrom(alone, after).has(step.name)) continue;
    report.atKey(
      step.at,
      'endless-loop',
      say(`« ${step.name} » peut tourner sans fin`, `"${step.name}" can loop forever`),
      { hint: say('faites passer la boucle par une étape « review »', 'let the loop pass through a "review" step') },
    );
    return;
  }
}
