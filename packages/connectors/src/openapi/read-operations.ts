/** The operations of an OpenAPI 3 document: each one with an `operationId`. */
import type { Effect } from '../connector.ts';
import type { HttpMethod, HttpOperation } from '../http/index.ts';
import { readAnswers } from './read-answers.ts';
import { isDictionary, type OpenApiText, type Placed } from './read-document.ts';
import { readInputs } from './read-inputs.ts';

const METHODS: Readonly<Record<string, HttpMethod>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
const EFFECTS: readonly Effect[] = ['none', 'money', 'goods'];

interface Found {
  readonly operation: HttpOperation;
  readonly placed: Placed;
}

/** Named `system.operationId`. Faults are noted in `text`. */
export function readOperations(text: OpenApiText, system: string): readonly HttpOperation[] {
  const { root } = text;
  if (!isDictionary(root) || typeof root.openapi !== 'string' || !/^3\.\d/.test(root.openapi)) {
    text.fault(
      ['openapi'],
      'this is no OpenAPI 3 document',
      'Begin it with "openapi": "3.1.0"; convert Swagger 2 first',
    );
    return [];
  }
  if (!isDictionary(root.paths)) {
    text.fault(['paths'], 'there are no paths', 'Describe the operations under "paths"');
    return [];
  }
  const found = Object.entries(root.paths).flatMap(([urlPath, item]) =>
    readPath(text, system, urlPath, { value: item, path: ['paths', urlPath] }),
  );
  if (found.length === 0)
    text.fault(['paths'], 'no operation has a name', 'Give an "operationId" to each one that journeys may call');
  checkNames(text, found);
  checkStatus(text, found, system);
  return found.map(({ operation }) => operation);
}

function readPath(text: OpenApiText, system: string, urlPath: string, placed: Placed): readonly Found[] {
  if (urlPath.startsWith('x-')) return [];
  const item = text.resolve(placed);
  if (item === undefined || !isDictionary(item.value)) return [];
  if (!urlPath.startsWith('/')) text.fault(placed.path, 'a path begins with /', `Write "/${urlPath}"`);
  const { value, path } = item;
  const shared = { value: value.parameters, path: [...path, 'parameters'] };
  return Object.entries(METHODS).flatMap(([key, method]) => {
    const operation = { value: value[key], path: [...path, key] };
    return readOperation(text, { system, urlPath, method, shared }, operation) ?? [];
  });
}

interface Context {
  readonly system: string;
  readonly urlPath: string;
  readonly method: HttpMethod;
  readonly shared: Placed;
}

function readOperation(text: OpenApiText, context: Context, placed: Placed): Found | undefined {
  const { system, urlPath, method, shared } = context;
  const { value, path } = placed;
  if (!isDictionary(value)) return undefined;
  const id = value.operationId;
  if (id === undefined) {
    if (value['x-facteur-effect'] !== undefined)
      text.fault(path, 'it has an effect and no name', 'Give it an "operationId"');
    return undefined;
  }
  if (typeof id !== 'string' || !/^[A-Za-z][\w-]{0,63}$/.test(id)) {
    text.fault([...path, 'operationId'], 'a name is a letter, then letters, digits, - and _', 'Choose another');
    return undefined;
  }
  const effect = readEffect(text, placed, method);
  const { inputs, places, tells } = readInputs(text, shared, placed, urlPath);
  const status = value['x-facteur-status'];
  const operation: HttpOperation = {
    name: `${system}.${id}`,
    ...{ effect, inputs, places, tells, method, path: urlPath },
    idempotent: effect === 'none' || tells.key,
    ...readAnswers(text, placed),
    ...(typeof status === 'string' ? { status: `${system}.${status}` } : {}),
  };
  return { operation, placed };
}

/** A method that writes moves nothing only when its document says so: money must not move by an oversight. */
function readEffect(text: OpenApiText, { value, path }: Placed, method: HttpMethod): Effect {
  const told = isDictionary(value) ? value['x-facteur-effect'] : undefined;
  const effect = EFFECTS.find((known) => known === told);
  if (effect !== undefined) return effect;
  if (told === undefined && method === 'GET') return 'none';
  const what = told === undefined ? `what ${method} changes is not told` : `${JSON.stringify(told)} is no effect`;
  const at = told === undefined ? path : [...path, 'x-facteur-effect'];
  text.fault(at, what, 'Write "x-facteur-effect": "none", "money" or "goods"');
  return 'none';
}

function checkNames(text: OpenApiText, found: readonly Found[]): void {
  const seen = new Set<string>();
  for (const { operation, placed } of found) {
    if (seen.has(operation.name))
      text.fault([...placed.path, 'operationId'], `${operation.name} is there twice`, 'Choose another name');
    seen.add(operation.name);
  }
}

function checkStatus(text: OpenApiText, found: readonly Found[], system: string): void {
  for (const { placed } of found) {
    const told = isDictionary(placed.value) ? placed.value['x-facteur-status'] : undefined;
    if (told === undefined) continue;
    const path = [...placed.path, 'x-facteur-status'];
    const target = found.find(({ operation }) => operation.name === `${system}.${String(told)}`)?.operation;
    if (target === undefined)
      text.fault(path, `no operation is called ${JSON.stringify(told)}`, 'Name an "operationId" of this document');
    else if (target.effect !== 'none' || !Object.hasOwn(target.inputs, 'key'))
      text.fault(
        path,
        `${String(told)} cannot tell what became of an effect`,
        'It must change nothing and take the input "key"',
      );
  }
}
