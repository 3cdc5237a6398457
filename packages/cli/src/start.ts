/** Composition root: settings → adapters → services → listeners; and all of it down again, in order, on a signal. */

import { type Connector, combineConnectors } from '@facteur/connectors';
import { demoConnector } from '@facteur/connectors/demo';
import { SERVICES, type ServiceName } from '@facteur/contracts';
import { buildApp, type Listening, listen, type Route, tokenSignIn } from '@facteur/http';
import { openPeople, type People } from '@facteur/human-handoff';
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
import { peopleVault } from './people-vault.ts';
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
  /** How models are learned. Default: in a thread of its own. */
  readonly train?: Shared['train'];
}

/** A running product, or the services of it that run in this process. */
export interface Running {
  readonly http: string;
  /** Undefined without ingest. */
  readonly smtp: string | undefined;
  /** Undefined unless it is set; `lmtp+unix:/path` for a socket file. */
  readonly lmtp: string | undefined;
  readonly metrics: string;
  /** Opens the pages in a browser, signed in. */
  readonly signIn: string;
  /** The demo company's people, each with a link that signs in as them; none outside the loopback. */
  readonly demoPeople: readonly { readonly name: string; readonly role: string; readonly signIn: string }[];
  /** What is served, and the least role that it takes. */
  readonly routes: readonly Pick<Route, 'method' | 'path' | 'role'>[];
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
  const people = await openPeople({ kernel, vault: peopleVault(kernel.keys), isDemo: options.demo });
  const open = { ...adapters, parking, people };
  const { shared, backOffice, outboxFolder } = await shareOut(options, folder, opened, open);
  const parts = await openServices(names, shared);
  for (const part of parts) {
    opened.push(() => part.stop());
    await part.start();
  }
  const token = settings['admin-token'] ?? systemRandom.bytes(24).toString('base64url');
  const health = operationRoutes({ parts, parking, kernel, blobs, startedAt: kernel.clock.now() });
  const routes = [...people.routes, ...parts.flatMap((part) => part.routes), ...health];
  const app = buildApp({
    routes,
    before: forwarder(names, settings.peers),
    signIn: tokenSignIn(token, people.sessions),
    version: VERSION,
    isBehindProxy: settings.http['behind-proxy'],
    onError: (error, request) => kernel.log.error({ path: request.path, error: messageOf(error) }, 'request failed'),
  });
  const http = await listen(app, { host: settings.http.host, port: settings.http.port, setting: 'FACTEUR_HTTP_PORT' });
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
    signIn: signInLink(http, token),
    demoPeople: await demoPeople(options, people, http),
    routes: routes.map(({ method, path, role }) => ({ method, path, role })),
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
  { settings, services, demo: isDemo, train }: StartOptions,
  folder: DataFolder,
  opened: Opened,
  open: Pick<Shared, 'kernel' | 'blobs' | 'parking' | 'people'>,
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
    ...(train === undefined ? {} : { train }),
  };
  return { shared, backOffice: () => demo?.url, outboxFolder: () => outboxFolder };
}

function signInLink({ url }: Listening, token: string): string {
  return `${url}/sign-in?token=${encodeURIComponent(token)}`;
}

/** Links without a password are for trying out on one's own machine: no proxy, no other host. */
async function demoPeople({ demo, services, settings }: StartOptions, people: People, http: Listening) {
  const { host, 'behind-proxy': isBehindProxy } = settings.http;
  if (!demo || isBehindProxy || !isLoopback(host) || !services.includes('human-handoff')) return [];
  const links = await people.demoLinks();
  return links.map(({ name, role, token }) => ({ name, role, signIn: signInLink(http, token) }));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
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
  const ingest = parts.find((part) => part.smtpPort !== undefined);
  const [smtpPort, lmtpPort] = [ingest?.smtpPort?.(), ingest?.lmtpPort?.()];
  const { host, path } = settings.lmtp;
  const lmtp = path === undefined ? `lmtp://${host}:${lmtpPort}` : `lmtp+unix:${path}`;
  return {
    http: http.url,
    smtp: smtpPort === undefined ? undefined : `smtp://${settings.smtp.host}:${smtpPort}`,
    lmtp: lmtpPort === undefined ? undefined : lmtp,
    metrics: `${metrics.url}/metrics`,
  };
}

export { SERVICES, type ServiceName } from '@facteur/contracts';
export { loadSettings } from './load-settings.ts';
