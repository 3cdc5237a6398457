/** The OpenAPI 3.1 document of a set of routes. */
import { z } from 'zod';
import type { Route } from './route.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

/** Built from the very schemas that validate requests; `x-role` is the least role that may call. */
export function openApiOf(routes: readonly Route[], info: { title: string; version: string }): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes.filter(({ undocumented }) => !undocumented)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  const problem = { type: 'object', required: ['type', 'title', 'status'], properties: PROBLEM_FIELDS };
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: { schemas: { Problem: problem }, securitySchemes: SECURITY_SCHEMES },
    security: [{ bearer: [] }, { session: [] }],
  };
}

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer' },
  session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
};

const PROBLEM_FIELDS = {
  type: { type: 'string' },
  title: { type: 'string' },
  status: { type: 'integer' },
  detail: { type: 'string' },
  code: { type: 'string' },
};

function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function operationOf(route: Route): object {
  const success = route.answer
    ? { description: 'Done', content: { 'application/json': { schema: schemaOf(route.answer) } } }
    : { description: 'Done' };
  return {
    summary: route.summary,
    ...(route.role === 'public' ? { security: [] } : { 'x-role': route.role }),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.raw
      ? {
          requestBody: {
            required: true,
            content: { [route.raw.type]: { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : {}),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }
      : {}),
    responses: {
      [String(route.status ?? 200)]: success,
      default: {
        description: 'A problem document (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): object[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType),
  }));
}
