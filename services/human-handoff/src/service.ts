/** Human hand-off as a service: its flows, its API, the console. */
import type { Route } from '@facteur/http';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { Gauge } from 'prom-client';
import { openActs, openDeskKeeping } from './acts/acts.ts';
import { guardDecisions, type NameOf } from './acts/guard-decisions.ts';
import { actRoutes } from './acts/routes.ts';
import { endSnooze } from './acts/wake-by-mail.ts';
import { appRoutes } from './app/serve-app.ts';
import { openDesk } from './desk.ts';
import { openDeskIndex } from './desk-index/desk-index.ts';
import { deskRoutes } from './desk-index/routes.ts';
import { caseFlow, reviewFlow } from './flow.ts';
import type { KeptMails } from './mail-view/kept-mails.ts';
import { mailRoutes } from './mail-view/routes.ts';
import type { People } from './people/people.ts';
import { handoffRoutes } from './routes.ts';
import { streamRoute } from './stream.ts';

/** What the hand-off needs. */
export interface HandoffParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** Who works here. Absent: nobody but the administrator's token. */
  readonly people?: Pick<People, 'list' | 'find'>;
  /** Raw mails and their files. Absent: only what customers newly wrote can be shown. */
  readonly mails?: KeptMails;
  /** Where the built web application lies. Absent: the API alone is served. */
  readonly app?: URL;
}

/** Opens the hand-off; nothing runs before `start`. */
export async function openHandoff({ kernel, parking, people, mails, app }: HandoffParts) {
  const reviews = await openRunner(reviewFlow(), kernel, parking);
  const keeping = await openDeskKeeping(kernel, parking);
  const cases = await openRunner(caseFlow(endSnooze(() => kept.runner)), kernel, parking);
  const index = openDeskIndex(kernel, { cases, reviews, acts: keeping.runner });
  const kept = { ...keeping, runner: index.following(keeping.runner) };
  const nameOf: NameOf = async (id) => (await people?.find(id))?.name;
  const decided = guardDecisions(index.following(reviews), { desks: keeping.runner, nameOf });
  const desk = openDesk(cases, decided);
  const acts = openActs({
    kernel,
    keeping: kept,
    desk,
    cases,
    reviews: decided,
    nameOf,
    people: async () => (await people?.list()) ?? [],
  });
  const routes: Route[] = [
    ...handoffRoutes(desk, (number) => acts.part(number)),
    ...deskRoutes({ index, nameOf }),
    ...mailRoutes(desk, mails),
    ...actRoutes(acts),
    streamRoute(kernel, index),
    ...(app === undefined ? [] : await appRoutes(app)),
  ];
  const oldest = new Gauge({
    name: 'facteur_review_oldest_timestamp_seconds',
    help: 'When the review that waits longest was asked for; 0 when none waits',
    registers: [kernel.metrics.registry],
    async collect() {
      const { reviews: waiting } = await desk.reviews({ limit: 1 });
      oldest.set(waiting[0] ? Date.parse(waiting[0].requestedAt) / 1000 : 0);
    },
  });
  return {
    runners: [reviews, cases, keeping.runner] as const,
    desk,
    routes,
    async start(): Promise<void> {
      await reviews.start();
      await cases.start();
      await acts.start();
      index.start();
    },
    async stop(): Promise<void> {
      await index.stop();
      // It tells the desk of mails: the desk is there until it has ended.
      await cases.stop();
      await acts.stop();
      await reviews.stop();
    },
  };
}
