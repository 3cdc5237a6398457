/** A data folder with many cases on the desk: documents as the product itself writes them, each with another customer and other words. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { seal, unseal } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import type { CollectionDefinition, NewDocument, StoredDocument } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { writeMails } from './mails.ts';
import { startProduct } from './product.ts';

const MODEL_CASES = 60;
const AT_ONCE = 500;
const WORDS = 30;
const VOCABULARY = 20_000;
const SYLLABLES = 'ba ce di fo gu la me ni ro su ta ve pi co dra mon ten lar'.split(' ');

/** A document of the model, opened: its place and what it says. */
interface ModelDocument {
  readonly flow: string;
  readonly stored: StoredDocument;
  readonly plain: string;
}

/** The documents of the desk, of some cases. */
export interface DeskModel {
  readonly definitions: readonly CollectionDefinition[];
  readonly cases: readonly { readonly number: string; readonly documents: ReadonlyMap<string, ModelDocument> }[];
}

/** Collection → the flow whose name its documents are sealed with. */
const FLOWS = new Map([
  ['handoff-cases', 'human-handoff-cases'],
  ['handoff-reviews', 'human-handoff'],
]);

/** The `n`-th word, the first ones said most. */
export function wordOf(n: number): string {
  let word = '';
  for (let rest = n + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return `${word}${SYLLABLES[n % 7]}`;
}

/** Name of the customer of case `n`: one of a few thousand families. */
export function familyOf(n: number): string {
  return wordOf(5_000 + (n % 7_919));
}

/** What the product stores of some cases. */
export async function deskModel(folder: string, demoData: string): Promise<DeskModel> {
  const home = join(folder, 'model');
  const mails = join(folder, 'model-mails');
  await writeMails(mails, 0, MODEL_CASES);
  const product = await startProduct(home, demoData);
  await product.importFolder(mails);
  await product.idle();
  await product.running.stop();
  const keys = await openEmbeddedKeyStore({ folder: join(home, 'keys') });
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  try {
    const snapshot = await store.backup?.snapshot();
    if (!snapshot) throw new Error('The store cannot be dumped');
    const cases = new Map<string, Map<string, ModelDocument>>();
    for await (const { collection, documents } of snapshot.documents()) {
      const flow = FLOWS.get(collection);
      if (flow === undefined) continue;
      const known = await keys.get(documents.map(({ _id }) => _id));
      for (const stored of documents) {
        const key = known.get(stored._id);
        if (key === undefined) continue;
        const plain = unseal(key, Buffer.from(String(stored.sealed), 'base64'), `${flow}/${stored._id}`).toString();
        const own = cases.get(stored._id) ?? new Map<string, ModelDocument>();
        cases.set(stored._id, own.set(collection, { flow, stored, plain }));
      }
    }
    const definitions = snapshot.collections.filter(({ name }) => FLOWS.has(name));
    await snapshot.close();
    return { definitions, cases: [...cases].map(([number, documents]) => ({ number, documents })) };
  } finally {
    await store.close();
    await keys.close();
  }
}

/** A data folder with `count` cases, a minute apart. */
export async function seedDesk(home: string, { definitions, cases }: DeskModel, count: number): Promise<void> {
  const keys = await openEmbeddedKeyStore({ folder: join(home, 'keys') });
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  try {
    const collections = await Promise.all(
      definitions.map(async (definition) => [definition.name, await store.collection(definition)] as const),
    );
    for (let from = 0; from < count; from += AT_ONCE) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => numberOf(from + n));
      const known = await keys.ensure(numbers);
      for (const [name, collection] of collections) {
        const writes = numbers.flatMap((number, at) => {
          const model = cases[(from + at) % cases.length];
          const document = model?.documents.get(name);
          const key = known.get(number);
          if (!model || !document || !key) return [];
          const plain = varied(document.plain.replaceAll(model.number, number), from + at);
          const sealed = seal(key, Buffer.from(plain), `${document.flow}/${number}`).toString('base64');
          return [
            {
              op: 'insert' as const,
              doc: { ...clearOf(document.stored, from + at), _id: number, subject: number, sealed },
            },
          ];
        });
        await collection.write(writes);
      }
    }
  } finally {
    await store.close();
    await keys.close();
  }
}

/** Spread as real numbers are. */
function numberOf(n: number): string {
  const digits = createHash('sha256').update(String(n)).digest('hex').toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 9)}${n}`;
}

function clearOf({ version: _, pending: __, ...stored }: StoredDocument, n: number): NewDocument {
  const { updatedAt, since } = stored;
  return {
    ...stored,
    ...{ inbox: [], outbox: [], timers: {} },
    ...(updatedAt === undefined ? {} : { updatedAt: timeOf(n) }),
    ...(since === undefined ? {} : { since: timeOf(n) }),
  } as NewDocument;
}

function timeOf(n: number): string {
  return new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
}

/** The state of a case with another customer and other words; anything else as it is. */
function varied(plain: string, n: number): string {
  const [state, effects] = JSON.parse(plain) as [Record<string, unknown>, unknown];
  if (typeof state.words !== 'string') return plain;
  const name = familyOf(n);
  const words = Array.from({ length: WORDS }, (_, place) => {
    const share = ((Math.imul(n * WORDS + place + 1, 0x9e3779b1) >>> 0) % 10_007) / 10_007;
    return wordOf(Math.floor(share ** 3 * VOCABULARY));
  });
  const changed = {
    ...state,
    customer: { address: `${name}.${n}@courriel.example`, name: `Client ${name}` },
    updatedAt: timeOf(n),
    words: [...new Set([...state.words.split(' '), ...words, `cmd2025${n}`])].join(' '),
  };
  return JSON.stringify([changed, effects]);
}
