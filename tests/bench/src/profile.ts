/** Processor time by stage: V8's own samples, each counted for the package or service whose code was innermost on the stack. */
import { Session } from 'node:inspector/promises';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly url: string; readonly functionName: string };
  readonly children?: readonly number[];
}

/** Milliseconds by stage while `work` runs. */
export async function profiled(work: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
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
  return byStage(profile.nodes, profile.samples ?? [], profile.timeDeltas ?? []);
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
