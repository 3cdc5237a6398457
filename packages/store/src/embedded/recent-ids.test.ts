/** Documents are found by their ids whatever became of them: recent, moved to the table, half moved, removed, never committed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Environment, openEnvironment } from './environment.ts';
import { type Places, placesIn } from './places.ts';
import { tableBounds } from './table-key.ts';

const TABLES = { documents: 1, ids: 2, recent: 3, keys: [], ready: true, leftovers: [] };
const MOST = 40;

let folder: string;
let environment: Environment;
let places: Places;

async function open(around: (environment: Environment) => Environment = (own) => own): Promise<void> {
  environment = await openEnvironment(folder);
  places = placesIn(around(environment), MOST)(TABLES);
}

async function reopen(): Promise<void> {
  await environment.close();
  await open();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-recent-'));
  await open();
});
afterEach(async () => {
  await environment.close();
  await rm(folder, { recursive: true });
});

function textOf(id: string): string | undefined {
  const record = places.look(id)?.record;
  return record?.toString('utf8', 0, record.length);
}

/** Inside a transaction. */
function put(id: string, text: string): void {
  places.put(Buffer.from(id), places.look(id)?.place, Buffer.from(text));
}

/** Inside a transaction. */
function remove(id: string): void {
  const placed = places.look(id);
  if (placed) places.remove(Buffer.from(id), placed.place);
}

const putAll = (ids: readonly string[]): Promise<void> =>
  environment.commit(0, () => {
    for (const id of ids) put(id, `text of ${id}`);
  });

const failing = (work: () => void): Promise<void> =>
  environment
    .commit(0, () => {
      work();
      throw new Error('no');
    })
    .catch(() => undefined);

const countOf = (table: number): number => {
  const { low, high } = tableBounds(table);
  return environment.countKeys(low, high);
};

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, n) => `café-${(n * 7919) % count}`);

/** Resolves once everything recent has been moved: moving is a chain of transactions. */
async function moved(): Promise<void> {
  while (countOf(TABLES.recent) > 0) await environment.commit(0, () => undefined);
}

describe('recent ids', () => {
  it('are moved to the table once there are many, and are found before, meanwhile and after', async () => {
    const ids = idsOf(MOST + 1);
    await putAll(ids.slice(2));
    expect([countOf(TABLES.recent), countOf(TABLES.ids)]).toEqual([MOST - 1, 0]);
    await putAll(ids);
    await moved();
    expect([countOf(TABLES.recent), countOf(TABLES.ids)]).toEqual([0, MOST + 1]);
    expect(ids.map(textOf)).toEqual(ids.map((id) => `text of ${id}`));
    await reopen();
    expect(ids.map(textOf)).toEqual(ids.map((id) => `text of ${id}`));
    expect(textOf('other')).toBeUndefined();
  });

  it('stay what they were when a transaction fails that removed them and put others in their place', async () => {
    await putAll(['recent']);
    await failing(() => {
      remove('recent');
      put('recent', 'another');
      put('new', 'never');
    });
    expect([textOf('recent'), textOf('new')]).toEqual(['text of recent', undefined]);
    await putAll(['new']);
    await reopen();
    expect([textOf('recent'), textOf('new')]).toEqual(['text of recent', 'text of new']);
  });

  it('stay what they were for readers while a transaction is under way', async () => {
    await putAll(['recent']);
    let within: unknown;
    const writing = environment.commit(0, () => {
      remove('recent');
      put('recent', 'another');
      within = textOf('recent');
    });
    await environment.reading(() => undefined);
    const before = textOf('recent');
    await writing;
    expect([before, within, textOf('recent')]).toEqual(['text of recent', 'another', 'another']);
  });

  it.each([0, 1, 2])('lose nothing when moving fails after %i pieces, and are moved later', async (pieces) => {
    await environment.close();
    let left = Number.POSITIVE_INFINITY;
    await open((own) => ({
      ...own,
      commit: (bytes, work) => {
        left -= 1;
        return left < 0 ? Promise.reject(new AppError('STORE_UNAVAILABLE', 'full')) : own.commit(bytes, work);
      },
    }));
    const ids = idsOf(1_200);
    left = pieces;
    await putAll(ids);
    await environment.idle();
    expect(countOf(TABLES.recent)).toBe(ids.length);
    left = Number.POSITIVE_INFINITY;
    await reopen();
    await putAll(['one more']);
    await moved();
    expect([...ids, 'one more'].map(textOf)).toEqual([...ids, 'one more'].map((id) => `text of ${id}`));
  });

  it('do not pile up when many come with every transaction', async () => {
    const atOnce = 2_000;
    for (let batch = 0; batch < 100; batch += 1)
      await putAll(Array.from({ length: atOnce }, (_, n) => `${(n * 7919) % atOnce}-${batch}`));
    expect(countOf(TABLES.recent)).toBeLessThan(50 * atOnce);
  });

  it.each([1, 2, 3, 4])(
    'agree with a plain model over random writes, failures and reopenings (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const model = new Map<string, string>();
      for (let step = 0; step < 300; step += 1) {
        const isFailing = random.next() < 0.2;
        const changes = Array.from({ length: 1 + Math.floor(random.next() * 12) }, (_, n) => ({
          id: `id-${Math.floor(random.next() * 120)}`,
          text: random.next() < 0.3 ? undefined : `${step}.${n}`,
        }));
        const apply = (): void => {
          for (const { id, text } of changes) text === undefined ? remove(id) : put(id, text);
        };
        if (isFailing) await failing(apply);
        else {
          await environment.commit(0, apply);
          for (const { id, text } of changes) text === undefined ? model.delete(id) : model.set(id, text);
        }
        if (random.next() < 0.05) await reopen();
        const id = `id-${Math.floor(random.next() * 120)}`;
        expect([step, id, textOf(id)]).toEqual([step, id, model.get(id)]);
      }
      await reopen();
      for (let n = 0; n < 120; n += 1) expect(textOf(`id-${n}`)).toBe(model.get(`id-${n}`));
      expect(countOf(TABLES.documents)).toBe(model.size);
    },
  );
});
