/** Bus and store that fail where a test says, and record what was published. */
import type { Bus, Message } from '@facteur/bus';
import { AppError } from '@facteur/primitives';
import type { Collection, Store, Write } from '@facteur/store';

/** A place where an operation may fail: before it has any effect, or after it took effect. */
export interface FaultPoint {
  readonly when: 'before' | 'after';
  readonly op: 'publish' | 'write' | 'read' | 'handle';
  /** The collection; for the bus: the topics, joined by commas. */
  readonly name: string;
  readonly writes?: readonly Write[];
}

/** What goes wrong. */
export interface Faults {
  /** Told of every operation, twice; what it throws, the operation throws. Default: nothing goes wrong. */
  at: ((point: FaultPoint) => void) | undefined;
  /** From now on nothing reaches the disk any more, as after a crash. */
  crash(): void;
  /** Crashes at the first point that `matches`. */
  crashAt(matches: (point: FaultPoint) => boolean): void;
  isDead(): boolean;
  /** A new process: nothing goes wrong any more. */
  revive(): void;
  /** Durable messages in order, repeats included. */
  readonly published: Message[];
}

/** Nothing goes wrong yet. */
export function createFaults(): Faults {
  let dead = false;
  const faults: Faults = {
    at: undefined,
    published: [],
    isDead: () => dead,
    crash: () => {
      dead = true;
    },
    crashAt: (matches) => {
      faults.at = (point) => {
        if (!matches(point)) return;
        dead = true;
        pass(faults, point);
      };
    },
    revive: () => {
      dead = false;
      faults.at = undefined;
    },
  };
  return faults;
}

function pass(faults: Faults, point: FaultPoint): void {
  if (faults.isDead())
    throw new AppError(point.op === 'publish' ? 'BUS_UNAVAILABLE' : 'STORE_UNAVAILABLE', 'The process is gone', {
      retry: 'later',
    });
  faults.at?.(point);
}

async function guarded<T>(faults: Faults, point: Omit<FaultPoint, 'when'>, work: () => Promise<T>): Promise<T> {
  pass(faults, { ...point, when: 'before' });
  const result = await work();
  pass(faults, { ...point, when: 'after' });
  return result;
}

/** `bus`, failing as `faults` say. */
export function faultyBus(bus: Bus, faults: Faults): Bus {
  return {
    ...bus,
    publish: (messages) => {
      const name = [...new Set(messages.map(({ topic }) => topic))].join(',');
      return guarded(faults, { op: 'publish', name }, async () => {
        await bus.publish(messages);
        faults.published.push(...messages);
      });
    },
    subscribe: (options) =>
      bus.subscribe({
        ...options,
        handle: (batch) => guarded(faults, { op: 'handle', name: batch.topic }, () => options.handle(batch)),
      }),
  };
}

/** `store`, failing as `faults` say. */
export function faultyStore(store: Store, faults: Faults): Store {
  const behind = new Map<Collection, { readonly name: string; readonly collection: Collection }>();
  return {
    ...store,
    collection: async (definition) => {
      const collection = await store.collection(definition);
      const faulty = faultyCollection(collection, definition.name, faults);
      behind.set(faulty, { name: definition.name, collection });
      return faulty;
    },
    ...(store.writeTogether && {
      writeTogether: async (parts) => {
        const asked = parts.map(({ collection, writes }) => ({ writes, ...behind.get(collection) }));
        const points = asked.map(({ name = '', writes }) => ({ op: 'write', name, writes }) as const);
        for (const point of points) pass(faults, { ...point, when: 'before' });
        const outcomes = await store.writeTogether?.(
          asked.flatMap(({ collection, writes }) => (collection ? [{ collection, writes }] : [])),
        );
        for (const point of points) pass(faults, { ...point, when: 'after' });
        return outcomes ?? [];
      },
    }),
  };
}

function faultyCollection(collection: Collection, name: string, faults: Faults): Collection {
  const read = { op: 'read', name } as const;
  return {
    get: (id) => guarded(faults, read, () => collection.get(id)),
    getMany: (ids) => guarded(faults, read, () => collection.getMany(ids)),
    find: (query) => guarded(faults, read, () => collection.find(query)),
    count: (query) => guarded(faults, read, () => collection.count(query)),
    write: (writes) => guarded(faults, { op: 'write', name, writes }, () => collection.write(writes)),
  };
}
