/** The ledger on the embedded store, in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import type { Clock } from '@facteur/primitives';
import type { Collection, NewDocument } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { type Ledger, ledgerCollection, openLedger } from '../ledger.ts';

export interface TestLedger {
  readonly ledger: Ledger;
  readonly collection: Collection;
  /** The ledger as another process has it, over a collection that may fail. */
  open(collection?: Collection): Ledger;
  entries(): Promise<readonly NewDocument[]>;
  dispose(): Promise<void>;
}

/** The keys of `cases` are there. */
export async function openTestLedger(clock: Clock, cases: readonly string[]): Promise<TestLedger> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-ledger-'));
  const store = await openEmbeddedStore({ folder: join(folder, 'store') });
  const keys = await openEmbeddedKeyStore({ folder: join(folder, 'keys') });
  await keys.ensure(cases);
  const collection = await store.collection(ledgerCollection);
  const open = (through: Collection = collection): Ledger => openLedger(through, keys, clock);
  return {
    ledger: open(),
    collection,
    open,
    async entries() {
      const pages = ['claimed', 'sent', 'done', 'refused'].map((status) =>
        collection.find({ index: 'by-status', equals: { status }, limit: 1_000 }),
      );
      return (await Promise.all(pages)).flatMap(({ documents }) => documents);
    },
    async dispose() {
      await store.close();
      await keys.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
