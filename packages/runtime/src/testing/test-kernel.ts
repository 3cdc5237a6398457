/** Opens the kernel on embedded adapters in a temporary folder, and again after a stop or a crash. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bus } from '@facteur/bus';
import { openEmbeddedBus } from '@facteur/bus/embedded';
import { DEAD_LETTER_TOPICS, type Draft, type Event, type EventDefinition, TOPICS } from '@facteur/contracts';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { type FakeClock, fakeClock, seededRandom } from '@facteur/primitives/testing';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { decodeEvent, encodeDrafts } from '../event-codec.ts';
import type { Flow, StatelessFlow } from '../flow.ts';
import { defaultLimits, type Kernel, type Limits } from '../kernel.ts';
import { type Logger, silentLog } from '../log.ts';
import { openMetrics } from '../metrics.ts';
import { openParking, type Parking } from '../parking.ts';
import { recent } from '../recent.ts';
import { openRunner, type Runner } from '../runner.ts';
import type { WireEvent } from '../seal-event.ts';
import { openStatelessRunner, type StatelessRunner } from '../stateless-runner.ts';
import { createFaults, type Faults, faultyBus, faultyStore } from './faulty-ports.ts';

/** How to open it. */
export interface TestKernelOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Default: silent. */
  readonly log?: Logger;
  /** On top of the kernel's defaults; back-offs are 1 ms unless said. */
  readonly limits?: Partial<Limits>;
}

/** A kernel under a test's control. Time creeps, by a few milliseconds, while something is waited for; `clock.advance` moves it. */
export interface TestKernel {
  readonly folder: string;
  readonly clock: FakeClock;
  readonly faults: Faults;
  /** The ports as they are open now: ask again after `restart`. */
  kernel(): Kernel;
  parking(): Parking;
  /** Opens and starts a runner; it is stopped by `restart` and `dispose`. */
  run<State>(flow: Flow<State>): Promise<Runner<State>>;
  runStateless(flow: StatelessFlow): Promise<StatelessRunner>;
  /** Publishes events as another service would, each case with its key; it never fails. Returns them as they lie on the bus. */
  send(...drafts: readonly Draft<never>[]): Promise<readonly WireEvent[]>;
  /** Publishes an event as it is: once more, or a broken one. */
  sendAgain(topic: string, wire: WireEvent): Promise<void>;
  /** Events that flows published to the topic of `definition`, opened, in order, repeats included. */
  published<Data>(definition: EventDefinition<Data>, topic?: string): Promise<readonly Event<Data>[]>;
  /** Resolves when every event is handled, nothing runs, and nothing waits but for time to pass. */
  idle(): Promise<void>;
  /** Resolves once `condition` holds. */
  until(condition: () => boolean | Promise<boolean>): Promise<void>;
  /** Stops the runners, closes the adapters and opens them again. After a crash nothing of the stop reaches the disk. */
  restart(): Promise<void>;
  /** Stops, closes, removes the folder. */
  dispose(): Promise<void>;
}

interface Adapters {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** The bus as other services have it. */
  readonly outside: Bus;
  close(): Promise<void>;
}

/** Slow enough that a test's file writes cost a few milliseconds of its clock, fast enough that back-offs pass. */
const STEPS_PER_MS = 20;

/** The bus does not trim by itself: moving the clock by days would wake it thousands of times. */
const NEVER_MS = 1e12;

type AnyRunner = Pick<Runner, 'busy' | 'stop'>;

