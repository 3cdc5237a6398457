/** Routes for operators: probes, dead letters, what is behind. */
import type { Blobs } from '@facteur/blobs';
import { GROUPS } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError, isoTime } from '@facteur/primitives';
import type { Kernel, Parking, ParkingRecord, Runner } from '@facteur/runtime';
import { z } from 'zod';

/** A service, as the composition root sees it. */
export interface Part {
  readonly name: string;
  readonly runners: readonly Pick<Runner, 'name' | 'busy' | 'replayParked' | 'dropParked'>[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What operators' routes look at. */
export interface OperationParts {
  readonly parts: readonly Part[];
  readonly parking: Parking;
  readonly kernel: Kernel;
  readonly blobs: Blobs;
  readonly startedAt: number;
}

/** `/healthz`, `/readyz`, `/api/v1/dead-letters…`, `/api/v1/status`. */
export function operationRoutes(all: OperationParts): Route[] {
  return [...probeRoutes(all), statusRoute(all), ...deadLetterRoutes(all)];
}

function probeRoutes({ kernel, startedAt }: OperationParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      summary: 'The process lives',
      role: 'public',
      handle: async () => ({ status: 'ok', since: isoTime(startedAt) }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary: 'The process can do its work: bus and store answer',
      role: 'public',
      handle: async () => {
        await kernel.bus.lag('ingest');
        return { status: 'ready' };
      },
    }),
  ];
}

function statusRoute({ kernel, parts, parking, blobs }: OperationParts): Route {
  return route({
    method: 'get',
    path: '/api/v1/status',
    summary: 'What each consumer group has yet to handle, whether anything runs, free disk, dead letters',
    role: 'reader',
    handle: async () => {
      const lags = await Promise.all(
        GROUPS.map(async (group) => [group, behind(await kernel.bus.lag(group))] as const),
      );
      const runners = parts.flatMap((part) => part.runners);
      return {
        lag: Object.fromEntries(lags),
        isBusy: runners.some((runner) => runner.busy()),
        deadLetters: (await parking.list()).length,
        freeBytes: await blobs.freeBytes(),
      };
    },
  });
}

function behind(lag: readonly { committed: number; end: number }[]): number {
  return lag.reduce((sum, { committed, end }) => sum + (end - committed), 0);
}

const idParam = z.object({ flow: z.string(), key: z.string() });

function deadLetterRoutes({ parking, parts }: OperationParts): Route[] {
  const runnerOf = (flow: string) => {
    const runner = parts.flatMap(({ runners }) => runners).find(({ name }) => name === flow);
    if (!runner) throw new AppError('NOT_FOUND', `There is no flow ${flow} here`);
    return runner;
  };
  return [
    route({
      method: 'get',
      path: '/api/v1/dead-letters',
      summary: 'Events that could not be handled, with their error and what waits behind them',
      role: 'reader',
      handle: async () => ({ deadLetters: (await parking.list()).map(shown) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/dead-letters/:flow/:key/replay',
      summary: 'Handle the events of a case again, in order',
      role: 'admin',
      params: idParam,
      handle: async ({ params }) => ({ handled: await runnerOf(params.flow).replayParked(params.key) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/dead-letters/:flow/:key/drop',
      summary: 'Give up the event at fault, and handle those behind it',
      role: 'admin',
      params: idParam,
      handle: async ({ params }) => ({ handled: await runnerOf(params.flow).dropParked(params.key) }),
    }),
  ];
}

function shown({ flow, key, subject, since, error, events }: ParkingRecord) {
  return {
    flow,
    key,
    case: subject,
    since,
    error,
    events: events.map(({ topic, event }) => ({ topic, id: event.id, type: event.type })),
  };
}
