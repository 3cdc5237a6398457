/** What an operation answers: its outputs, and the codes of its refusals. */
import type { OutputType } from '../connector.ts';
import { type Dictionary, isDictionary, type OpenApiText, type Placed } from './read-document.ts';
import { isJsonType, outputsOf, type ReadSchema, readSchema } from './read-schema.ts';

/** Part of an operation. */
export interface ReadAnswers {
  readonly errors: readonly string[];
  readonly codes?: Readonly<Record<number, string>>;
  readonly outputs?: Readonly<Record<string, OutputType>>;
}

/**
 * Codes come from `x-facteur-errors` (a list, or a map from a status to the code that it means) and from the `code` that the schemas of
 * 4xx answers list.
 */
export function readAnswers(text: OpenApiText, operation: Placed): ReadAnswers {
  const { value, path } = operation;
  const responses = isDictionary(value) && isDictionary(value.responses) ? value.responses : {};
  const told = readErrors(text, isDictionary(value) ? value['x-facteur-errors'] : undefined, [
    ...path,
    'x-facteur-errors',
  ]);
  const described = Object.entries(responses).flatMap(([status, answer]) => {
    if (!/^4(?:\d\d|XX)$/i.test(status)) return [];
    const schema = schemaOf(text, { value: answer, path: [...path, 'responses', status] });
    const code = schema?.properties.get('code');
    return (code && readSchema(text, code)?.choices) ?? [];
  });
  const outputs = readOutputs(text, responses, [...path, 'responses']);
  return {
    errors: [...new Set([...told.list, ...Object.values(told.codes), ...described])],
    ...(Object.keys(told.codes).length > 0 ? { codes: told.codes } : {}),
    ...(outputs === undefined ? {} : { outputs }),
  };
}

function readErrors(text: OpenApiText, told: unknown, path: Placed['path']) {
  const list: string[] = [];
  const codes: Record<number, string> = {};
  const isCode = (code: unknown): code is string => typeof code === 'string' && /^[\w.-]{1,100}$/.test(code);
  const remedy = 'Write ["not-found"], or { "404": "not-found" } with statuses from 400 to 499';
  if (Array.isArray(told)) {
    for (const [index, code] of told.entries()) {
      if (isCode(code)) list.push(code);
      else text.fault([...path, index], 'this is no code', remedy);
    }
  } else if (isDictionary(told)) {
    for (const [status, code] of Object.entries(told)) {
      if (isCode(code) && /^4\d\d$/.test(status)) codes[Number(status)] = code;
      else text.fault([...path, status], 'this is no code of a 4xx status', remedy);
    }
  } else if (told !== undefined) text.fault(path, 'this is no list of codes', remedy);
  return { list, codes };
}

function readOutputs(text: OpenApiText, responses: Dictionary, path: Placed['path']) {
  const status = Object.keys(responses)
    .sort()
    .find((name) => /^2(?:\d\d|XX)$/i.test(name));
  if (status === undefined) return undefined;
  const schema = schemaOf(text, { value: responses[status], path: [...path, status] });
  if (schema?.type === undefined) return undefined;
  if (schema.type === 'object') return outputsOf(text, schema);
  text.fault(
    schema.path,
    `the answer is no object but ${schema.type}`,
    'Put it into an object, or remove the operationId',
  );
  return undefined;
}

function schemaOf(text: OpenApiText, answer: Placed): ReadSchema | undefined {
  const found = text.resolve(answer);
  const content = isDictionary(found?.value) ? found.value.content : undefined;
  if (found === undefined || !isDictionary(content)) return undefined;
  const type = Object.keys(content).find(isJsonType);
  const media = type === undefined ? undefined : content[type];
  if (type === undefined || !isDictionary(media)) return undefined;
  return readSchema(text, { value: media.schema, path: [...found.path, 'content', type, 'schema'] });
}
