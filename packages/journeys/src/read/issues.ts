/** zod's issues as problems in the author's words. */
import type { z } from 'zod';
import { say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { nearest, spellingHint } from '../problem.ts';
import { expected } from './expected.ts';
import type { Report } from './report.ts';

/** A rule between braces that holds a comma. */
export const COMMA_IN_FLOW = {
  code: 'comma-in-flow',
  message: say('une virgule coupe cette règle en deux', 'a comma cuts this rule in two'),
  hint: say(
    'écrivez la règle sans accolades, « when: » et « go: » chacun sur sa ligne',
    'write the rule without braces, "when:" and "go:" each on its own line',
  ),
} as const;

/** Notes each issue of `error`, found in `value`, which stands at `base` of the file. */
export function reportIssues(error: z.ZodError, value: unknown, base: YamlPath, report: Report): void {
  const meant = keysMeant(error);
  for (const issue of error.issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') reportUnknownKeys(issue.keys, issue.message, path, report);
    else if (issue.code === 'invalid_key') reportValue(issue.message, path, report, true);
    else if (valueAt(value, issue.path) !== undefined)
      reportValue(issue.message, path, report, issue.message.startsWith('only-'));
    else if (!meant.has(issue.path.join('\n'))) reportMissing(issue.message, path, report);
  }
}

/** Paths of the keys that unknown ones were meant to be: these are misspelt, not missing. */
function keysMeant({ issues }: z.ZodError): ReadonlySet<string> {
  const paths = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const near = issue.keys.map((key) => nearest(key, allowedKeys(issue.message)));
    return near.flatMap((key) => (key === undefined ? [] : [[...issue.path, key].join('\n')]));
  });
  return new Set(paths);
}

function allowedKeys(message: string): string[] {
  return message.startsWith('keys:') ? message.slice('keys:'.length).split(',') : [];
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

function reportUnknownKeys(keys: readonly string[], message: string, path: YamlPath, report: Report): void {
  const allowed = allowedKeys(message);
  for (const key of keys) {
    if (report.source.isFlow(path) && nearest(key, allowed) === undefined && /[)\]"]|^eur\b/.test(key)) {
      const { code, message: cut, hint } = COMMA_IN_FLOW;
      report.atKey([...path, key], code, cut, { hint });
      return;
    }
    report.atKey([...path, key], 'unknown-key', say(`mot-clé inconnu « ${key} »`, `unknown key "${key}"`), {
      hint: spellingHint(key, allowed),
    });
  }
}

function reportMissing(message: string, path: YamlPath, report: Report): void {
  const key = String(path.at(-1));
  const words = expected(message);
  report.atKey(path.slice(0, -1), 'missing-key', say(`il manque « ${key} »`, `"${key}" is missing`), {
    hint: say(`attendu : ${words.fr}`, `expected: ${words.en}`),
  });
}

function reportValue(message: string, path: YamlPath, report: Report, atKey: boolean): void {
  const words = expected(message);
  const text = say(`ici il faut ${words.fr}`, `expected here: ${words.en}`);
  if (atKey) report.atKey(path, 'wrong-value', text);
  else report.atValue(path, 'wrong-value', text);
}
