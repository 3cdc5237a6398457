/** Cost per mail with a million cases stored, beside with a thousand: all embedded. */
import { createHash, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { seal, unseal } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import type { CollectionDefinition, NewDocument, Store, StoredDocument } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { type Side, startSide } from './cases-side.ts';
import { type Bench, paired } from './figure.ts';
import { writeDemoData, writeMails } from './mails.ts';
import { startProduct } from './product.ts';
import { inTemporaryFolder } from './temporary.ts';

const MODEL_CASES = 60;
const AT_ONCE = 4_000;
const MAX_BYTES = 2_000;
/** The cases stored came evenly over so long. */
const SPAN_MS = 365 * 86_400_000;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** Rounds that do not count: what a start brings with it is over then, and the code is compiled. */
const WARM_UPS = 2;
/** Of what is sealed, what the desk's index opens, and the flow that sealed it. */
const OPENED = { collection: 'handoff-cases', flow: 'human-handoff-cases' };
/** Kept once for all cases, or looked at as a whole. */
const NOT_PER_CASE = new Set(['orchestrator-journeys', 'handoff-reviews', 'parked-cases', 'parked-events']);

/** One of each collection that has documents per case. */
interface Model {
  readonly definitions: readonly CollectionDefinition[];
  readonly cases: readonly ModelCase[];
}

interface ModelCase {
  readonly number: string;
  readonly documents: ReadonlyMap<string, StoredDocument>;
  /** What is sealed in the document that the desk's index opens. */
  readonly opened: string;
}

/**
 * Mails per second, each side in a process of its own. They take turns every few seconds, and a round's ratio is its own: how fast the machine is
 * changes within a minute.
 */
export const casesBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const [few, many] = quick ? [1_000, 20_000] : [1_000, 1_000_000];
    const count = quick ? 200 : 1_500;
    const rounds = quick ? 4 : 10;
    const mails = mailsIn(folder, count);
    await writeDemoData(join(folder, 'data'), 2 * count * (WARM_UPS + rounds));
    const model = await modelOf(folder);
    const sideOf = async (side: string, cases: number): Promise<Side> => {
      await seed(join(folder, side), model, cases);
      return startSide(join(folder, side), join(folder, 'data'));
    };
    const fewSide = await sideOf('few', few);
    const manySide = await sideOf('many', many);
    const measured: { ours: number; bare: number }[] = [];
    try {
      for (let round = 0; round < WARM_UPS + rounds; round += 1) {
        // Whoever comes second finds the machine warm: each does so every other time.
        const rateOf = async (side: Side): Promise<number> => count / (await side.import(await mails()));
        if (round % 2 === 0) measured.push({ bare: await rateOf(fewSide), ours: await rateOf(manySide) });
        else measured.push({ ours: await rateOf(manySide), bare: await rateOf(fewSide) });
      }
    } finally {
      await Promise.all([fewSide.stop(), manySide.stop()]);
    }
    return [
      paired(
        {
          bench: 'cases',
          what: `mails, ${many.toLocaleString('en')} cases stored, beside ${few.toLocaleString('en')}`,
          unit: 'mails/s',
          wanted: 0.85,
        },
        measured.slice(WARM_UPS),
      ),
    ];
  });

/** Folders of `count` mails that nobody has had yet. */
function mailsIn(folder: string, count: number): () => Promise<string> {
  let next = 0;
  return async () => {
    const mails = join(folder, `mails-${next}`);
    await writeMails(mails, next, next + count);
    next += count;
    return mails;
  };
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
  await product.running.stop();
  const store = await openEmbeddedStore({ folder: join(home, 'store') });
  const keys = await openEmbeddedKeyStore({ folder: join(home, 'keys') });
  try {
    const { definitions, byCase } = await readModel(store);
    const keyOf = await keys.get([...byCase.keys()]);
    const cases = [...byCase].flatMap(([number, documents]): ModelCase[] => {
      const document = documents.get(OPENED.collection);
      const key = keyOf.get(number);
      if (document === undefined || key === undefined) return [];
      const sealed = Buffer.from(String(document.sealed), 'base64');
      return [{ number, documents, opened: unseal(key, sealed, `${OPENED.flow}/${document._id}`).toString() }];
    });
    if (cases.length < MODEL_CASES / 2) throw new Error(`Only ${cases.length} cases can be a model`);
    return { definitions, cases };
  } finally {
    await store.close();
    await keys.close();
  }
}

async function readModel({
  backup,
}: Store): Promise<Pick<Model, 'definitions'> & { byCase: ReadonlyMap<string, Map<string, StoredDocument>> }> {
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
      byCase,
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
      const keyOf = await keys.ensure(numbers);
      for (const [name, collection] of collections) {
        const writes = numbers.flatMap((number, n) => {
          const model = cases[(from + n) % cases.length];
          const document = model?.documents.get(name);
          if (model === undefined || document === undefined) return [];
          const copied = copying(model.number, number, (1 - (from + n) / count) * SPAN_MS);
          const doc = copyOf(document, number, copied);
          const key = keyOf.get(number);
          const isOpened = name === OPENED.collection && key !== undefined;
          return [{ op: 'insert' as const, doc: isOpened ? sealedAnew(doc, copied(model.opened), key) : doc }];
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

/** What is said of a case, said of another that is so much older. */
function copying(from: string, to: string, olderMs: number): (text: string) => string {
  const older = (time: string): string => new Date(Date.parse(time) - olderMs).toISOString();
  return (text) => text.replaceAll(from, to).replace(TIME, older);
}

function copyOf(
  { version: _version, ...document }: StoredDocument,
  number: string,
  copied: (text: string) => string,
): NewDocument {
  // Nothing is left to be done about them: what would be tried again, or falls due, could not be opened.
  const { pending: _pending, due: _due, ...copy } = JSON.parse(copied(JSON.stringify(document))) as NewDocument;
  return { ...copy, _id: copy._id.includes(number) ? copy._id : `${copy._id}-${number}` } as NewDocument;
}

/** So that the desk lists the copy as a case like any other. */
function sealedAnew(doc: NewDocument, plain: string, key: KeyObject): NewDocument {
  return { ...doc, sealed: seal(key, Buffer.from(plain), `${OPENED.flow}/${doc._id}`).toString('base64') };
}
