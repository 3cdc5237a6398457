/** Composition root: settings → adapters → services → listeners; and all of it down again, in order, on a signal. */

import { type Connector, combineConnectors } from '@facteur/connectors';
import { demoConnector } from '@facteur/connectors/demo';
import { buildApp, type Listening, listen, tokenSignIn } from '@facteur/http';
import { openHandoff } from '@facteur/human-handoff';
import { openIngest } from '@facteur/ingest';
import { openClassification } from '@facteur/intent-classification';
import { catalogueOf, openOrchestrator } from '@facteur/journey-orchestrator';
import type { Journey } from '@facteur/journeys';
import { AppError, messageOf, systemRandom } from '@facteur/primitives';
import { openComposer } from '@facteur/reply-composer';
import { openParking } from '@facteur/runtime';
import { openAdapters } from './adapters.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type Demo, startDemo } from './demo.ts';
import { loadJourneys, SHIPPED_JOURNEYS } from './load-journeys.ts';
import { metricsApp } from './metrics-app.ts';
import { operationRoutes, type Part } from './operations.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { DEMO_MAILBOXES, type Settings } from './settings.ts';
import { VERSION } from './version.ts';

/** The five services, in the order of the flow. */
export const SERVICES = [
  'ingest',
  'intent-classification',
  'journey-orchestrator',
  'reply-composer',
  'human-handoff',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** How to start. */
export interface StartOptions {
  readonly settings: Settings;
  readonly services: readonly ServiceName[];
  readonly demo: boolean;
  /** Logs for people. */
  readonly pretty: boolean;
}

/** A running product. */
export interface Running {
  readonly http: string;
  readonly smtp: string;
  readonly metrics: string;
  /** Opens the pages in a browser, signed in. */
  readonly signIn: string;
  readonly mailboxes: readonly string[];
  /** The demo company's back office. */
  readonly backOffice: string | undefined;
  readonly outboxFolder: string | undefined;
  stop(): Promise<void>;
}

/** @throws AppError naming what keeps it from starting and what to do about it */
export async function start(options: StartOptions): Promise<Running> {
  checkServices(options.services);
  const folder = await openDataFolder(options.settings.home);
  // What was opened is closed in reverse when a later part fails to open.
  const opened: (() => Promise<void>)[] = [() => folder.close()];
  try {
    return await compose(options, folder, opened);
  } catch (error) {
    for (const close of opened.reverse()) await close().catch(() => undefined);
    throw error;
  }
}

/** An embedded bus lives in one process: with fewer than all services, mails would wait for ever. */
function checkServices(services: readonly ServiceName[]): void {
  const missing = SERVICES.filter((service) => !services.includes(service));
  if (missing.length === 0) return;
  throw new AppError(
    'CONFIG_INVALID',
    `Without Kafka (FACTEUR_KAFKA_BROKERS) all services run in one process; missing: ${missing.join(', ')}`,
  );
}

async function compose(options: StartOptions, folder: DataFolder, opened: (() => Promise<void>)[]): Promise<Running> {
  const { settings, demo: isDemo } = options;
  const mailboxes = mailboxesOf(settings, isDemo);
  const adapters = await openAdapters(settings, folder, options);
  opened.push(() => adapters.close());
  const { kernel, blobs } = adapters;
  const demo = isDemo ? await startDemo(folder.path('demo'), settings['demo-data']) : undefined;
  if (demo) opened.push(() => demo.close());
  const connector = connectorOf(demo);
  opened.push(() => connector.close());
  const journeys = await loadJourneys(settings.journeys ?? SHIPPED_JOURNEYS, catalogueOf(connector));
  const parking = await openParking(kernel);

  const orchestrator = await openOrchestrator({
    kernel,
    parking,
    blobs,
    connector,
    journeys,
    config: { mailboxes: mailboxes.map(({ address, mode }) => ({ address, mode })) },
  });
  const composer = await openComposer({
    kernel,
    parking,
    mailOut: adapters.mailOut,
    outboxFolder: adapters.outboxFolder,
    config: { mailboxes: mailboxes.map(({ address, name }) => ({ address, name })) },
    journeyByHash: async (hash) => orchestrator.journeys.byHash(hash),
  });
  const classification = await openClassification({ kernel, parking, examples: examplesOf(journeys) });
  const handoff = await openHandoff({ kernel, parking, isDemo });
  const ingest = await openIngest({
    kernel,
    parking,
    blobs,
    smtp: settings.smtp,
    config: {
      mailboxes: mailboxes.map(({ mode: _mode, name: _name, ...mailbox }) => mailbox),
      'max-read-bytes': settings['max-read-bytes'],
      'min-free-bytes': settings['min-free-bytes'],
    },
  });
  // Downstream first, so that what arrives finds everyone there; stopped in reverse: nothing comes in while the rest drains.
  const parts: Part[] = [
    { name: 'human-handoff', ...handoff, runners: handoff.runners },
    { name: 'reply-composer', ...composer, runners: [composer.runner] },
    { name: 'journey-orchestrator', ...orchestrator, runners: [orchestrator.runner] },
    { name: 'intent-classification', ...classification, runners: [classification.runner] },
    { name: 'ingest', ...ingest, runners: [ingest.runner] },
  ];
  for (const part of parts) {
    opened.push(() => part.stop());
    await part.start();
  }
  const token = settings['admin-token'] ?? systemRandom.bytes(24).toString('base64url');
  const health = operationRoutes({ parts, parking, kernel, blobs, startedAt: kernel.clock.now() });
  const app = buildApp({
    routes: [...ingest.routes, ...composer.routes, ...handoff.routes, ...health],
    signIn: tokenSignIn(token),
    version: VERSION,
    onError: (error, request) => kernel.log.error({ path: request.path, error: messageOf(error) }, 'request failed'),
  });
  const http = await listen(app, { ...settings.http, setting: 'FACTEUR_HTTP_PORT' });
  opened.push(() => http.close());
  const metrics = await listen(metricsApp(kernel.metrics, health), {
    ...settings.metrics,
    setting: 'FACTEUR_METRICS_PORT',
  });
  opened.push(() => metrics.close());
  await writeRunFile(folder, { pid: process.pid, url: http.url, token });
  opened.push(() => removeRunFile(folder));
  kernel.log.info(
    { version: VERSION, services: options.services, journeys: journeys.map(({ name }) => name) },
    'started',
  );
  return running({
    settings,
    http,
    metrics,
    token,
    smtpPort: ingest.smtpPort(),
    demo,
    outboxFolder: adapters.outboxFolder,
    opened,
    mailboxes: mailboxes.map(({ address }) => address),
  });
}

function mailboxesOf(settings: Settings, isDemo: boolean): NonNullable<Settings['mailboxes']> {
  if (settings.mailboxes) return settings.mailboxes;
  if (isDemo) return DEMO_MAILBOXES;
  throw new AppError(
    'CONFIG_INVALID',
    'No mailbox is configured: add `mailboxes` to facteur.yaml, or start with --demo to try the demo company',
  );
}

function connectorOf(demo: Demo | undefined): Connector {
  return combineConnectors(demo ? [demoConnector(demo.url)] : []);
}

function examplesOf(journeys: readonly Journey[]) {
  return journeys.flatMap(({ intent, examples }) =>
    Object.entries(examples).flatMap(([language, texts]) => texts.map((text) => ({ text, intent, language }))),
  );
}

interface Bound {
  readonly settings: Settings;
  readonly http: Listening;
  readonly metrics: Listening;
  readonly token: string;
  readonly smtpPort: number | undefined;
  readonly demo: Demo | undefined;
  readonly outboxFolder: string | undefined;
  readonly mailboxes: readonly string[];
  readonly opened: (() => Promise<void>)[];
}

function running({ settings, http, metrics, token, smtpPort, demo, outboxFolder, mailboxes, opened }: Bound): Running {
  return {
    http: http.url,
    smtp: `smtp://${settings.smtp.host}:${smtpPort}`,
    metrics: `${metrics.url}/metrics`,
    signIn: `${http.url}/sign-in?token=${encodeURIComponent(token)}`,
    mailboxes,
    backOffice: demo?.url,
    outboxFolder,
    async stop() {
      for (const close of opened.splice(0).reverse()) await close();
    },
  };
}

export { loadSettings } from './load-settings.ts';
