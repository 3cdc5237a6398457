/** What the processes made to be killed do: write for ever, and say on stdout what was acknowledged, once it was. */
import { writeSync } from 'node:fs';
import type { Collection, NewDocument } from '../store.ts';
import { caseDocument, caseId } from './crash-cases.ts';

const BATCH = 20;
const CASES_PER_WRITER = 100;

/** A line on stdout, written before this returns. */
export function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Inserts and replaces for ever: two writers with cases of their own, so that commits are shared. */
export async function hammer(collection: Collection, round: number): Promise<void> {
  const writer = async (first: number): Promise<void> => {
    for (let version = 1; ; version += 1) {
      for (let n = first; n < first + CASES_PER_WRITER; n += BATCH) {
        const docs = Array.from({ length: BATCH }, (_, i) => caseDocument(caseId(round, n + i), version));
        await writeAt(collection, docs, version - 1);
        for (const { _id } of docs) say(`${_id} ${version}`);
      }
    }
  };
  await Promise.all([writer(0), writer(CASES_PER_WRITER)]);
}

async function writeAt(collection: Collection, docs: readonly NewDocument[], at: number): Promise<void> {
  const outcomes = await collection.write(
    docs.map((doc) => (at === 0 ? { op: 'insert', doc } : { op: 'replace', doc, at })),
  );
  const failed = outcomes.find(({ outcome }) => outcome !== 'done');
  if (failed !== undefined) throw new Error(`Not done at version ${at}: ${JSON.stringify(failed)}`);
}
