/**
 * A million journeys that wait for their customers, each with a timer: how long a start takes, what it takes of memory, and how late
 * timers fire when a thousand a second fall due.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bench, Figure } from './figure.ts';
import { inFreshProcess } from './fresh-process.ts';
import { openSleepers, type Sleepers, sleepingModels } from './sleepers.ts';
import { inTemporaryFolder } from './temporary.ts';
import { WAKE, type Woken, wake } from './wake.ts';

const BENCH = 'sleeping';
const FACTEUR = createRequire(import.meta.url).resolve('@facteur/cli/bin');
const DAY_MS = 86_400_000;
const A_SECOND = 1_000;
const READY_SECONDS = 10;
const MEMORY_MB = 500;
const LATE_SECONDS = 1;
/** For the last documents to be written and the process to be ready before the first timer falls due. */
const HEAD_START_MS = 25_000;

export const sleepingBench: Bench = ({ quick }) =>
  inTemporaryFolder(async (folder) => {
    const [count, seconds] = quick ? [50_000, 5] : [1_000_000, 20];
    const soon = seconds * A_SECOND;
    const home = join(folder, 'home');
    const models = await sleepingModels(folder);
    await seeded(home, models, (sleepers) => {
      const from = Date.now() + DAY_MS;
      return sleepers.add(soon, count, (n) => from + Math.floor((30 * DAY_MS * n) / count));
    });
    const product = await startedProduct(home);
    let dueMs = 0;
    await seeded(home, models, (sleepers) => {
      dueMs = Date.now() + HEAD_START_MS;
      return sleepers.add(0, soon, (n) => dueMs + n);
    });
    const woken = await inFreshProcess(WAKE, wake, { home, dueMs, count: soon });
    return [...readyFigures(count, woken), ...lateFigures(seconds, woken), ...productFigures(count, product)];
  });

async function seeded(
  home: string,
  models: Parameters<typeof openSleepers>[1],
  work: (sleepers: Sleepers) => Promise<void>,
): Promise<void> {
  const sleepers = await openSleepers(home, models);
  try {
    await work(sleepers);
  } finally {
    await sleepers.close();
  }
}

function readyFigures(
  count: number,
  { readySeconds, residentMb, anonymousMb, firingMb, peakMb }: Woken,
): readonly Figure[] {
  const what = `${count.toLocaleString('en')} sleeping journeys`;
  const atMost = true;
  return [
    {
      bench: BENCH,
      what: `${what}: from process to ready`,
      value: readySeconds,
      unit: 's',
      wanted: READY_SECONDS,
      atMost,
    },
    { bench: BENCH, what: `${what}: resident once ready`, value: residentMb, unit: 'MB', wanted: MEMORY_MB, atMost },
    { bench: BENCH, what: `${what}: of that, no pages of files`, value: anonymousMb, unit: 'MB' },
    { bench: BENCH, what: `${what}: most while timers fire, no pages of files`, value: firingMb, unit: 'MB' },
    { bench: BENCH, what: `${what}: most that was ever resident`, value: peakMb, unit: 'MB' },
  ];
}

function lateFigures(seconds: number, { fired, answered }: Woken): readonly Figure[] {
  const what = `${A_SECOND.toLocaleString('en')} timers due a second for ${seconds} s`;
  const wanted = { wanted: LATE_SECONDS, atMost: true };
  return [
    { bench: BENCH, what: `${what}: fired late by, median`, value: fired.p50, unit: 's' },
    { bench: BENCH, what: `${what}: fired late by, p99`, value: fired.p99, unit: 's', ...wanted },
    { bench: BENCH, what: `${what}: handled and its mail asked for, median`, value: answered.p50, unit: 's' },
    { bench: BENCH, what: `${what}: handled and its mail asked for, p99`, value: answered.p99, unit: 's', ...wanted },
  ];
}

function productFigures(count: number, { readySeconds, residentMb }: ProductStart): readonly Figure[] {
  const what = `${count.toLocaleString('en')} sleeping journeys, all five services and the demo company in one process`;
  return [
    { bench: BENCH, what: `${what}: to ready`, value: readySeconds, unit: 's' },
    { bench: BENCH, what: `${what}: resident once ready`, value: residentMb, unit: 'MB' },
  ];
}

type ProductStart = Pick<Woken, 'readySeconds' | 'residentMb'>;

/** `facteur start` on that folder, without the transformer, which is not about journeys. */
async function startedProduct(home: string): Promise<ProductStart> {
  const start = performance.now();
  const child = spawn(process.execPath, [FACTEUR, 'start', '--demo'], {
    env: {
      ...process.env,
      FACTEUR_HOME: home,
      FACTEUR_HTTP_PORT: '0',
      FACTEUR_SMTP_PORT: '0',
      FACTEUR_METRICS_PORT: '0',
      FACTEUR_ENCODER: 'none',
      FACTEUR_LOG: 'error',
      FACTEUR_CONFIG: '',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{"ready":true')) continue;
      const readySeconds = (performance.now() - start) / 1_000;
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return { readySeconds, residentMb: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_000 };
    }
    throw new Error(`facteur start ended with ${child.exitCode}`);
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}
