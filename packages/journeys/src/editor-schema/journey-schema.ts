/** The JSON Schema of `journey.yaml`, for editors: completion, hover and the faults of shape, from the schemas that read it. */
import { z } from 'zod';
import { journeySchema, STEP_SCHEMAS } from '../read/schema.ts';
import { DESCRIPTIONS } from './descriptions.ts';

/** A schema, or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

const DURATION = '^[1-9]\\d{0,3}[mhdw]$';
const DURATIONS = new Set(['remind', 'give-up', 'within', 'at-most', 'retry']);
const STEP_REF = { $ref: '#/definitions/step' };

/** Draft 7, which editors know best. Rules between keys (`of` only for a choice) are left to the checker. */
export function journeyJsonSchema(): JsonSchema {
  const { $schema, ...top } = convert(journeySchema);
  const forms = Object.entries(STEP_SCHEMAS).map(([form, schema]) => [form, described(withoutDraft(schema), 'step')]);
  return {
    $schema,
    title: 'Parcours de Facteur',
    ...described(top, ''),
    definitions: {
      step: {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: { anyOf: forms.map(([form]) => ({ $ref: `#/definitions/${String(form)}` })) },
      },
      ...Object.fromEntries(forms),
    },
  };
}

function convert(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
}

function withoutDraft(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = convert(schema);
  return rest;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same with descriptions; `inside` is the key that holds it. Lists of steps are of steps. */
function described(schema: JsonSchema, inside: string): JsonSchema {
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === 'properties' && isSchema(value)) return [key, describedProperties(value, inside)];
    if (key === 'items' && isSchema(value)) return [key, isStep(value) ? STEP_REF : described(value, inside)];
    if (key === 'additionalProperties' && isSchema(value))
      return [key, described(value, inside === 'collect' ? 'field' : inside)];
    return [key, value];
  });
  return Object.fromEntries(entries);
}

function describedProperties(properties: JsonSchema, inside: string): JsonSchema {
  const entries = Object.entries(properties).map(([key, value]) => {
    if (!isSchema(value)) return [key, value];
    const description = DESCRIPTIONS[`${inside}.${key}`] ?? DESCRIPTIONS[key];
    return [key, { ...(description && { description }), ...bounded(key, described(value, key)) }];
  });
  return Object.fromEntries(entries);
}

/** A mapping of one name to anything: `STEP_SCHEMAS` say what. */
function isStep({ additionalProperties }: JsonSchema): boolean {
  return isSchema(additionalProperties) && Object.keys(additionalProperties).length === 0;
}

/** Durations lose their form on the way, as they become milliseconds. */
function bounded(key: string, schema: JsonSchema): JsonSchema {
  const isDuration = DURATIONS.has(key) || (key === 'wait' && schema.type === 'string');
  if (!isDuration) return schema;
  if (schema.type === 'string') return { ...schema, pattern: DURATION };
  return isSchema(schema.items) ? { ...schema, items: { ...schema.items, pattern: DURATION } } : schema;
}

const LINE_WIDTH = 120;

/** The text of `journeys/journey.schema.json`: short lists of words on one line, as the formatter wants them. */
export function journeySchemaText(): string {
  return `${format(journeyJsonSchema(), '')}\n`;
}

function format(value: unknown, indent: string, before = 0): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const isPlain = value.every((item) => !isSchema(item));
    if (isPlain && indent.length + before + line.length + 1 <= LINE_WIDTH) return line;
    return `[\n${value.map((item) => `${inner}${format(item, inner)}`).join(',\n')}\n${indent}]`;
  }
  if (!isSchema(value) || Object.keys(value).length === 0) return JSON.stringify(value);
  const lines = Object.entries(value).map(([key, member]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${format(member, inner, name.length)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
