/**
 * A document as stored. Its content stands as JSON text beside the fields that indexes need, not as BSON fields: that way everything comes
 * back exactly as it was written (order of the fields, names with dots or `$`, `__proto__`, halves of surrogate pairs), no value can clash
 * with an index, and nothing is converted twice. The price is that mongosh shows the content as one string.
 */
import type { Json } from '@facteur/primitives';
import { assertEntryFits, indexValuesOf } from '../check-write.ts';
import { encodeValues } from '../index-key.ts';
import type { NewDocument, StoredDocument } from '../store.ts';
import { encodeUnique } from '../unique-key.ts';
import type { Layout } from './layout.ts';
import { sortableText } from './sortable-text.ts';

/** The part of a record that a document's content decides. */
export interface RecordBody {
  readonly json: string;
  /** The layout by which `index` and `unique` were filled. */
  readonly layout: string;
  /** Field of an index → its entry: the values, then the `_id`, as text that sorts. A document that is not in it has no field. */
  readonly index: Readonly<Record<string, string>>;
  /** Field of a unique key → its values as text. */
  readonly unique: Readonly<Record<string, string>>;
}

/** A stored document. `writers` says whose write made each of the last versions; it is never shown. */
export interface StoredRecord extends RecordBody {
  readonly _id: string;
  readonly version: number;
  readonly writers: Readonly<Record<string, string>>;
}

/** How many versions back it is known who wrote them. */
const REMEMBERED_VERSIONS = 4;

/** The field of `writers` that names who made `version`. */
export function writerSlot(version: number): string {
  return `s${Math.trunc(Math.abs(version)) % REMEMBERED_VERSIONS}`;
}

/**
 * What is stored of a document whose JSON is `json`.
 * @throws AppError `BAD_INPUT` for an indexed value that is too long
 */
export function recordBody(layout: Layout, doc: NewDocument, json: string): RecordBody {
  const index: Record<string, string> = {};
  const unique: Record<string, string> = {};
  for (const key of layout.keys) {
    const values = indexValuesOf(doc, key.fields);
    if (values === undefined) continue;
    if (key.unique) unique[key.field] = sortableText(encodeUnique(values));
    else {
      const entry = Buffer.concat([encodeValues(values), Buffer.from(doc._id)]);
      assertEntryFits(doc, key.name, entry.length);
      index[key.field] = sortableText(entry);
    }
  }
  return { json, layout: layout.id, index, unique };
}

/** The document of a record. */
export function documentOf({ json, version }: Pick<StoredRecord, 'json' | 'version'>): StoredDocument {
  const document = JSON.parse(json) as Record<string, Json>;
  document.version = version;
  return document as StoredDocument;
}
