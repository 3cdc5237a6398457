import type { JsonObject } from '@facteur/primitives';

/** Journey data as JSON that events may carry: what is undefined is left out. */
export function asData(vars: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(vars)) as JsonObject;
}
