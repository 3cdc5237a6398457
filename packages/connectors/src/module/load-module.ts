/** Connectors that are written in JavaScript or TypeScript: a module that exports one, or a function that opens one. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError, type Clock, type JsonObject, messageOf, systemClock } from '@facteur/primitives';
import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { checkedConnector } from './checked-connector.ts';

/** What `openConnector` of a module gets. */
export interface ModuleContext {
  /** As in the configuration. */
  readonly name: string;
  /** What the configuration says under `options`. Default empty. */
  readonly options: JsonObject;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

const outputType = z.union([
  z.enum(['text', 'number', 'money', 'date', 'boolean', 'list', 'object']),
  z.strictObject({ of: z.array(z.string()).min(1) }),
]);
const operationSchema = z.looseObject({
  name: z.string().regex(/^[\w-]+\.[\w-]+$/, 'must be system.operation'),
  effect: z.enum(['none', 'money', 'goods']),
  inputs: z.record(z.string(), z.strictObject({ required: z.boolean() })),
  errors: z.array(z.string()),
  idempotent: z.boolean(),
  outputs: z.record(z.string(), outputType).optional(),
  status: z.string().optional(),
});
const isFunction = (value: unknown): boolean => typeof value === 'function';
const connectorSchema = z.looseObject({
  name: z.string().min(1),
  operations: z.array(operationSchema).min(1),
  call: z.custom<Connector['call']>(isFunction, 'must be a function'),
  close: z.custom<Connector['close']>(isFunction, 'must be a function'),
});

/**
 * Imports the module at `path` and takes its `connector`, or what its `openConnector(context)` gives. Calls and answers are checked as the
 * port says, so that the module need not.
 * @throws AppError `CONFIG_INVALID` when the module cannot be imported or what it exports is no connector, saying what is missing
 */
export async function loadModuleConnector(path: string, context: Partial<ModuleContext> = {}): Promise<Connector> {
  const exported = await importModule(path);
  const full = { name: path, options: {}, env: {}, clock: systemClock, ...context };
  const connector = await open(path, exported, full);
  const checked = connectorSchema.safeParse(connector);
  if (checked.success) return checkedConnector(connector as Connector, full.clock);
  const [issue] = checked.error.issues;
  throw invalid(
    path,
    `its connector’s ${placeOf(connector, issue?.path ?? [])} is wrong (${issue?.message ?? 'unreadable'})`,
  );
}

type Exports = Readonly<Record<string, unknown>>;

async function importModule(path: string): Promise<Exports> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Exports;
  } catch (cause) {
    const isTypeScript = /\.[mc]?ts$/.test(path) && /extension|strip/i.test(messageOf(cause));
    const remedy = isTypeScript
      ? '. This Node.js reads no TypeScript: compile it to .js, or use Node.js 22.18 or later'
      : '';
    throw invalid(path, `it cannot be imported: ${messageOf(cause)}${remedy}`, cause);
  }
}

async function open(path: string, { connector, openConnector }: Exports, context: ModuleContext): Promise<unknown> {
  if (connector !== undefined) return connector;
  if (typeof openConnector !== 'function')
    throw invalid(path, 'it exports neither `connector` nor a function `openConnector`');
  try {
    return await openConnector(context);
  } catch (cause) {
    throw invalid(path, `its openConnector failed: ${messageOf(cause)}`, cause);
  }
}

/** `operations[2] (crm.find).effect` */
function placeOf(connector: unknown, path: readonly PropertyKey[]): string {
  let value = connector;
  const steps = path.map((step) => {
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
    const name = typeof value === 'object' && value !== null && 'name' in value ? ` (${String(value.name)})` : '';
    return typeof step === 'number' ? `[${step}]${name}` : `.${String(step)}`;
  });
  return steps.join('').replace(/^\./, '') || 'shape';
}

function invalid(path: string, what: string, cause?: unknown): AppError {
  return new AppError(
    'CONFIG_INVALID',
    `The connector module ${path}: ${what}. docs/connectors.md shows one that works`,
    {
      path,
      cause,
    },
  );
}
