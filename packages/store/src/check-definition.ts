/** What every adapter refuses in a collection's definition. */
import { AppError } from '@facteur/primitives';
import type { CollectionDefinition } from './store.ts';

/** Most fields of one index; MongoDB's limit too. */
const MAX_FIELDS = 32;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @throws AppError `BAD_INPUT` naming the collection and what is wrong with its definition */
export function checkDefinition(definition: CollectionDefinition): void {
  const { name, indexes = {}, unique = {} } = definition;
  if (!NAME.test(name) || name.length > 100) {
    throw new AppError('BAD_INPUT', `"${name}" is no collection name: lower-case words joined by hyphens`);
  }
  for (const [key, fields] of Object.entries(indexes)) checkFields(`index "${key}" of ${name}`, key, fields);
  for (const [key, fields] of Object.entries(unique)) {
    if (key === '_id') throw new AppError('BAD_INPUT', `The unique key "_id" of ${name} is built in`);
    checkFields(`unique key "${key}" of ${name}`, key, fields);
  }
}

function checkFields(what: string, key: string, fields: readonly string[]): void {
  const distinct = new Set(fields);
  const sound = fields.length > 0 && fields.length <= MAX_FIELDS && distinct.size === fields.length;
  if (key === '' || !sound || distinct.has('') || distinct.has('version')) {
    throw new AppError('BAD_INPUT', `The ${what} needs 1 to ${MAX_FIELDS} distinct fields, "version" not among them`);
  }
}
