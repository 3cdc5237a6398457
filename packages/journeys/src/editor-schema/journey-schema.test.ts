import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readJourneysFolder } from '../files/journey-files.ts';
import { JOURNEY_TEXT } from '../testing/journey-text.ts';
import { type JsonSchema, journeyJsonSchema, journeySchemaText } from './journey-schema.ts';

const SCHEMA = journeyJsonSchema();
const shipped = await readJourneysFolder(new URL('../../../../journeys', import.meta.url).pathname);

/** Paths of `value` that break `schema`: the part of JSON Schema that ours uses, and no more. */
function faults(value: unknown, schema: JsonSchema, path = ''): string[] {
  const { $ref, anyOf, type, properties = {}, items, additionalProperties, propertyNames, pattern, ...rest } = schema;
  if (typeof $ref === 'string') return faults(value, part(SCHEMA.definitions, $ref.replace(/.*\//, '')) ?? {}, path);
  if (Array.isArray(anyOf)) return anyOf.some((each) => faults(value, each, path).length === 0) ? [] : [path];
  const found = Array.isArray(value) ? 'array' : typeof value;
  if (type !== undefined && type !== found) return [path];
  if (Array.isArray(value)) {
    const tooFew = value.length < Number(rest.minItems ?? 0) ? [path] : [];
    return [...tooFew, ...value.flatMap((item, index) => faults(item, items as JsonSchema, `${path}/${index}`))];
  }
  if (found !== 'object') return isScalarRight(value, { ...rest, pattern }) ? [] : [path];
  const entries = Object.entries(value as object);
  const required = Array.isArray(rest.required) ? rest.required : [];
  const lacking = required.filter((key) => !entries.some(([name]) => name === key));
  const many = entries.length > Number(rest.maxProperties ?? entries.length) ? [path] : [];
  const inside = entries.flatMap(([key, member]) => {
    const known: unknown = part(properties, key) ?? additionalProperties;
    const named = propertyNames === undefined ? [] : faults(key, propertyNames as JsonSchema, `${path}/${key}`);
    return known === false
      ? [`${path}/${key}`]
      : [...named, ...faults(member, (known ?? {}) as JsonSchema, `${path}/${key}`)];
  });
  return [...lacking.map((key) => `${path}/${key}`), ...many, ...inside];
}

function part(of: unknown, key: string): JsonSchema | undefined {
  return (of as Record<string, JsonSchema>)[key];
}

function isScalarRight(value: unknown, { enum: words, pattern, minimum, maximum, minLength }: JsonSchema): boolean {
  if (Array.isArray(words) && !words.includes(value)) return false;
  if (typeof value === 'number') return value >= Number(minimum ?? value) && value <= Number(maximum ?? value);
  if (typeof value !== 'string') return true;
  return (
    value.length >= Number(minLength ?? 0) && (pattern === undefined || new RegExp(String(pattern), 'u').test(value))
  );
}

describe('the schema for editors', () => {
  it.each(shipped)('takes the journey $folder', ({ files }) => {
    expect(faults(parse(files['journey.yaml'] ?? ''), SCHEMA)).toEqual([]);
  });

  it.each([
    ['an unknown key', 'queue: sav', 'qeue: sav', ['/qeue']],
    ['an unknown key of a field', 'remind-with: relance', 'remind-wiht: relance', ['/collect/commande/remind-wiht']],
    ['an unknown key of a step', 'fin: { close: refused }', 'fin: { close: refused, qeue: sav }', ['/steps/5/fin']],
    ['a missing key', 'intent: essai\n', '', ['/intent']],
    ['a wrong duration', 'give-up: 14d', 'give-up: 14 jours', ['/collect/commande/give-up']],
    ['a wrong type', 'type: order-number', 'type: order', ['/collect/commande/type']],
    ['a wrong percentage', 'risk: 1%', 'risk: 0.01', ['/risk']],
    ['two steps in one', '  - fin: { close: refused }', '    fin: { close: refused }', ['/steps/4']],
  ])('refuses %s', (_, from, to, expected) => {
    expect(JOURNEY_TEXT).toContain(from);
    expect(faults(parse(JOURNEY_TEXT), SCHEMA)).toEqual([]);
    expect(faults(parse(JOURNEY_TEXT.replace(from, to)), SCHEMA)).toEqual(expected);
  });

  it('says in French what each key means', () => {
    expect(undescribed(SCHEMA)).toEqual([]);
  });

  it('is written in lines that the formatter leaves alone', () => {
    const text = journeySchemaText();
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(SCHEMA)));
    expect(text.split('\n').filter((line) => /^\s*"[\w-]+": \[".*\],?$/.test(line) && line.length > 120)).toEqual([]);
  });
});

function undescribed(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const inner = undescribed(member, `${path}/${key}`);
    const isKey = path.endsWith('/properties') && typeof member === 'object' && !('description' in (member ?? {}));
    return isKey ? [`${path}/${key}`, ...inner] : inner;
  });
}
