/** The desk with a hundred thousand cases: filling its index, lists, counts and the search, over HTTP, in processor time. */
import { join } from 'node:path';
import { deskModel, familyOf, seedDesk, wordOf } from './desk-cases.ts';
import type { Bench, Figure } from './figure.ts';
import { writeDemoData } from './mails.ts';
import { anonymousBytes, type BenchProduct, startProduct } from './product.ts';
import { inTemporaryFolder } from './temporary.ts';

const WANTED_MS = 100;

const LISTS = [
  '/api/v1/desk?limit=50',
  '/api/v1/desk?state=all&sort=updated&limit=50',
  '/api/v1/desk?state=all&sort=priority&limit=50&language=fr',
  '/api/v1/desk?state=done&sort=age&limit=50',
];
const COUNTS = ['/api/v1/desk/counts', '/api/v1/desk/counts?state=all&language=fr'];

/** A common word, a family, an order, a beginning, an error, several words, an address. */
function queriesOf(n: number): string[] {
  const family = familyOf(n * 31);
  const long = wordOf(9_000 + n);
  return [
    ...['commande', family, `cmd2025${n * 17}`, family.slice(0, 4), `${long.slice(0, 3)}x${long.slice(4)}`],
    ...[`bonjour commande ${wordOf(n)}`, `${family}.${n}@courriel.example`],
  ].map((query) => `/api/v1/search?limit=20&q=${encodeURIComponent(query)}`);
}

export const deskBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const [few, many] = quick ? [1_000, 20_000] : [1_000, 100_000];
    const rounds = quick ? 8 : 30;
    const demoData = join(folder, 'data');
    await writeDemoData(demoData, 100);
    const model = await deskModel(folder, demoData);
    const homes = { few: join(folder, 'few'), many: join(folder, 'many') };
    await seedDesk(homes.few, model, few);
    await seedDesk(homes.many, model, many);
    const small = await filled(homes.few, demoData);
    const smallBytes = await anonymousBytes();
    await small.product.running.stop();
    const { product, seconds } = await filled(homes.many, demoData);
    try {
      const bytes = ((await anonymousBytes()) - smallBytes) / (many - few);
      const texts = bareTexts(many);
      const times = Array.from({ length: rounds }, (_, n) => n);
      const list = await timesOf(
        product,
        times.flatMap(() => LISTS),
      );
      const counts = await timesOf(
        product,
        times.flatMap(() => COUNTS),
      );
      const search = await timesOf(product, times.flatMap(queriesOf));
      const bareList = times.map(() => cpuOf(() => bareSorted(texts)));
      const bareSearch = times.map((n) => cpuOf(() => texts.filter(({ text }) => text.includes(familyOf(n * 31)))));
      const cases = `${many.toLocaleString('en')} cases`;
      return [
        {
          bench: 'desk',
          what: `index of ${cases}, read at the start, beside ${few.toLocaleString('en')}`,
          value: seconds - small.seconds,
          unit: 's of processor',
        },
        { bench: 'desk', what: 'memory of the index, a case', value: bytes, unit: 'bytes' },
        row(`a page of a list, ${cases}, p95; bare: filter and sort objects`, list, bareList),
        row(`counts of all filters, ${cases}, p95`, counts),
        row(`a search, ${cases}, p95; bare: includes in each text`, search, bareSearch),
      ];
    } finally {
      await product.running.stop();
    }
  });

function row(what: string, ours: readonly number[], bare?: readonly number[]): Figure {
  const limits = { wanted: WANTED_MS, atMost: true };
  return { bench: 'desk', what, value: p95(ours), unit: 'ms', ...(bare ? { bare: p95(bare) } : {}), ...limits };
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
}

/** A product that has read every case, and the processor time from its start until then. */
async function filled(home: string, demoData: string): Promise<{ product: BenchProduct; seconds: number }> {
  const before = process.cpuUsage();
  const product = await startProduct(home, demoData);
  for (;;) {
    const { isComplete } = (await product.get('/api/v1/desk?limit=1')) as { isComplete: boolean };
    if (isComplete) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { user, system } = process.cpuUsage(before);
  return { product, seconds: (user + system) / 1e6 };
}

/** Milliseconds of processor that each answer takes, its request included. */
async function timesOf(product: BenchProduct, paths: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const path of paths) {
    const before = process.cpuUsage();
    await product.get(path);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1e3);
  }
  return times;
}

function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

interface BareCase {
  readonly text: string;
  readonly updatedAt: string;
  readonly language: string;
}

function bareTexts(count: number): BareCase[] {
  return Array.from({ length: count }, (_, n) => ({
    text: `${familyOf(n)} ${Array.from({ length: 45 }, (_, place) => wordOf((n * 45 + place) % 20_000)).join(' ')}`,
    updatedAt: new Date(Date.UTC(2026, 0, 1) + ((n * 7_919) % count) * 60_000).toISOString(),
    language: 'fr',
  }));
}

function bareSorted(cases: readonly BareCase[]): readonly BareCase[] {
  const found = cases.filter(({ language }) => language === 'fr');
  return found.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, 50);
}
