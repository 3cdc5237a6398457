/** Composition root: settings → adapters → services → listeners; and all of it down again, in order, on a signal. */

import { type Connector, combineConnectors } from '@facteur/connectors';
import { demoConnector } from '@facteur/connectors/demo';
import { SERVICES, type ServiceName } from '@facteur/contracts';
import { buildApp, type Listening, listen, tokenSignIn } from '@facteur/http';
import { openModelFolder } from '@facteur/nlu';
import { AppError, messageOf, systemRandom } from '@facteur/primitives';
import { openParking } from '@facteur/runtime';
import { openAdapters } from './adapters.ts';
import { openCompanyConnectors, operationsOf } from './company-connectors.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { startDemo } from './demo.ts';
import { forwarder } from './forward.ts';
import { watchLag } from './lag.ts';
import { loadJourneys, SHIPPED_JOURNEYS } from './load-journeys.ts';
import { openMailOut } from './mail-out.ts';
import { metricsApp } from './metrics-app.ts';
import { openEncoder } from './open-encoder.ts';
import { operationRoutes } from './operations.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { type OpenService, openServices, type Shared } from './services.ts';
import { DEMO_MAILBOXES, type Mailbox, type Settings } from './settings.ts';
import { VERSION } from './version.ts';

/** How to start. */
export interface StartOptions {
  readonly settings: Settings;
  readonly services: readonly ServiceName[];
  readonly demo: boolean;
  /** Logs for people. */
  readonly pretty: boolean;
}

/** A running product, or the services of it that run in this process. */
export interface Running {
  readonly http: string;
  /** Undefined without ingest. */
  readonly smtp: string | undefined;
  readonly metrics: string;
  /** Opens the pages in a browser, signed in. */
  readonly signIn: string;
  readonly mailboxes: readonly string[];
  /** The demo company's back office, when this process runs it. */
  readonly backOffice: string | undefined;
  readonly outboxFolder: string | undefined;
  stop(): Promise<void>;
}

/** What was opened, closed in reverse. */
type Opened = (() => Promise<void>)[];

/** @throws AppError naming what keeps it from starting and what to do about it */
export async function start(options: StartOptions): Promise<Running> {
  checkServices(options);
  const folder = await openDataFolder(options.settings.home);
  const opened: Opened = [() => folder.close()];
  try {
    return await compose(options, folder, opened);
  } catch (error) {
    for (const close of opened.reverse()) await close().catch(() => undefined);
    throw error;
  }
}

/** What is embedded lives in one process: with fewer than all services there, mails would wait for ever. */
function checkServices({ services, settings }: StartOptions): void {
  const missing = SERVICES.filter((service) => !services.includes(service));
  const unset = [
    settings['kafka-brokers'] === undefined ? 'FACTEUR_KAFKA_BROKERS' : [],
    settings['mongodb-uri'] === undefined ? 'FACTEUR_MONGODB_URI' : [],
  ].flat();
  if (missing.length === 0 || unset.length === 0) return;
  throw new AppError(
    'CONFIG_INVALID',
    `Without Kafka and MongoDB all services run in one process: set ${unset.join(' and ')}, or start ${missing.join(', ')} here too`,
  );
}

