/** The `collect` part of a journey. */
import { say } from '../bilingual.ts';
import { spellingHint } from '../problem.ts';
import type { Field } from './definition.ts';
import { durationMs } from './duration.ts';
import { readExpression } from './read-expression.ts';
import type { Report } from './report.ts';
import type { RawField, RawJourney } from './schema.ts';

const DEFAULT_GIVE_UP = '14d';

/** Reads all fields; a `when` may look at the other fields only. */
export function readFields(raw: RawJourney['collect'], report: Report): Field[] {
  const names = Object.keys(raw);
  return Object.entries(raw).map(([name, field]) => readField(name, field, names, report));
}

function readField(name: string, raw: RawField, names: readonly string[], report: Report): Field {
  const path = ['collect', name];
  const remindMs = raw.remind ?? [];
  const giveUpMs = raw['give-up'] ?? durationMs(DEFAULT_GIVE_UP) ?? 0;
  if (remindMs.some((ms, index) => ms <= (remindMs[index - 1] ?? 0) || ms >= giveUpMs)) {
    report.atValue(
      [...path, 'remind'],
      'wrong-value',
      say(
        'les relances vont de la plus proche à la plus lointaine, avant « give-up » (14d sinon)',
        'reminders go from the nearest to the farthest, before "give-up" (14d otherwise)',
      ),
    );
  }
  return {
    name,
    type: raw.type,
    ask: raw.ask,
    choices: choicesOf(raw.of),
    accept: raw.accept ?? [],
    when: raw.when === undefined ? undefined : readWhen(raw.when, [...path, 'when'], names, name, report),
    optional: raw.optional === true,
    remindMs,
    remindWith: raw['remind-with'],
    giveUpMs,
  };
}

function choicesOf(raw: RawField['of']): ReadonlyMap<string, readonly string[]> {
  if (raw === undefined) return new Map();
  if (Array.isArray(raw)) return new Map(raw.map((choice) => [choice, [choice]]));
  return new Map(Object.entries(raw).map(([choice, words]) => [choice, [choice, ...words]]));
}

function readWhen(source: string, path: readonly string[], names: readonly string[], own: string, report: Report) {
  const expression = readExpression(source, path, names, report);
  const others = names.filter((name) => name !== own);
  for (const { root, offset } of expression?.uses ?? []) {
    if (others.includes(root)) continue;
    report.atValue(path, 'unset-variable', say(`« ${root} » n’est pas connu ici`, `"${root}" is not known here`), {
      offset,
      hint: spellingHint(root, others),
    });
  }
  return expression;
}
