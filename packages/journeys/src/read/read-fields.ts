/** The `collect` part of a journey. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import type { Field } from './definition.ts';
import { durationMs } from './duration.ts';
import { readExpression } from './read-expression.ts';
import type { Report } from './report.ts';
import type { RawField, RawJourney } from './schema.ts';

const DEFAULT_GIVE_UP = '14d';

/** What reading needs to know around the fields. */
interface Surroundings {
  /** Fields that a `collect` step asks for. */
  readonly later: ReadonlySet<string>;
  /** Variables that may exist. */
  readonly names: readonly string[];
  readonly report: Report;
}

/** Reads all fields. */
export function readFields(raw: RawJourney['collect'], around: Surroundings): Field[] {
  const others = Object.keys(raw).filter((name) => !around.later.has(name));
  return Object.entries(raw).map(([name, field]) => readField(name, field, others, around));
}

/** `atStart`: names of the fields that are asked for at the start. */
function readField(name: string, raw: RawField, atStart: readonly string[], around: Surroundings): Field {
  const path = ['collect', name];
  const remindMs = raw.remind ?? [];
  const giveUpMs = raw['give-up'] ?? durationMs(DEFAULT_GIVE_UP) ?? 0;
  if (remindMs.some((ms, index) => ms <= (remindMs[index - 1] ?? 0) || ms >= giveUpMs)) {
    around.report.atValue([...path, 'remind'], 'wrong-value', badReminders);
  }
  const rule = (key: 'when' | 'valid', known: readonly string[]): Expression | undefined => {
    const source = raw[key];
    if (source === undefined) return undefined;
    return readRule(source, [...path, key], around.later.has(name) ? undefined : known, around);
  };
  return {
    name,
    type: raw.type,
    ask: raw.ask,
    choices: choicesOf(raw.of),
    accept: raw.accept ?? [],
    when: rule(
      'when',
      atStart.filter((other) => other !== name),
    ),
    valid: rule('valid', atStart),
    invalid: raw.invalid,
    optional: raw.optional === true,
    atStart: !around.later.has(name),
    remindMs,
    remindWith: raw['remind-with'],
    giveUpMs,
  };
}

const badReminders: Bilingual = say(
  'les relances vont de la plus proche à la plus lointaine, avant « give-up » (14d sinon)',
  'reminders go from the nearest to the farthest, before "give-up" (14d otherwise)',
);

function choicesOf(raw: RawField['of']): ReadonlyMap<string, readonly string[]> {
  if (raw === undefined) return new Map();
  if (Array.isArray(raw)) return new Map(raw.map((choice) => [choice, [choice]]));
  return new Map(Object.entries(raw).map(([choice, words]) => [choice, [choice, ...words]]));
}

/** `known`: what the rule may look at; undefined when that depends on the step that asks, and is checked there. */
function readRule(source: string, path: YamlPath, known: readonly string[] | undefined, around: Surroundings) {
  const { names, report } = around;
  const expression = readExpression(source, path, names, report);
  if (known === undefined) return expression;
  for (const { root, offset } of expression?.uses ?? []) {
    if (known.includes(root)) continue;
    report.atValue(path, 'unset-variable', say(`« ${root} » n’est pas connu ici`, `"${root}" is not known here`), {
      offset,
      hint: spellingHint(root, known),
    });
  }
  return expression;
}
