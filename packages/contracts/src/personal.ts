/** Marks of personal data in a schema, and where they are: what the kernel seals before an event leaves the process. */
import { z } from 'zod';

/** The mark, as it appears in the generated JSON Schemas. */
export const PERSONAL_MARK = 'x-personal';

/** Marks `schema` as personal data: its value is sealed with the case's key on the bus and at rest. */
export function personal<T extends z.ZodType>(schema: T): T {
  return schema.meta({ [PERSONAL_MARK]: true }) as T;
}

/** A way from the root to a personal value; `*` stands for every element of an array or value of a record. */
export type PersonalPath = readonly string[];

type Def = {
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: readonly z.ZodType[];
  in?: z.ZodType;
};

/** Every personal place of `schema`, in a fixed order; a place inside another personal place is not repeated. */
export function personalPaths(schema: z.ZodType): PersonalPath[] {
  const found = new Map<string, PersonalPath>();
  walk(schema, [], (path) => found.set(path.join('/'), path));
  return [...found.values()];
}

function walk(schema: z.ZodType, path: readonly string[], add: (path: PersonalPath) => void): void {
  if (schema.meta()?.[PERSONAL_MARK] === true) {
    add(path);
    return;
  }
  if (schema instanceof z.ZodObject) {
    for (const [key, value] of Object.entries(schema.shape)) walk(value as z.ZodType, [...path, key], add);
    return;
  }
  const def = schema.def as unknown as Def;
  for (const inner of [def.innerType, def.in, ...(def.options ?? [])]) if (inner) walk(inner, path, add);
  for (const inner of [def.element, def.valueType]) if (inner) walk(inner, [...path, '*'], add);
}
