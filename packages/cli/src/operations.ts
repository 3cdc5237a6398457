/** Routes for operators: probes, dead letters, what is behind. */
import type { Blobs } from '@facteur/blobs';
import { GROUPS } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import type { FolderStatus } from '@facteur/ingest';
import { AppError, isoTime } from '@facteur/primitives';
import { type Kernel, openHolds, type Parking, type ParkingRecord, type Runner } from '@facteur/runtime';
import { z } from 'zod';
import { backupRoute } from './backup/backup-route.ts';
import { effectRoutes, type HoldingRunner } from './backup/effect-routes.ts';

/** A service, as the composition root sees it. */
export interface Part {
  readonly name: string;
  readonly runners: readonly (Pick<Runner, 'busy' | 'replayParked' | 'dropParked'> & HoldingRunner)[];
  /** Folders that it reads by IMAP. */
  readonly mailIn?: () => readonly FolderStatus[];
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

/** `/healthz`, `/readyz`, `/api/v1/dead-letters…`, `/api/v1/status`, `/api/v1/effects…`, `/api/v1/backup`. */
export function operationRoutes(all: OperationParts): Route[] {
  const { kernel, blobs, parts } = all;
  const runners = parts.flatMap((part) => part.runners);
  return [
    ...probeRoutes(all),
    statusRoute(all),
    ...deadLetterRoutes(all),
    ...effectRoutes({ kernel, runners }),
    backupRoute({ ...kernel, blobs }),
  ];
}

function probeRoutes({ kernel, parking, startedAt }: OperationParts): Route[] {
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
        await Promise.all([kernel.bus.lag('ingest'), parking.count('ingest')]);
        return { status: 'ready' };
      },
    }),
  ];
}

function statusRoute({ kernel, parts, parking, blobs }: OperationParts): Route {
  return route({
    method: 'get',
    path: '/api/v1/status',
    summary:
      'What each consumer group has yet to handle, whether anything runs, free disk, dead letters, effects held, the time',
    role: 'reader',
    handle: async () => {
      const lags = await Promise.all(
        GROUPS.map(async (group) => [group, behind(await kernel.bus.lag(group))] as const),
      );
      const runners = parts.flatMap((part) => part.runners);
      const holds = await openHolds(kernel.store);
      const hold = await holds.inForce();
      return {
        lag: Object.fromEntries(lags),
        isBusy: runners.some((runner) => runner.busy()),
        deadLetters: (await parking.list()).length,
        freeBytes: await blobs.freeBytes(),
        effectsHeld: hold ? await holds.count() : 0,
        /** Since a restore that nobody has confirmed to be over; null: none. */
        heldSince: hold ? isoTime(hold.restoredAt) : null,
        mailIn: parts.flatMap((part) => part.mailIn?.() ?? []).map(folderShown),
        now: isoTime(kernel.clock.now()),
      };
    },
  });
}

function folderShown({ mailbox, folder, state, sinceMs, failure, quotaUsed, historyLeft }: FolderStatus) {
  return {
    ...{ mailbox, folder, state, since: isoTime(sinceMs) },
    failure: failure ? { reason: failure.reason, message: failure.message, attempts: failure.attempts } : null,
    quotaUsed: quotaUsed ?? null,
    /** Mails of before the first connection that are still to be looked at; null: none, or not known yet. */
    historyLeft: historyLeft ?? null,
  };
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