async function compose(options: StartOptions, folder: DataFolder, opened: Opened): Promise<Running> {
  const { settings, services: names } = options;
  const adapters = await openAdapters(settings, folder, options);
  opened.push(() => adapters.close());
  const { kernel, blobs } = adapters;
  const parking = await openParking(kernel);
  const { shared, backOffice, outboxFolder } = await shareOut(options, folder, opened, { ...adapters, parking });
  const parts = await openServices(names, shared);
  for (const part of parts) {
    opened.push(() => part.stop());
    await part.start();
  }
  const token = settings['admin-token'] ?? systemRandom.bytes(24).toString('base64url');
  const health = operationRoutes({ parts, parking, kernel, blobs, startedAt: kernel.clock.now() });
  const app = buildApp({
    routes: [...parts.flatMap(({ routes }) => routes), ...health],
    before: forwarder(names, settings.peers),
    signIn: tokenSignIn(token),
    version: VERSION,
    onError: (error, request) => kernel.log.error({ path: request.path, error: messageOf(error) }, 'request failed'),
  });
  const http = await listen(app, { ...settings.http, setting: 'FACTEUR_HTTP_PORT' });
  opened.push(() => http.close());
  watchLag(kernel, names);
  const metrics = await listen(metricsApp(kernel.metrics, health), {
    ...settings.metrics,
    setting: 'FACTEUR_METRICS_PORT',
  });
  opened.push(() => metrics.close());
  await writeRunFile(folder, { pid: process.pid, url: http.url, token });
  opened.push(() => removeRunFile(folder));
  const journeys = shared.journeys.map(({ name }) => name);
  kernel.log.info({ version: VERSION, services: names, journeys }, 'started');
  return {
    ...addresses(settings, http, metrics, parts),
    signIn: `${http.url}/sign-in?token=${encodeURIComponent(token)}`,
    mailboxes: shared.mailboxes.map(({ address }) => address),
    backOffice: backOffice(),
    outboxFolder: outboxFolder(),
    async stop() {
      for (const close of opened.splice(0).reverse()) await close();
    },
  };
}

/** What services share; what only some of them need is opened when the first one asks. */
async function shareOut(
  { settings, services, demo: isDemo }: StartOptions,
  folder: DataFolder,
  opened: Opened,
  open: Pick<Shared, 'kernel' | 'blobs' | 'parking'>,
) {
  const mailboxes = mailboxesOf(settings, isDemo);
  const runsDemo = isDemo && settings['demo-url'] === undefined && services.includes('journey-orchestrator');
  const demo = runsDemo ? await startDemo(folder.path('demo'), settings) : undefined;
  if (demo) opened.push(() => demo.close());
  const connectors = await openCompanyConnectors(settings, process.env);
  opened.push(async () => void (await Promise.all(connectors.map((connector) => connector.close()))));
  const catalogue = operationsOf(connectors, isDemo);
  const journeys = await loadJourneys(settings.journeys ?? SHIPPED_JOURNEYS, catalogue);
  let outboxFolder: string | undefined;
  const shared: Shared = {
    ...open,
    settings,
    mailboxes,
    isDemo,
    catalogue,
    journeys,
    connector() {
      const demoUrl = isDemo ? (settings['demo-url'] ?? demo?.url) : undefined;
      return combineConnectors([...connectors, ...(demoUrl === undefined ? [] : [openDemo(demoUrl, opened)])]);
    },
    mailOut() {
      const out = openMailOut(settings, folder);
      opened.push(() => out.mailOut.close());
      outboxFolder = out.outboxFolder;
      return out;
    },
    async encoder() {
      const place = { encoder: settings.encoder, folder: folder.path('vectors'), log: open.kernel.log };
      const encoder = await openEncoder(place);
      if (encoder) opened.push(() => encoder.close());
      return encoder;
    },
    models: openModelFolder(folder.path('models')),
  };
  return { shared, backOffice: () => demo?.url, outboxFolder: () => outboxFolder };
}

function mailboxesOf(settings: Settings, isDemo: boolean): readonly Mailbox[] {
  if (settings.mailboxes) return settings.mailboxes;
  if (isDemo) return DEMO_MAILBOXES;
  throw new AppError(
    'CONFIG_INVALID',
    'No mailbox is configured: add `mailboxes` to facteur.yaml, or start with --demo to try the demo company',
  );
}

function openDemo(url: string, opened: Opened): Connector {
  const connector = demoConnector(url);
  opened.push(() => connector.close());
  return connector;
}

function addresses(settings: Settings, http: Listening, metrics: Listening, parts: readonly OpenService[]) {
  const smtpPort = parts.find((part) => part.smtpPort !== undefined)?.smtpPort?.();
  return {
    http: http.url,
    smtp: smtpPort === undefined ? undefined : `smtp://${settings.smtp.host}:${smtpPort}`,
    metrics: `${metrics.url}/metrics`,
  };
}

export { SERVICES, type ServiceName } from '@facteur/contracts';
export { loadSettings } from './load-settings.ts';