/** A kernel with the topics of the contracts, two partitions each, and nothing in it. */
export async function openTestKernel(options: TestKernelOptions = {}): Promise<TestKernel> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-kernel-'));
  const clock = fakeClock();
  const faults = createFaults();
  const open = (): Promise<Adapters> => openAdapters(folder, clock, faults, options);
  let adapters = await open();
  let runners: AnyRunner[] = [];
  let sent = 0;

  let steps = 0;
  /** Lets the event loop go round, and now and then a millisecond pass, so that what waits to be tried again is. */
  const step = (): Promise<void> => {
    steps += 1;
    return clock.advance(steps % STEPS_PER_MS === 0 ? 1 : 0);
  };
  const during = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    work.then(over, over);
    while (!isOver) await step();
    return work;
  };
  const isBusy = (): boolean => runners.some((runner) => runner.busy());
  const close = async (): Promise<void> => {
    for (const runner of runners.splice(0).reverse()) await during(runner.stop());
    await during(adapters.close());
  };
  const track = async <R extends AnyRunner & Pick<Runner, 'start'>>(runner: R): Promise<R> => {
    runners = [...runners, runner];
    await during(runner.start());
    return runner;
  };

  return {
    folder,
    clock,
    faults,
    kernel: () => adapters.kernel,
    parking: () => adapters.parking,
    run: async (flow) => track(await openRunner(flow, adapters.kernel, adapters.parking)),
    runStateless: async (flow) => track(await openStatelessRunner(flow, adapters.kernel, adapters.parking)),
    async send(...drafts) {
      const { keys, random } = adapters.kernel;
      const scopes = await keys.ensure([...new Set(drafts.map(({ subject }) => subject))]);
      sent += 1;
      const from = { id: `sent-${sent}`, source: 'test', nowMs: clock.now(), traceparent: undefined };
      const entries = encodeDrafts(drafts as readonly Draft[], from, scopes, random);
      await adapters.outside.publish(entries.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
      return entries.map(({ event }) => event);
    },
    sendAgain: (topic, wire) => adapters.outside.publish([{ topic, key: wire.subject, value: wire }]),
    async published(definition, topic = definition.topic) {
      const wires = faults.published
        .filter((message) => message.topic === topic)
        .map(({ value }) => value as WireEvent);
      const keys = await adapters.kernel.keys.get([...new Set(wires.map(({ subject }) => subject))]);
      return wires.map((wire) => {
        const decoded = decodeEvent(wire, definition as EventDefinition, keys);
        if (decoded.kind !== 'event') throw new Error(`${wire.id} cannot be read: ${decoded.kind}`);
        return decoded.event as Event<never>;
      });
    },
    async idle() {
      do {
        await during(adapters.kernel.bus.idle());
        while (isBusy()) await step();
        await during(adapters.kernel.bus.idle());
      } while (isBusy());
    },
    async until(condition) {
      while (!(await condition())) await step();
    },
    async restart() {
      await close();
      faults.revive();
      adapters = await open();
    },
    async dispose() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openAdapters(
  folder: string,
  clock: FakeClock,
  faults: Faults,
  { seed = 1, log = silentLog, limits = {} }: TestKernelOptions,
): Promise<Adapters> {
  const random = seededRandom(seed);
  const keys = await openEmbeddedKeyStore({ folder: join(folder, 'keys'), random });
  const store = await openEmbeddedStore({ folder: join(folder, 'store') });
  const bus = await openEmbeddedBus({
    folder: join(folder, 'bus'),
    topics: [...TOPICS, ...DEAD_LETTER_TOPICS],
    partitions: 2,
    trimIntervalMs: NEVER_MS,
    clock,
    random,
  });
  const kernel: Kernel = {
    bus: faultyBus(bus, faults),
    store: faultyStore(store, faults),
    keys,
    clock,
    random,
    log,
    metrics: openMetrics({ processMetrics: false }),
    opened: recent(1_000),
    limits: {
      ...defaultLimits,
      handlerBackOff: { baseMs: 1, maxMs: 1 },
      effectBackOff: { baseMs: 1, maxMs: 1 },
      ...limits,
    },
  };
  return {
    kernel,
    parking: await openParking(kernel),
    outside: bus,
    async close() {
      await bus.close();
      await store.close();
      await keys.close();
    },
  };
}
