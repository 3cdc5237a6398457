/** What an operation takes: its parameters, and the properties of its JSON body. */
import type { OutputType } from '../connector.ts';
import type { InputPlace } from '../http/index.ts';
import { type Dictionary, isDictionary, type OpenApiText, type Placed } from './read-document.ts';
import { isJsonType, readSchema, typeOfSchema } from './read-schema.ts';

/** Inputs and where they go; which of the product's own headers are asked for. */
export interface ReadInputs {
  readonly inputs: Record<string, { readonly required: boolean; readonly type?: OutputType }>;
  readonly places: Record<string, InputPlace>;
  readonly tells: { readonly key: boolean; readonly sender: boolean };
}

/** Header parameters that OpenAPI tells readers to ignore (3.1 §4.8.12), in lower case. */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** `shared` are the parameters of the whole path, which those of the operation replace. */
export function readInputs(text: OpenApiText, shared: Placed, operation: Placed, urlPath: string): ReadInputs {
  const read: ReadInputs & { tells: { key: boolean; sender: boolean } } = {
    ...{ inputs: {}, places: {}, tells: { key: false, sender: false } },
  };
  const parameters = new Map<string, { parameter: Dictionary; placed: Placed }>();
  for (const placed of [...items(text, shared), ...items(text, operation)]) {
    const parameter = readParameter(text, placed);
    if (parameter !== undefined)
      parameters.set(`${String(parameter.in)} ${String(parameter.name)}`, { parameter, placed });
  }
  for (const { parameter, placed } of parameters.values()) addParameter(text, parameter, placed, urlPath, read);
  for (const [, name = ''] of urlPath.matchAll(/\{([^{}/]+)\}/g)) {
    if (!parameters.has(`path ${name}`))
      text.fault(
        operation.path,
        `its path needs {${name}}, which is no parameter`,
        `Add { "name": "${name}", "in": "path", "required": true }`,
      );
  }
  addBody(text, operation, read);
  return read;
}

function items(text: OpenApiText, { value, path }: Placed): readonly Placed[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item, path: [...path, index] }));
  if (isDictionary(value)) return items(text, { value: value.parameters, path: [...path, 'parameters'] });
  text.fault(path, 'parameters are no list', 'Write them between [ and ]');
  return [];
}

function readParameter(text: OpenApiText, placed: Placed): Dictionary | undefined {
  const found = text.resolve(placed);
  if (found === undefined) return undefined;
  if (isDictionary(found.value) && typeof found.value.name === 'string' && typeof found.value.in === 'string')
    return found.value;
  text.fault(found.path, 'a parameter has no name or no place', 'Give it "name" and "in" (path, query, header)');
  return undefined;
}

function addParameter(
  text: OpenApiText,
  { name, in: place, required, schema }: Dictionary,
  { path }: Placed,
  urlPath: string,
  read: ReadInputs & { tells: { key: boolean; sender: boolean } },
): void {
  const named = String(name);
  const inside: Placed = { value: schema, path: [...path, 'schema'] };
  const isRequired = required === true;
  if (place === 'path') {
    if (urlPath.includes(`{${named}}`)) read.inputs[named] = { required: true, ...typed(text, inside) };
    else text.fault(path, `the path has no {${named}}`, 'Write it into the path, or remove the parameter');
  } else if (place === 'query') {
    add(text, read, named, 'query', isRequired, path, inside);
  } else if (place === 'header') {
    const lower = named.toLowerCase();
    if (lower === 'idempotency-key') read.tells.key = true;
    else if (lower === 'x-customer-address') read.tells.sender = true;
    else if (!IGNORED_HEADERS.has(lower)) add(text, read, named, 'header', isRequired, path, inside);
  } else if (isRequired) {
    text.fault(
      path,
      `the parameter ${named} is needed in ${JSON.stringify(place)}`,
      'Only path, query and header can be filled',
    );
  }
}

function addBody(text: OpenApiText, operation: Placed, read: ReadInputs): void {
  const body = isDictionary(operation.value) ? operation.value.requestBody : undefined;
  if (body === undefined) return;
  const found = text.resolve({ value: body, path: [...operation.path, 'requestBody'] });
  if (found === undefined) return;
  const content = isDictionary(found.value) && isDictionary(found.value.content) ? found.value.content : {};
  const type = Object.keys(content).find(isJsonType);
  const media = type === undefined ? undefined : content[type];
  if (type === undefined || !isDictionary(media)) {
    text.fault([...found.path, 'content'], 'the body is no JSON', 'Describe it under "application/json"');
    return;
  }
  const schema = readSchema(text, { value: media.schema, path: [...found.path, 'content', type, 'schema'] });
  if (schema === undefined) return;
  if (schema.type !== 'object')
    text.fault(schema.path, 'the body is no object', 'Only objects can be filled from a journey’s inputs');
  for (const [name, property] of schema.properties) {
    if (!property.isReadOnly) add(text, read, name, 'body', schema.required.has(name), property.path, property);
  }
}

function add(
  text: OpenApiText,
  read: ReadInputs,
  name: string,
  place: InputPlace,
  required: boolean,
  path: Placed['path'],
  schema: Placed,
): void {
  if (Object.hasOwn(read.inputs, name))
    text.fault(path, `two inputs are called ${name}`, 'Rename one: a journey names inputs without their place');
  read.inputs[name] = { required, ...typed(text, schema) };
  read.places[name] = place;
}

/** An input without a schema may be anything. */
function typed(text: OpenApiText, placed: Placed): { readonly type?: OutputType } {
  const type = typeOfSchema(text, placed);
  return type === undefined ? {} : { type };
}
