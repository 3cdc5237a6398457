/** Runs a flow without state: what it answers to an event is stored under the event's id, then published. */
import type { Batch, Subscription } from '@facteur/bus';
import type { Collection } from '@facteur/store';
import type { StatelessFlow } from './flow.ts';
import type { Kernel } from './kernel.ts';
import { outputsOf, publishOutputs } from './outputs.ts';
import type { Parking } from './parking.ts';
import { readParked, replayAll } from './replay.ts';
import type { Runner } from './runner.ts';
import { handleStatelessBatch } from './stateless-batch.ts';
import { repeat } from './timers.ts';

const PRUNE_EVERY_MS = 3_600_000;

/** What a flow without state can do once opened. */
export type StatelessRunner = Pick<Runner, 'name' | 'start' | 'stop' | 'busy' | 'replayParked' | 'dropParked'>;

/** Opens the runner; nothing runs before `start`. */
export async function openStatelessRunner(
  flow: StatelessFlow,
  kernel: Kernel,
  parking: Parking,
): Promise<StatelessRunner> {
  const outputs = await kernel.store.collection({ name: `${flow.name}-outputs`, indexes: { 'by-age': ['at'] } });
  const stopping = new AbortController();
  const parts = { flow, kernel, outputs, parking, signal: stopping.signal };
  const loops: Promise<void>[] = [];
  let subscription: Subscription | undefined;
  let running = 0;
  const handle = async (batch: Batch): Promise<void> => {
    running += 1;
    try {
      await handleStatelessBatch(parts, batch);
    } finally {
      running -= 1;
    }
  };
  const countParked = async (): Promise<void> =>
    kernel.metrics.parkedCases.set({ flow: flow.name }, await parking.count(flow.name));
  const replay = async (key: string, skip: number): Promise<number> => {
    try {
      return await replayAll(parking, flow.name, key, skip, {
        handle: async (parked, subject) => {
          const keys = await kernel.keys.get([subject]);
          const event = readParked(flow.name, parked, flow.definition, keys);
          if (event) await publishOutputs(parts, await outputsOf(parts, [event], keys));
        },
        drop: async () => undefined,
      });
    } finally {
      await countParked();
    }
  };
  return {
    name: flow.name,
    busy: () => running > 0,
    replayParked: (key) => replay(key, 0),
    dropParked: (key) => replay(key, 1),
    async start() {
      await countParked();
      subscription = await kernel.bus.subscribe({
        group: flow.name,
        topics: [flow.definition.topic],
        maxBatch: 128,
        handle,
      });
      loops.push(
        repeat(kernel, PRUNE_EVERY_MS, stopping.signal, `${flow.name} prune`, () => prune(kernel, outputs)),
        repeat(kernel, kernel.limits.sweepMs, stopping.signal, `${flow.name} parked`, countParked),
      );
    },
    async stop() {
      stopping.abort();
      await subscription?.close();
      await Promise.all(loops);
    },
  };
}

/** Forgets outputs older than any redelivery. */
async function prune(kernel: Kernel, outputs: Collection): Promise<void> {
  for (;;) {
    const page = await outputs.find({
      index: 'by-age',
      range: { below: kernel.clock.now() - kernel.limits.inboxMs },
      limit: 1_000,
    });
    if (page.documents.length === 0) return;
    await outputs.write(page.documents.map(({ _id, version }) => ({ op: 'delete', id: _id, at: version })));
  }
}
