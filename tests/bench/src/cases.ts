/** Cost per mail with a million cases stored, beside with a thousand: all embedded. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import type { CollectionDefinition, NewDocument, Store, StoredDocument } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import type { Bench } from './figure.ts';
import { secondsOf } from './figure.ts';
import { writeDemoData, writeMails } from './mails.ts';
import { startProduct } from './product.ts';
import { inTemporaryFolder } from './temporary.ts';

const MODEL_CASES = 60;
const AT_ONCE = 4_000;
const MAX_BYTES = 2_000;
/** Kept once for all cases, or looked at as a whole. */
const NOT_PER_CASE = new Set(['orchestrator-journeys', 'handoff-reviews', 'parked-cases', 'parked-events']);

/** One of each collection that has documents per case. */
interface Model {
  readonly definitions: readonly CollectionDefinition[];
  /** Per case: its number, then by collection one document of it. */
  readonly cases: readonly { readonly number: string; readonly documents: ReadonlyMap<string, StoredDocument> }[];
}

/** Mails per second, in turns, so that what the machine does meanwhile troubles both alike. */
export const casesBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const [few, many] = quick ? [1_000, 20_000] : [1_000, 1_000_000];
    const count = quick ? 600 : 2_000;
    const rounds = quick ? 2 : 3;
    await writeDemoData(join(folder, 'data'), 1.5 * count * (rounds + 1) * 2);
    const model = await modelOf(folder);
    const homes = { few: join(folder, 'few'), many: join(folder, 'many') };
    await seed(homes.few, model, few);
    await seed(homes.many, model, many);
    let next = 0;
    const rateOf = async (home: string): Promise<number> => {
      const warmUp = join(folder, `warm-up-${next}`);
      const mails = join(folder, `mails-${next}`);
      await writeMails(warmUp, next, next + count / 2);
      await writeMails(mails, next + count / 2, next + 1.5 * count);
      next += 1.5 * count;
      const product = await startProduct(home, join(folder, 'data'));
      try {
        await product.indexed();
        // What a start brings with it is over then, for the one as for the other.
        await product.importFolder(warmUp);
        await product.idle();
        const seconds = await secondsOf(async () => {
          await product.importFolder(mails);
          await product.idle();
        });
        return count / seconds;
      } finally {
        await product.running.stop();
      }
    };
    const rates: { few: number; many: number }[] = [];
    for (let round = 0; round <= rounds; round += 1)
      rates.push({ few: await rateOf(homes.few), many: await rateOf(homes.many) });
    // The first round warms the code, for the one as for the other.
    const median = (side: 'few' | 'many'): number => middle(rates.slice(1).map((rate) => rate[side]));
    return [
      {
        bench: 'cases',
        what: `mails, ${many.toLocaleString('en')} cases stored, beside ${few.toLocaleString('en')}`,
        value: median('many'),
        bare: median('few'),
        ratio: median('many') / median('few'),
        unit: 'mails/s',
        wanted: 0.85,
      },
    ];
  });

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What the product itself stores of some cases. */
async function modelOf(folder: string): Promise<Model> {
  const home = join(folder, 'model');
  const mails = join(folder, 'model-mails');
  const last = 10_000_000;
  await writeMails(mails, last, last + MODEL_CASES);
  const product = await startProduct(home, join(folder, 'data'));
  await product.importFolder(mails);
  await product.idle();
  await product.acknowledged();
  await product.idle();
  await product.running.stop();
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  try {
    return await readModel(store);
  } finally {
    await store.close();
  }
}

async function readModel({ backup }: Store): Promise<Model> {
  if (!backup) throw new Error('The store cannot be dumped');
  const snapshot = await backup.snapshot();
  try {
    const byCase = new Map<string, Map<string, StoredDocument>>();
    for await (const { collection, documents } of snapshot.documents()) {
      if (NOT_PER_CASE.has(collection)) continue;
      for (const document of documents) {
        const text = JSON.stringify(document);
        const number = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(text)?.[0];
        if (number === undefined || text.length > MAX_BYTES) continue;
        const own = byCase.get(number) ?? new Map<string, StoredDocument>();
        byCase.set(number, own.set(collection, document));
      }
    }
    const used = new Set([...byCase.values()].flatMap((documents) => [...documents.keys()]));
    return {
      definitions: snapshot.collections.filter(({ name }) => used.has(name)),
      cases: [...byCase].map(([number, documents]) => ({ number, documents })),
    };
  } finally {
    await snapshot.close();
  }
}

/** A data folder with `count` cases, each with a key. */
async function seed(home: string, { definitions, cases }: Model, count: number): Promise<void> {
  const keys = await openEmbeddedKeyStore({ folder: join(home, 'keys') });
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  try {
    const collections = await Promise.all(
      definitions.map(async (definition) => [definition.name, await store.collection(definition)] as const),
    );
    for (let from = 0; from < count; from += AT_ONCE) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => numberOf(from + n));
      await keys.ensure(numbers);
      for (const [name, collection] of collections) {
        const writes = numbers.flatMap((number, n) => {
          const model = cases[(from + n) % cases.length];
          const document = model?.documents.get(name);
          return model && document ? [{ op: 'insert' as const, doc: copyOf(document, model.number, number) }] : [];
        });
        await collection.write(writes);
      }
    }
  } finally {
    await store.close();
    await keys.close();
  }
}

/** Spread as real numbers are, so that neighbours in time are none in the index. */
function numberOf(n: number): string {
  const digits = createHash('sha256').update(String(n)).digest('hex').toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 14)}`;
}

function copyOf({ version: _version, ...document }: StoredDocument, from: string, to: string): NewDocument {
  // Nothing is left to be done about them: what would be tried again, or falls due, could not be opened.
  const {
    pending: _pending,
    due: _due,
    ...copy
  } = JSON.parse(JSON.stringify(document).replaceAll(from, to)) as NewDocument;
  return { ...copy, _id: copy._id.includes(to) ? copy._id : `${copy._id}-${to}` } as NewDocument;
}
