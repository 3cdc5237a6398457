/** One run: the stream of mails and faults, the time to settle, the audit. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@facteur/primitives';
import { audit } from './audit/audit.ts';
import type { Facts } from './audit/facts.ts';
import { collect } from './collect.ts';
import { personOf, writeCompany } from './company.ts';
import type { Options } from './options.ts';
import { LEFT_OUT } from './plan/faults.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { type Result, resultOf } from './report.ts';
import { settle } from './settle.ts';
import { type Customers, openCustomers } from './stream/customers.ts';
import { playFaults } from './stream/faults.ts';
import { openEmbeddedWorld } from './world/embedded.ts';
import { openKafkaWorld } from './world/kafka.ts';
import { openGround, type Site, type World } from './world/world.ts';

/** What a run is given by who started it. */
export interface Stage {
  /** An empty folder: data and logs of every process. */
  readonly folder: string;
  /** Told what happens, as it does. */
  readonly say: (line: string) => void;
  /** Told of every process at once, so that none outlives this one. */
  readonly onLaunch: Site['onLaunch'];
}

const TOKEN = 'chaos-admin-token';
const READY_WITHIN_MS = 180_000;
const TELL_EVERY_MS = 15_000;

/** @throws Error when the world could not be started, or a fault not be made */
export async function run(options: Options, { folder, say, onLaunch }: Stage): Promise<Result> {
  const plan = makePlan(options);
  for (const line of LEFT_OUT[options.mode]) say(`left out: ${line}`);
  const world = await openWorld(plan, options, { folder, onLaunch });
  await Promise.all([...world.processes.values()].map((each) => each.ready(READY_WITHIN_MS)));
  say(`${world.processes.size} processes are ready; ${plan.customers.length} customers, ${plan.faults.length} faults`);
  const { facts, customers } = await play(world, plan, options, say);
  customers.giveUp();
  await world.stop();
  const processes = [...world.processes.values()];
  const all: Facts = { ...facts, ends: processes.flatMap((each) => each.ends()) };
  const findings = audit(all);
  if (findings.length > 0) await writeFile(join(folder, 'facts.json'), JSON.stringify({ options, plan, facts: all }));
  const failedStarts = processes.reduce((total, each) => total + each.failedStarts(), 0);
  return resultOf(options, plan, all, { findings, failedStarts, ...(findings.length > 0 ? { folder } : {}) });
}

async function openWorld(
  { customers }: Plan,
  { mode }: Options,
  site: Pick<Site, 'folder' | 'onLaunch'>,
): Promise<World> {
  const data = join(site.folder, 'company');
  await mkdir(data);
  await writeCompany(
    data,
    customers.map(({ index }) => personOf(index)),
  );
  const ground = await openGround({ ...site, data, token: TOKEN });
  return mode === 'kafka' ? openKafkaWorld(ground) : openEmbeddedWorld(ground);
}

async function play(
  world: World,
  { customers: planned, faults, streamMs }: Plan,
  { mode, seed }: Options,
  say: (line: string) => void,
): Promise<{ facts: Omit<Facts, 'ends'>; customers: Customers }> {
  const customers = openCustomers(planned, world, world.mailServer);
  const telling = tellProgress(world, customers, say);
  await Promise.all([playFaults(world, faults, seed, say), systemClock.wait(streamMs)]);
  say('the stream is over; waiting until nothing is left to do');
  const unsettled = await settle(world, customers, { mode, token: TOKEN });
  telling.abort();
  say(unsettled === undefined ? 'all is quiet' : `not settled: ${unsettled}`);
  const facts = await collect(world, customers);
  return { facts: { ...facts, ...(unsettled === undefined ? {} : { unsettled }) }, customers };
}

function tellProgress({ mailServer }: World, customers: Customers, say: (line: string) => void): AbortController {
  const end = new AbortController();
  const tell = async (): Promise<void> => {
    for (;;) {
      await systemClock.wait(TELL_EVERY_MS, end.signal);
      if (end.signal.aborted) return;
      say(`${customers.taken()} mails taken, ${mailServer.arrivals().length} replies arrived`);
    }
  };
  void tell();
  return end;
}
