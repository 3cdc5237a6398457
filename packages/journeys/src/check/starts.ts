/** Journeys that start each other: none begins itself again, and no circle of them turns without a human. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Definition, Step } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import { edgesOf } from './graph.ts';

/** A journey that was read, with the report on its `journey.yaml`. */
export interface ReadJourney {
  readonly definition: Definition;
  readonly report: Report;
}

/** Notes a journey that starts, is compatible with or explained by itself, and each circle of starts at its first journey. */
export function checkStarts(journeys: readonly ReadJourney[]): void {
  const byName = new Map(journeys.map((journey) => [journey.definition.name, journey]));
  const told = new Set<string>();
  for (const { definition, report } of journeys) {
    const { name, steps } = definition;
    checkOthers(definition, report);
    const alone = startsAlone(steps);
    for (const step of steps) {
      if (step.kind !== 'start' || told.has(name)) continue;
      const circle = step.journey === name ? [] : alone.includes(step) && circleBack(step.journey, name, byName);
      if (!circle) continue;
      for (const each of [name, ...circle]) told.add(each);
      report.atValue([...step.at, 'start'], 'endless-loop', circleMessage([name, ...circle]), { hint: throughHuman });
    }
  }
}

const throughHuman = say(
  'allez à une étape avec « go », ou faites passer par « review » ou « handoff »',
  'go to a step with "go", or pass through "review" or "handoff"',
);

function circleMessage(names: readonly string[]) {
  const round = [...names, names[0]].join(' → ');
  return say(`ce parcours recommence sans fin : ${round}`, `this journey begins again without end: ${round}`);
}

/** A request goes together with others, or is explained by others; by one and the same it cannot be both. */
function checkOthers({ name, intent, compatibleWith, explainedBy }: Definition, report: Report): void {
  const note = (key: string, index: number, message: Bilingual): void =>
    report.atValue([key, index], 'wrong-value', message, {
      hint: say('supprimez-le de la liste', 'remove it from the list'),
    });
  const itself = (other: string) => say(`« ${other} » est ce parcours lui-même`, `"${other}" is this journey itself`);
  for (const [index, other] of compatibleWith.entries())
    if (other === name || other === intent) note('compatible-with', index, itself(other));
  for (const [index, other] of explainedBy.entries()) {
    if (other === name || other === intent) note('explained-by', index, itself(other));
    else if (compatibleWith.includes(other)) note('explained-by', index, bothWays(other));
  }
}

function bothWays(other: string): Bilingual {
  return say(
    `« ${other} » est aussi dans « compatible-with » : est-ce une demande de plus, ou la raison de celle-ci ?`,
    `"${other}" is in "compatible-with" as well: is it one more request, or the reason for this one?`,
  );
}

type Start = Extract<Step, { readonly kind: 'start' }>;

/** The `start` steps that are reached without a human on the way. */
function startsAlone(steps: readonly Step[]): Start[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const reached = new Set<Step>();
  const queue = steps.slice(0, 1);
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    if (reached.has(step) || step.kind === 'review') continue;
    reached.add(step);
    for (const { to } of edgesOf(step)) {
      const next = byName.get(to);
      if (next !== undefined) queue.push(next);
    }
  }
  return [...reached].filter((step) => step.kind === 'start');
}

/** The journeys on a way from `from` to one that starts `goal`; undefined when there is no such way. */
function circleBack(
  from: string,
  goal: string,
  byName: ReadonlyMap<string, ReadJourney>,
): readonly string[] | undefined {
  const ways = new Map<string, readonly string[]>([[from, [from]]]);
  for (const [name, way] of ways) {
    const targets = startsAlone(byName.get(name)?.definition.steps ?? []).map(({ journey }) => journey);
    if (targets.includes(goal)) return way;
    for (const target of targets) if (!ways.has(target)) ways.set(target, [...way, target]);
  }
  return undefined;
}
