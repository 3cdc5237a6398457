/** Human hand-off as a service: its flows, its API, the console. */
import type { Route } from '@facteur/http';
import { messageOf } from '@facteur/primitives';
import { type Kernel, openRunner, type Parking, type Runner } from '@facteur/runtime';
import { Gauge } from 'prom-client';
import { openActs, openDeskKeeping } from './acts/acts.ts';
import type { FileKeeping } from './acts/files/kept-files.ts';
import { guardDecisions, type NameOf } from './acts/guard-decisions.ts';
import { desksTeller } from './acts/links/tell-desks.ts';
import { actRoutes } from './acts/routes.ts';
import type { DeskState } from './acts/state.ts';
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
import { openRuleRunner } from './setup/apply-rules.ts';
import { setUpDemo } from './setup/demo-setup.ts';
import { setupRoutes } from './setup/routes.ts';
import { rowsBySetup } from './setup/row-by-setup.ts';
import { openRuleWatch } from './setup/rule-watch.ts';
import { openSetup } from './setup/setup.ts';
import { streamRoute } from './stream.ts';

/** What the hand-off needs. */
export interface HandoffParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** Who works here. Absent: nobody but the administrator's token. */
  readonly people?: Pick<People, 'list' | 'find'>;
  /** Raw mails and their files. Absent: only what customers newly wrote can be shown. */
  readonly mails?: KeptMails;
  /** Keeps files that advisors bring. Absent: they bring none. */
  readonly files?: FileKeeping;
  /** Where the built web application lies. Absent: the API alone is served. */
  readonly app?: URL;
  /** The demo company: it has set up its desk already. Default false. */
  readonly isDemo?: boolean;
}

/** Opens the hand-off; nothing runs before `start`. */
export async function openHandoff({ kernel, parking, people, mails, files, app, isDemo = false }: HandoffParts) {
  const everyone = async () => (await people?.list()) ?? [];
  const reviews = await openRunner(reviewFlow(), kernel, parking);
  const desks = (): Runner<DeskState> => kept.runner;
  const keeping = await openDeskKeeping(kernel, parking, desks);
  const watch = openRuleWatch(kernel, await openSetup({ kernel, people: everyone }), () => {
    const tellBehind = (error: unknown): void =>
      kernel.log.warn({ error: messageOf(error) }, 'lists follow the new goals later');
    index.catchUp().catch(tellBehind);
  });
  const { setup } = watch;
  if (isDemo) await setUpDemo(setup);
  const facts = (number: string) => desk.case(number);
  const rules = openRuleRunner({ setup, kernel, facts, acts: () => acts, changed: (number) => index.refresh(number) });
  const tellers = { wake: endSnooze(desks), tell: desksTeller(desks), rules, isAnyRuleOn: watch.isAnyOn };
  const cases = await openRunner(caseFlow(tellers), kernel, parking);
  const bySetup = { rows: rowsBySetup(setup), version: setup.goals };
  const index = openDeskIndex(kernel, { cases, reviews, acts: keeping.runner, setup: bySetup });
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
    people: everyone,
    casesOf: async (address) => (await index.customer(address)).cases,
    onErased: (number) => index.refresh(number),
    ...(files === undefined ? {} : { files }),
  });
  const routes: Route[] = [
    ...handoffRoutes(desk, acts, index.dueAt),
    ...deskRoutes({ index, nameOf }),
    ...mailRoutes(desk, mails),
    ...actRoutes(acts),
    ...setupRoutes({ setup, acts, index, facts, clock: kernel.clock }),
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
  const stopping = new AbortController();
  let watching: Promise<void> = Promise.resolve();
  return {
    runners: [reviews, cases, keeping.runner] as const,
    desk,
    routes,
    async start(): Promise<void> {
      await reviews.start();
      await cases.start();
      await acts.start();
      index.start();
      watching = watch.run(stopping.signal);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await watching;
      await index.stop();
      // It tells the desk of mails: the desk is there until it has ended.
      await cases.stop();
      await acts.stop();
      await reviews.stop();
    },
  };
}
