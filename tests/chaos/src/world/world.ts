/** Everything that runs: the product's processes, what they depend on, and what stands between them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BACK_OFFICE } from '../plan/faults.ts';
import { type Api, openApi } from './api.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { openTcpProxy, type TcpProxy } from './proxy.ts';
import { type Addresses, type ProgramOptions, type Supervised, supervise } from './supervised.ts';
import type { Topics } from './topics.ts';

/** What only `kafka` mode has. */
export interface Cluster {
  /** Ends the broker, and starts it again on its data `downMs` later. */
  restartBroker(how: 'kill' | 'stop', downMs: number): Promise<void>;
  /** In front of the database. */
  readonly database: TcpProxy;
  readonly topics: Topics;
  /** Ends broker and database. */
  close(): Promise<void>;
}

/** A world that runs. */
export interface World {
  readonly processes: ReadonlyMap<string, Supervised>;
  /** Between the product and the back office. */
  readonly backOffice: TcpProxy;
  readonly mailServer: MailServer;
  readonly cluster?: Cluster;
  /** Where a mail can be handed in at the moment; different processes of the same kind in turn. */
  smtp(): string | undefined;
  api(): Api | undefined;
  /** The process that serves the read model. @throws Error when it is not ready in time */
  desk(withinMs: number): Promise<Api>;
  /** The back office itself. @throws Error when it is not ready in time */
  backOfficeUrl(withinMs: number): Promise<string>;
  /** Ends all gracefully. */
  stop(): Promise<void>;
}

/** What both modes are built on. */
export interface Ground {
  readonly token: string;
  readonly backOffice: TcpProxy;
  readonly mailServer: MailServer;
  readonly office: Supervised;
  /** Settings that every process of the product has. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts a process in a home of its own. */
  launch(name: string, args: readonly string[], options: LaunchOptions): Supervised;
}

export interface LaunchOptions extends Pick<ProgramOptions, 'mayFailToStart' | 'onReady'> {
  readonly env?: Readonly<Record<string, string>>;
}

const ANY_PORTS = {
  FACTEUR_HTTP_PORT: '0',
  FACTEUR_SMTP_PORT: '0',
  FACTEUR_METRICS_PORT: '0',
  FACTEUR_ENCODER: 'none',
};

/** Where a world is built. */
export interface Site {
  /** Homes and logs of all processes. */
  readonly folder: string;
  /** The demo company's four files. */
  readonly data: string;
  /** The administrator's, of every process. */
  readonly token: string;
  /** Told of every process at once, so that none outlives this one. */
  readonly onLaunch: (process: Supervised) => void;
}

/** Opens the customers' mail server, and the back office behind a proxy. */
export async function openGround({ folder, data, token, onLaunch }: Site): Promise<Ground> {
  const backOffice = await openTcpProxy();
  const mailServer = await openMailServer();
  await mkdir(join(folder, 'logs'));
  const launch = (name: string, args: readonly string[], { env, ...options }: LaunchOptions): Supervised => {
    const launched = supervise({
      ...{ name, args, logFile: join(folder, 'logs', `${name}.log`), cwd: folder },
      env: { FACTEUR_HOME: join(folder, name), FACTEUR_LOG: 'warn', ...ANY_PORTS, ...env },
      ...options,
    });
    onLaunch(launched);
    return launched;
  };
  const office = launch(BACK_OFFICE, ['demo', '--port', '0'], {
    env: { FACTEUR_DEMO_DATA: data },
    mayFailToStart: false,
    onReady: ({ http }) => backOffice.lead(addressOf(http)),
  });
  const env = {
    FACTEUR_ADMIN_TOKEN: token,
    FACTEUR_DEMO_URL: `http://127.0.0.1:${backOffice.port}`,
    FACTEUR_SMTP_URL: mailServer.url,
  };
  return { token, backOffice, mailServer, office, env, launch };
}

/** Host and port of a URL. */
export function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

/** The API of a process, while it is ready. */
export function apiOf(addresses: Addresses | undefined, token: string): Api | undefined {
  return addresses === undefined ? undefined : openApi(addresses.http, token);
}
