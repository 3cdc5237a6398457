/** Processor time by stage: V8's own samples, each counted for the package or service whose code was innermost on the stack. */
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly url: string; readonly functionName: string };
  readonly children?: readonly number[];
}

/** Processor time while `work` ran, in milliseconds: not the time that the thread waited for a processor. */
export interface Profile {
  /** The main thread by stage, idle left out; adds up to `mainThreadMs`. */
  readonly stages: ReadonlyMap<string, number>;
  readonly mainThreadMs: number;
  /** All threads of the process: files, LMDB, the outbox, the demo back office. */
  readonly processMs: number;
}

/** Clock ticks of Linux's /proc are hundredths of a second. */
const TICK_MS = 10;

function mainThreadMs(): number {
  const [, fields = ''] = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8').split(') ');
  const [utime = '0', stime = '0'] = fields.split(' ').slice(11, 13);
  return (Number(utime) + Number(stime)) * TICK_MS;
}

/** Profiles this process while `work` runs. */
export async function profiled(work: () => Promise<void>): Promise<Profile> {
  const startMs = mainThreadMs();
  const start = process.cpuUsage();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 1_000 });
  await session.post('Profiler.start');
  await work();
  const { profile } = (await session.post('Profiler.stop')) as {
    profile: { nodes: ProfileNode[]; samples?: number[]; timeDeltas?: number[] };
  };
  session.disconnect();
  const { user, system } = process.cpuUsage(start);
  const mainMs = mainThreadMs() - startMs;
  return {
    stages: scaled(byStage(profile.nodes, profile.samples ?? [], profile.timeDeltas ?? []), mainMs),
    mainThreadMs: mainMs,
    processMs: (user + system) / 1_000,
  };
}

/** Samples count wall time: on a busy machine a thread waits in the midst of a sample. The thread's own time is shared out by them. */
function scaled(stages: Map<string, number>, mainMs: number): Map<string, number> {
  stages.delete('idle');
  const sampledMs = [...stages.values()].reduce((sum, ms) => sum + ms, 0);
  return new Map([...stages].map(([stage, ms]) => [stage, (ms * mainMs) / sampledMs]));
}

function byStage(
  nodes: readonly ProfileNode[],
  samples: readonly number[],
  deltas: readonly number[],
): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const stageOf = (id: number | undefined): string => {
    const node = id === undefined ? undefined : byId.get(id);
    if (!node) return 'node itself';
    return ownStage(node) ?? stageOf(parents.get(node.id));
  };
  const stages = new Map<number, string>();
  const totals = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const stage = stages.get(id) ?? stageOf(id);
    stages.set(id, stage);
    totals.set(stage, (totals.get(stage) ?? 0) + (deltas[index] ?? 0) / 1_000);
  }
  return totals;
}

function ownStage({ callFrame: { url, functionName } }: ProfileNode): string | undefined {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  const own = /\/(?:packages|services)\/([^/]+)\/dist\//.exec(url)?.[1];
  if (own) return own;
  return undefined;
}
