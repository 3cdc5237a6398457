/** Reads `facteur.yaml` and the environment; a bad start lists every fault with its place, and exits 78. */
import { readFileSync } from 'node:fs';
import { AppError } from '@facteur/primitives';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ENVIRONMENT, type Settings, settingsSchema } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Tree = Record<string, unknown>;

/** @throws AppError `CONFIG_INVALID` naming each fault: `facteur.yaml:3:9`, or the variable */
export function loadSettings(env: Env): Settings {
  // A variable that is empty counts as not set.
  const asked = env.FACTEUR_CONFIG || undefined;
  const file = asked ?? 'facteur.yaml';
  const source = readSource(file, asked !== undefined);
  const places = new LineCounter();
  const document = parseDocument(source ?? '', { lineCounter: places, version: '1.2', strict: true });
  const faults = document.errors.map(
    ({ message, linePos }) => `${file}:${linePos?.[0].line ?? 1}:${linePos?.[0].col ?? 1}: ${message.split('\n')[0]}`,
  );
  if (faults.length > 0) throw invalid(faults);
  const { merged, from } = withEnvironment((document.toJS() ?? {}) as Tree, env);
  const parsed = settingsSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap(plainIssues).map((issue) => describe(issue, file, document, places, from)));
}

function readSource(file: string, isAsked: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (!isAsked) return undefined;
    throw new AppError('CONFIG_INVALID', `${file} cannot be read (FACTEUR_CONFIG names it)`, { cause });
  }
}

function withEnvironment(settings: Tree, env: Env): { merged: Tree; from: Map<string, string> } {
  const merged: Tree = { ...settings };
  const from = new Map<string, string>();
  for (const [name, [field, part]] of Object.entries(ENVIRONMENT)) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    merged[field] = part === undefined ? value : { ...(merged[field] as Tree | undefined), [part]: value };
    from.set([field, ...(part === undefined ? [] : [part])].join('.'), name);
  }
  return { merged, from };
}

/** Of the forms that a setting may have, what is wrong with the one that it comes nearest to: the one with the fewest faults. */
function plainIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return [issue];
  const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
  return (nearest ?? []).flatMap((inner) => plainIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function describe(
  issue: z.core.$ZodIssue,
  file: string,
  document: Document,
  places: LineCounter,
  from: ReadonlyMap<string, string>,
): string {
  const path = issue.path.join('.');
  const variable = from.get(path);
  if (variable !== undefined) return `${variable}: ${issue.message}`;
  const node = document.getIn(issue.path.slice(0, issue.path.length) as (string | number)[], true) as
    | { range?: [number] }
    | undefined;
  const { line, col } = places.linePos(node?.range?.[0] ?? 0);
  return `${file}:${line || 1}:${col || 1}: ${path === '' ? '' : `${path}: `}${issue.message}`;
}

function invalid(faults: readonly string[]): AppError {
  return new AppError(
    'CONFIG_INVALID',
    `The settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}
