/** Takes a run that waits from one version of its journey to another. Pure. */
import { type Bilingual, say } from './bilingual.ts';
import { readYaml } from './files/yaml-source.ts';
import type { Journey } from './journey.ts';
import { advance } from './machine/drive.ts';
import type { JourneySnapshot } from './machine/run.ts';
import { spellingHint } from './problem.ts';
import { JOURNEY_FILE } from './read/read-journey.ts';
import { resultOf, type StepResult } from './step.ts';

/**
 * What becomes of a run. `kept`: it goes on waiting for the same thing, and nobody notices. `entered`: the step where it waits is another
 * one now, so it is entered anew: its question, its deadlines and its review begin again. `impossible`: why it stays on its version.
 */
export type Migration =
  | { readonly kind: 'kept'; readonly state: string; readonly snapshot: JourneySnapshot }
  | { readonly kind: 'entered'; readonly state: string; readonly result: StepResult }
  | { readonly kind: 'impossible'; readonly why: Bilingual };

/**
 * @param steps names of steps in the old version → in the new one, for those that were renamed or deleted; others keep theirs.
 *   What the run knows stays; a rule that misses something of it goes to a human, as always.
 */
export function migrateRun(
  from: Journey,
  to: Journey,
  snapshot: JourneySnapshot,
  steps: Readonly<Record<string, string>> = {},
): Migration {
  if (snapshot.status !== 'active') return impossible(say('le parcours est terminé', 'the run has ended'));
  const [old = '', ...rest] = snapshot.value.split(':');
  const name = steps[old] ?? old;
  const state = [name, ...rest].join(':');
  if (to.machine.states[state] === undefined) return impossible(noStep(to, old, name));
  const moved: JourneySnapshot = { ...snapshot, value: state, context: renamed(snapshot.context, steps) };
  if (name === old && isSame(from, to, name)) return { kind: 'kept', state, snapshot: moved };
  const waits = rest.length > 0 || to.steps.find((step) => step.name === name)?.kind !== 'call';
  if (!waits) return impossible(say(`« ${old} » attend une réponse`, `"${old}" awaits an answer`));
  // What is still missing is decided anew: another version may ask for other data.
  const entered = name === 'collect' ? 'collect' : state;
  const current = to.machine.resolveState({ value: moved.value, context: moved.context });
  const { next, actions } = advance(to.machine, current, { type: 'enter', state: entered });
  return { kind: 'entered', state, result: resultOf(next, actions) };
}

function impossible(why: Bilingual): Migration {
  return { kind: 'impossible', why };
}

function noStep(to: Journey, old: string, name: string): Bilingual {
  const hint = spellingHint(
    name,
    to.steps.map((step) => step.name),
  );
  return say(
    `l’étape « ${old} » n’existe plus dans cette version : dites laquelle la remplace (${hint.fr})`,
    `step "${old}" is not in this version: say which one takes its place (${hint.en})`,
  );
}

function renamed(context: JourneySnapshot['context'], steps: Readonly<Record<string, string>>) {
  const visits: Record<string, number> = {};
  for (const [name, count] of Object.entries(context.visits)) {
    const now = steps[name] ?? name;
    visits[now] = (visits[now] ?? 0) + count;
  }
  return { ...context, visits };
}

/** As the author wrote it, word for word. */
function isSame(from: Journey, to: Journey, step: string): boolean {
  return JSON.stringify(writtenStep(from, step)) === JSON.stringify(writtenStep(to, step));
}

function writtenStep({ files }: Journey, name: string): unknown {
  const { value } = readYaml(JOURNEY_FILE, files.files[JOURNEY_FILE] ?? '');
  const { collect, steps, queue } = value as { collect?: unknown; steps?: unknown; queue?: unknown };
  if (name === 'collect') return collect;
  if (name === 'handoff') return queue;
  return stepIn(steps, name);
}

/** Steps stand in a list; those of an `each` in a list of their own inside it. */
function stepIn(steps: unknown, name: string): unknown {
  for (const entry of Array.isArray(steps) ? steps : []) {
    const written = entry as Record<string, { each?: { do?: unknown } } | null>;
    if (Object.hasOwn(written, name)) return written[name];
    for (const body of Object.values(written)) {
      const inside = stepIn(body?.each?.do, name);
      if (inside !== undefined) return inside;
    }
  }
  return undefined;
}
