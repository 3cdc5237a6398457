/** Human hand-off as a service: its two flows, its API, its pages. */
import type { Route } from '@facteur/http';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { Gauge } from 'prom-client';
import { openDesk } from './desk.ts';
import { caseFlow, reviewFlow } from './flow.ts';
import { pageRoutes } from './pages/routes.ts';
import { handoffRoutes } from './routes.ts';
import { streamRoute } from './stream.ts';

/** What the hand-off needs. */
export interface HandoffParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** Says on every page that anyone local is believed. Default false. */
  readonly isDemo?: boolean;
}

/** Opens the hand-off; nothing runs before `start`. */
export async function openHandoff({ kernel, parking, isDemo = false }: HandoffParts) {
  const reviews = await openRunner(reviewFlow(), kernel, parking);
  const cases = await openRunner(caseFlow(), kernel, parking);
  const desk = openDesk(cases, reviews);
  const routes: Route[] = [
    ...handoffRoutes(desk),
    streamRoute(kernel),
    ...pageRoutes(desk, { isDemo, clock: kernel.clock }),
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
    runners: [reviews, cases] as const,
    desk,
    routes,
    async start(): Promise<void> {
      await reviews.start();
      await cases.start();
    },
    async stop(): Promise<void> {
      await reviews.stop();
      await cases.stop();
    },
  };
}
