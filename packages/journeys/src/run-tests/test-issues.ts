/** zod's issues in a test, in the author's words. */
import type { z } from 'zod';
import { type Bilingual, say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import type { Report } from '../read/report.ts';
import { expectedInTest } from './test-schema.ts';

/** « ici il faut … ». */
export function wrongValue(key: string): Bilingual {
  const words = expectedInTest(key);
  return say(`ici il faut ${words.fr}`, `expected here: ${words.en}`);
}

/** Notes each issue of `error`, found in `value`, which stands at `base` of the file. */
export function reportTestIssues(error: z.ZodError, value: unknown, base: YamlPath, report: Report): void {
  for (const { code, message, path, ...issue } of error.issues) {
    const at = [...base, ...path];
    if (code === 'unrecognized_keys' && 'keys' in issue) reportUnknownKeys(issue.keys, message, at, report);
    else if (path.length > 0 && valueAt(value, path) === undefined) reportMissing(message, at, report);
    else report.atValue(at, 'wrong-value', wrongValue(message));
  }
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

function reportUnknownKeys(keys: readonly string[], message: string, at: YamlPath, report: Report): void {
  const allowed = message.startsWith('keys:') ? message.slice('keys:'.length).split(',') : [];
  for (const key of keys) {
    report.atKey([...at, key], 'unknown-key', say(`mot-clé inconnu « ${key} »`, `unknown key "${key}"`), {
      hint: spellingHint(key, allowed),
    });
  }
}

function reportMissing(message: string, at: YamlPath, report: Report): void {
  const key = String(at.at(-1));
  const words = expectedInTest(message);
  report.atKey(at.slice(0, -1), 'missing-key', say(`il manque « ${key} »`, `"${key}" is missing`), {
    hint: say(`attendu : ${words.fr}`, `expected: ${words.en}`),
  });
}
