/** What every adapter refuses in a write, and what of a document stands in an index. */
import { AppError } from '@facteur/primitives';
import { type IndexValue, MAX_DOCUMENT_BYTES, type NewDocument, type Write } from './store.ts';

/** Most characters of an `_id` and of an indexed string. */
export const MAX_KEY_CHARACTERS = 500;

/**
 * Most bytes of an index entry, values and `_id`. LMDB allows 4 026 at the page size of the embedded store; 4 of them name the table, and by one
 * more a cursor goes on behind an entry. Other adapters hold to it too, so that what one takes, all take.
 */
const MAX_ENTRY_BYTES = 4021;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** True for what can name a document: 1 to 500 characters of well-formed Unicode. */
export function isDocumentId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && isKeyString(id);
}

/** True for a string that can be a key: at most 500 characters, no half of a surrogate pair. */
export function isKeyString(value: string): boolean {
  return value.length <= MAX_KEY_CHARACTERS && !LONE_SURROGATE.test(value);
}

/** True for what can stand in an index. Anything else (null, a list, an object, no number) counts as a missing field. */
export function isIndexValue(value: unknown): value is IndexValue {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

/** The `_id` that a write is about. @throws AppError `BAD_INPUT` when it cannot name a document */
export function idOfWrite(write: Write): string {
  const id = write.op === 'delete' ? write.id : write.doc._id;
  if (!isDocumentId(id)) {
    throw new AppError('BAD_INPUT', `A document needs an _id of 1 to ${MAX_KEY_CHARACTERS} characters`);
  }
  return id;
}

/** A document as JSON without its `version`, and the size of that. @throws AppError `DOCUMENT_TOO_LARGE` naming it */
export function documentJson(doc: NewDocument): { json: string; bytes: number } {
  const json = JSON.stringify('version' in doc ? { ...doc, version: undefined } : doc);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_DOCUMENT_BYTES) {
    throw new AppError(
      'DOCUMENT_TOO_LARGE',
      `Document "${doc._id}" has ${bytes} bytes of at most ${MAX_DOCUMENT_BYTES}`,
      {
        id: doc._id,
        bytes,
        maxBytes: MAX_DOCUMENT_BYTES,
      },
    );
  }
  return { json, bytes };
}

/**
 * The values of `fields`, or undefined when the document lacks one of them.
 * @throws AppError `BAD_INPUT` for a string that is too long for an index
 */
export function indexValuesOf(doc: NewDocument, fields: readonly string[]): readonly IndexValue[] | undefined {
  const values: IndexValue[] = [];
  for (const field of fields) {
    const value = Object.hasOwn(doc, field) ? doc[field] : undefined;
    if (!isIndexValue(value)) return undefined;
    if (typeof value === 'string' && !isKeyString(value)) {
      throw new AppError(
        'BAD_INPUT',
        `Field "${field}" of document "${doc._id}" cannot be indexed: it is longer than
${MAX_KEY_CHARACTERS} characters or broken Unicode`.replace('\n', ' '),
        { id: doc._id, field },
      );
    }
    values.push(value);
  }
  return values;
}

/** @throws AppError `BAD_INPUT` when a document's entry of an index, with its `_id`, is too long */
export function assertEntryFits(doc: NewDocument, index: string, bytes: number): void {
  if (bytes <= MAX_ENTRY_BYTES) return;
  throw new AppError('BAD_INPUT', `The values of document "${doc._id}" are too long together for index "${index}"`, {
    id: doc._id,
    index,
  });
}
