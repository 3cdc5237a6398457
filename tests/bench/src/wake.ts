/** The orchestrator's process on a data folder full of sleeping journeys: opened as the product opens it, then watched while timers fall due. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bus } from '@facteur/bus';
import { loadSettings } from '@facteur/cli/start';
import type { Connector } from '@facteur/connectors';
import { demoConnector } from '@facteur/connectors/demo';
import type { Journey } from '@facteur/journeys';
import { shippedJourneys } from './shipped-journeys.ts';
import { sleeperNumber } from './sleepers.ts';

/** This module, for whoever calls it in another process. */
export const WAKE = import.meta.url;

/** How late, in seconds. */
interface Lateness {
  readonly p50: number;
  readonly p99: number;
}

/** What a start took, and how punctual it was afterwards. */
export interface Woken {
  /** Since the process began. */
  readonly readySeconds: number;
  readonly residentMb: number;
  /** Without pages of files, such as those of LMDB, which the system takes back when it needs them. */
  readonly anonymousMb: number;
  readonly peakMb: number;
  /** The most while timers fell due, without pages of files. */
  readonly firingMb: number;
  /** `timer.fired` is durable on the bus. */
  readonly fired: Lateness;
  /** The journey took its step, which is durable, and the mail to send is on the bus. */
  readonly answered: Lateness;
}

/** The timers that are watched: `count` of them, one a millisecond from `dueMs` on. */
interface Watched {
  readonly home: string;
  readonly dueMs: number;
  readonly count: number;
}

interface Kernel {
  readonly bus: Bus;
}

/** Of packages that are found from the one that composes them. */
interface Parts {
  openDataFolder(path: string): Promise<object>;
  openAdapters(
    settings: ReturnType<typeof loadSettings>,
    folder: object,
    options: { readonly pretty: boolean },
  ): Promise<{ readonly kernel: Kernel; readonly blobs: object; close(): Promise<void> }>;
  openParking(kernel: Kernel): Promise<object>;
  openOrchestrator(parts: {
    readonly kernel: Kernel;
    readonly parking: object;
    readonly blobs: object;
    readonly config: { readonly mailboxes: readonly { readonly address: string; readonly mode: 'auto' }[] };
    readonly connector: Connector;
    readonly journeys: readonly Journey[];
  }): Promise<{ start(): Promise<void>; stop(): Promise<void> }>;
}

/** More than that after the last timer: it is not late, it does not fire. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 100;

async function openParts(): Promise<Parts> {
  const start = createRequire(import.meta.url).resolve('@facteur/cli/start');
  const cli = createRequire(start);
  const modules = [
    join(dirname(start), 'data-folder.js'),
    join(dirname(start), 'adapters.js'),
    cli.resolve('@facteur/runtime'),
    cli.resolve('@facteur/journey-orchestrator'),
  ];
  const loaded = await Promise.all(modules.map((path) => import(pathToFileURL(path).href) as Promise<object>));
  return Object.assign({}, ...loaded) as Parts;
}

/** @throws when a timer does not fire */
export async function wake(watched: Watched): Promise<Woken> {
  const { openDataFolder, openAdapters, openParking, openOrchestrator } = await openParts();
  const settings = loadSettings({ FACTEUR_HOME: watched.home, FACTEUR_LOG: 'warn', FACTEUR_CONFIG: '' });
  const { kernel, blobs, close } = await openAdapters(settings, await openDataFolder(watched.home), { pretty: false });
  const orchestrator = await openOrchestrator({
    ...{ kernel, blobs, parking: await openParking(kernel) },
    config: { mailboxes: [{ address: 'sav@boutique.example', mode: 'auto' }] },
    // Whoever only waits calls nobody.
    connector: demoConnector('http://127.0.0.1:9'),
    journeys: await shippedJourneys(),
  });
  await orchestrator.start();
  const readySeconds = performance.now() / 1_000;
  const { resident: residentMb, anonymous: anonymousMb } = await memory();
  if (Date.now() > watched.dueMs) throw new Error(`Timers fell due before the process was ready (${readySeconds} s)`);
  const lateness = await watch(kernel.bus, watched);
  const peakMb = process.resourceUsage().maxRSS / 1_000;
  await orchestrator.stop();
  await close();
  return { readySeconds, residentMb, anonymousMb, peakMb, ...lateness };
}

async function memory(): Promise<{ resident: number; anonymous: number }> {
  const status = await readFile('/proc/self/status', 'utf8');
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1_000;
  return { resident: of('VmRSS'), anonymous: of('RssAnon') };
}

/** Reads the bus as anyone may: what comes for the first time counts, and of mails those that a timer led to. */
async function watch(bus: Bus, { dueMs, count }: Watched): Promise<Pick<Woken, 'fired' | 'answered' | 'firingMb'>> {
  const due = new Map(Array.from({ length: count }, (_, n) => [sleeperNumber(n), dueMs + n]));
  const seen = { 'timer.fired': new Map<string, number>(), 'reply.requested': new Map<string, number>() };
  const tail = await bus.tail(Object.keys(seen), (topic, { key, value }) => {
    const [at, own] = [due.get(key), seen[topic as keyof typeof seen]];
    const time = Date.parse(String((value as { readonly time?: unknown }).time));
    if (at !== undefined && time >= at && !own.has(key)) own.set(key, (Date.now() - at) / 1_000);
  });
  const isOver = (): boolean => Object.values(seen).every(({ size }) => size === count);
  let firingMb = 0;
  while (!isOver() && Date.now() < dueMs + count + PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    firingMb = Math.max(firingMb, (await memory()).anonymous);
  }
  await tail.close();
  const [fired, answered] = [seen['timer.fired'], seen['reply.requested']];
  if (!isOver()) throw new Error(`Of ${count} timers ${fired.size} fired, and ${answered.size} led to a mail`);
  return { fired: latenessOf(fired.values()), answered: latenessOf(answered.values()), firingMb };
}

function latenessOf(seconds: Iterable<number>): Lateness {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
