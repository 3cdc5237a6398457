/** Cases whose journey waits, as the orchestrator stores them: a few that the product made itself, copied under other numbers and keys. */
import { createHash, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { seal, unseal } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import type { CollectionDefinition, NewDocument, StoredDocument } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { writeDemoData, writeMails } from './mails.ts';
import { startProduct } from './product.ts';

const FLOW = 'journey-orchestrator';
const COLLECTION = 'orchestrator-cases';
const MODEL_MAILS = 30;
const AT_ONCE = 1_000;
const IN_FLIGHT = 4;

/** A case that waits; `plain` is what its document seals. */
interface Model {
  readonly document: StoredDocument;
  readonly plain: string;
}

/** What the product stored of some cases that wait. */
export interface Models {
  readonly definition: CollectionDefinition;
  readonly cases: readonly Model[];
}

/** A data folder that sleeping cases are written to. */
export interface Sleepers {
  /** Writes the cases `from` to below `to`; the timer of each falls due at `dueMs` of it, ms since 1970. */
  add(from: number, to: number, dueMs: (n: number) => number): Promise<void>;
  close(): Promise<void>;
}

/** Mails that leave something to ask for, handled by the product in `folder`. @throws when none of their journeys waits */
export async function sleepingModels(folder: string): Promise<Models> {
  const home = join(folder, 'model');
  await writeDemoData(join(folder, 'data'), MODEL_MAILS);
  await writeMails(join(folder, 'mails'), 0, MODEL_MAILS);
  const product = await startProduct(home, join(folder, 'data'));
  await product.importFolder(join(folder, 'mails'));
  await product.idle();
  await product.running.stop();
  const keys = await openEmbeddedKeyStore({ folder: join(home, 'keys') });
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  try {
    const { definition, documents } = await storedCases(store);
    const cases: Model[] = [];
    for (const document of documents) {
      if (typeof document.due !== 'number' || typeof document.journey !== 'string') continue;
      const key = (await keys.get([document._id])).get(document._id);
      if (key) cases.push({ document, plain: unsealed(key, document) });
    }
    if (cases.length === 0) throw new Error('No journey waits');
    return { definition, cases };
  } finally {
    await store.close();
    await keys.close();
  }
}

async function storedCases({ backup }: Awaited<ReturnType<typeof openEmbeddedStore>>) {
  const snapshot = await backup?.snapshot();
  const definition = snapshot?.collections.find(({ name }) => name === COLLECTION);
  if (!snapshot || !definition) throw new Error('The store cannot be dumped');
  try {
    const documents: StoredDocument[] = [];
    for await (const piece of snapshot.documents())
      if (piece.collection === COLLECTION) documents.push(...piece.documents);
    return { definition, documents };
  } finally {
    await snapshot.close();
  }
}

function unsealed(key: KeyObject, { _id, sealed }: StoredDocument): string {
  return unseal(key, Buffer.from(String(sealed), 'base64'), `${FLOW}/${_id}`).toString();
}

/** Opens the data folder `home`, making it where there is none. */
export async function openSleepers(home: string, { definition, cases }: Models): Promise<Sleepers> {
  const keys = await openEmbeddedKeyStore({ folder: join(home, 'keys') });
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  const collection = await store.collection(definition);
  return {
    async add(from, to, dueMs) {
      const flight: Promise<unknown>[] = [];
      for (let at = from; at < to; at += AT_ONCE) {
        const own = Array.from({ length: Math.min(AT_ONCE, to - at) }, (_, n) => at + n);
        const dataKeys = await keys.ensure(own.map(sleeperNumber));
        const docs = own.flatMap((n) => {
          const [model, key] = [cases[n % cases.length], dataKeys.get(sleeperNumber(n))];
          return model && key ? [copyOf(model, sleeperNumber(n), key, dueMs(n))] : [];
        });
        flight.push(collection.write(docs.map((doc) => ({ op: 'insert', doc }))));
        if (flight.length >= IN_FLIGHT) await flight.shift();
      }
      await Promise.all(flight);
    },
    async close() {
      await store.close();
      await keys.close();
    },
  };
}

/** Spread as real numbers are, so that neighbours in time are none in the index. */
export function sleeperNumber(n: number): string {
  const digits = createHash('sha256').update(String(n)).digest('hex').toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 14)}`;
}

/** The outbox keeps what it is: events that were published, of which nobody opens the sealed part any more. */
function copyOf({ document, plain }: Model, number: string, key: KeyObject, due: number): NewDocument {
  const { version: _, pending: __, sealed: ___, ...clear } = document;
  const own = JSON.parse(JSON.stringify(clear).replaceAll(document._id, number)) as NewDocument;
  const later = due - Number(document.due);
  const timers = Object.entries(own.timers as Record<string, number>).map(([name, at]) => [name, at + later] as const);
  const content = Buffer.from(plain.replaceAll(document._id, number));
  const sealed = seal(key, content, `${FLOW}/${number}`).toString('base64');
  return { ...own, due, timers: Object.fromEntries(timers), sealed };
}
