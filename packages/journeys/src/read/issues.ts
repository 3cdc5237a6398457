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
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys')
      reportUnknownKeys(issue.keys, issue.message, [...base, ...issue.path], report);
    else if (issue.code === 'invalid_key') reportValue(issue.message, [...base, ...issue.path], report, true);
    else if (valueAt(value, issue.path) === undefined) reportMissing(issue.message, [...base, ...issue.path], report);
    else reportValue(issue.message, [...base, ...issue.path], report, issue.message.startsWith('only-'));
  }
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

function reportUnknownKeys(keys: readonly string[], message: string, path: YamlPath, report: Report): void {
  const allowed = message.startsWith('keys:') ? message.slice('keys:'.length).split(',') : [];
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
