/** As much of a JSON Schema as the connector needs: the kind of a value, and the members of an object. */
import type { OutputType } from '../connector.ts';
import { type Dictionary, isDictionary, type OpenApiText, type Placed } from './read-document.ts';

/** A schema with `$ref` and `allOf` worked in. */
export interface ReadSchema {
  /** `object`, `array`, `string`, `integer`, `number`, `boolean`; undefined where it is not told, or one of several. */
  readonly type: string | undefined;
  readonly format: string | undefined;
  /** The texts that it may be, where they are listed. */
  readonly choices: readonly string[] | undefined;
  readonly properties: ReadonlyMap<string, PlacedProperty>;
  readonly required: ReadonlySet<string>;
  readonly path: Placed['path'];
}

interface PlacedProperty extends Placed {
  readonly isReadOnly: boolean;
}

/** `application/json`, `application/problem+json`, with parameters or without. */
export function isJsonType(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);
}

const MAX_DEPTH = 8;

/** Undefined where there is no schema; a broken reference is noted as a fault. */
export function readSchema(text: OpenApiText, placed: Placed, depth = 0): ReadSchema | undefined {
  if (placed.value === undefined || depth > MAX_DEPTH) return undefined;
  const found = text.resolve(placed);
  if (found === undefined) return undefined;
  const { value, path } = found;
  if (!isDictionary(value)) {
    if (typeof value !== 'boolean') text.fault(path, 'a schema is no object', 'Write { "type": … }');
    return undefined;
  }
  const parts = (Array.isArray(value.allOf) ? value.allOf : []).flatMap((part: unknown, index) => {
    return readSchema(text, { value: part, path: [...path, 'allOf', index] }, depth + 1) ?? [];
  });
  const own = propertiesOf(text, value, path);
  const properties = new Map([...parts.flatMap((part) => [...part.properties]), ...own]);
  const required = Array.isArray(value.required) ? value.required.filter((name) => typeof name === 'string') : [];
  return {
    type: typeOf(value, properties.size > 0) ?? parts.find(({ type }) => type !== undefined)?.type,
    format: typeof value.format === 'string' ? value.format : parts.find(({ format }) => format !== undefined)?.format,
    choices: choicesOf(value) ?? parts.find(({ choices }) => choices !== undefined)?.choices,
    properties,
    required: new Set([...parts.flatMap((part) => [...part.required]), ...required]),
    path,
  };
}

function propertiesOf(text: OpenApiText, { properties }: Dictionary, path: Placed['path']): [string, PlacedProperty][] {
  if (properties === undefined) return [];
  if (!isDictionary(properties)) {
    text.fault([...path, 'properties'], 'properties are no object', 'Write { "name": { "type": … } }');
    return [];
  }
  return Object.entries(properties).map(([name, value]) => {
    const isReadOnly = isDictionary(value) && value.readOnly === true;
    return [name, { value, path: [...path, 'properties', name], isReadOnly }];
  });
}

/** OpenAPI 3.1 lists `null` among the types; 3.0 says `nullable`. */
function typeOf({ type }: Dictionary, hasProperties: boolean): string | undefined {
  const types = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string' && one !== 'null');
  if (types.length > 1) return undefined;
  return (types[0] as string | undefined) ?? (hasProperties ? 'object' : undefined);
}

function choicesOf({ enum: listed, const: only }: Dictionary): readonly string[] | undefined {
  const choices = Array.isArray(listed) ? listed.filter((choice) => choice !== null) : only === undefined ? [] : [only];
  return choices.length > 0 && choices.every((choice) => typeof choice === 'string') ? choices : undefined;
}

const MAX_OUTPUT_DEPTH = 4;

/** The types of an answer's members by dotted path. */
export function outputsOf(text: OpenApiText, schema: ReadSchema, prefix = '', depth = 1): Record<string, OutputType> {
  const outputs: Record<string, OutputType> = {};
  for (const [name, placed] of schema.properties) {
    const member = readSchema(text, placed);
    const type = member && outputTypeOf(member);
    if (member === undefined || type === undefined) continue;
    outputs[prefix + name] = type;
    if (type === 'object' && depth < MAX_OUTPUT_DEPTH)
      Object.assign(outputs, outputsOf(text, member, `${prefix}${name}.`, depth + 1));
  }
  return outputs;
}

/** The type of a value; undefined where its schema does not tell. */
export function typeOfSchema(text: OpenApiText, placed: Placed): OutputType | undefined {
  const schema = readSchema(text, placed);
  return schema && outputTypeOf(schema);
}

function outputTypeOf({ type, format, choices, properties }: ReadSchema): OutputType | undefined {
  if (choices !== undefined) return { of: choices };
  if (type === 'object') return properties.has('minor') && properties.has('currency') ? 'money' : 'object';
  if (type === 'string') return format === 'date' || format === 'date-time' ? 'date' : 'text';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'array' ? 'list' : undefined;
}
