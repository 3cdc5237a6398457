/** The documents of the crash tests. Each says in itself what it must be, so that a torn or mixed-up one shows. */
import { createHash } from 'node:crypto';
import type { CollectionDefinition, NewDocument, StoredDocument } from '../store.ts';

/** Every case is in the index, and its place in it changes with every version; so does its unique value. */
export const CASES: CollectionDefinition = {
  name: 'cases',
  indexes: { group: ['group', 'rank'] },
  unique: { token: ['token'] },
};

/** The groups that cases are in, in turns. */
export const GROUPS: readonly string[] = ['new', 'waiting', 'closed'];

/** The `_id` of the `n`th case of a round. */
export function caseId(round: number, n: number): string {
  return `case-${round}-${n}`;
}

/** The case `_id` as it is written at a version; some are larger than a page of the file. */
export function caseDocument(_id: string, version: number): NewDocument {
  const digest = createHash('sha256').update(tokenOf(_id, version)).digest();
  const text = digest.toString('hex').repeat(digest[0] === 0 ? 300 : 4 + (digest[1] ?? 0) / 16);
  const group = GROUPS[version % GROUPS.length] ?? '';
  return { _id, group, rank: version, token: tokenOf(_id, version), text };
}

/** True when a stored case is, to the byte, what was written at its version. */
export function isWhole(doc: StoredDocument): boolean {
  return JSON.stringify(doc) === JSON.stringify({ ...caseDocument(doc._id, doc.version), version: doc.version });
}

/** The unique value of a case at a version. */
export function tokenOf(_id: string, version: number): string {
  return `${_id}#${version}`;
}
