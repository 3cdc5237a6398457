/** A running product: started as a user starts it, spoken to by SMTP and HTTP, stopped or killed. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call, listRefunds, listShipments, openApi, type Status } from './api.ts';
import { eventually } from './eventually.ts';
import { type CustomerMail, compose, type Envelope, MAILBOX, sendRaw } from './mail.ts';
import { readOutbox } from './outbox.ts';
import { type Env, type Printed, printedBy, spawnProgram } from './program.ts';

/** The data folder, settings beside it, and a program in front of Node (strace). */
export interface ProductOptions {
  readonly home: string;
  readonly env?: Env;
  readonly wrapper?: readonly string[];
}

/** A product that is ready. */
export type Product = Awaited<ReturnType<typeof startProduct>>;

const ANY_PORTS = {
  FACTEUR_HTTP_PORT: '0',
  FACTEUR_SMTP_PORT: '0',
  FACTEUR_METRICS_PORT: '0',
  FACTEUR_ENCODER: 'none',
};
const READY_WITHIN_MS = 60_000;
/** Envelope sender of raw mails: who they are from is in their headers. */
const ENVELOPE_SENDER = 'envoi@courriel.example';

/** A process that starts. `end` signals it and resolves with its exit code, null when the signal ended it. */
export interface Launched {
  readonly printed: Printed;
  /** @throws Error with what it printed when it ends instead */
  ready(): Promise<Product>;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the product with the demo company, and waits until it is ready. */
export function startProduct(options: ProductOptions) {
  const { child, printed } = spawnProduct(options);
  return connect(child, printed, options.home);
}

/** Starts the product without waiting. */
export function launchProduct(options: ProductOptions): Launched {
  const { child, printed } = spawnProduct(options);
  return {
    printed,
    ready: () => connect(child, printed, options.home),
    end: (signal) => end(child, child.pid, signal),
  };
}

function spawnProduct({ home, env = {}, wrapper = [] }: ProductOptions): { child: ChildProcess; printed: Printed } {
  const child = spawnProgram(['start', '--demo'], { home, env: { ...ANY_PORTS, ...env }, wrapper });
  return { child, printed: printedBy(child) };
}

async function connect(child: ChildProcess, printed: Printed, home: string) {
  const bound = await ready(child, printed);
  const run = JSON.parse(await readFile(join(home, 'run.json'), 'utf8')) as { pid: number; token: string };
  const backOffice = await eventually('the back office is named', async () => backOfficeIn(printed.stderr));
  const api = openApi(bound.http, run.token);
  return {
    ...bound,
    ...api,
    home,
    backOffice,
    pid: run.pid,
    token: run.token,
    printed,
    /** Hands a mail over by SMTP; resolves after its 250. */
    async send(mail: CustomerMail | Buffer, envelope?: Envelope): Promise<void> {
      if (Buffer.isBuffer(mail)) return sendRaw(bound.smtp, mail, envelope ?? { from: ENVELOPE_SENDER, to: [MAILBOX] });
      const to = typeof mail.to === 'string' ? mail.to : MAILBOX;
      return sendRaw(bound.smtp, await compose(mail), envelope ?? { from: mail.from, to: [to] });
    },
    /** Resolves once everything that came in has been handled: nothing lags, nothing runs, no acknowledgement is yet to leave. */
    idle: () => untilIdle(async () => [await api.status()], { waiting: () => acknowledgementsWaiting(bound.metrics) }),
    outbox: () => readOutbox(home),
    outboxTo: async (address: string) =>
      (await readOutbox(home)).filter(({ to }) => to.some((recipient) => recipient.address === address)),
    refunds: () => listRefunds(backOffice),
    shipments: () => listShipments(backOffice),
    /** The cases whose customer is `address`, with timelines. */
    async casesOf(address: string) {
      const own = (await api.cases()).filter(({ customer }) => customer?.address === address);
      return Promise.all(own.map(({ number }) => api.case(number)));
    },
    metricsText: async () => (await call<string>(bound.metrics, '')).body,
    /** SIGKILL: nothing is tidied up. */
    kill: () => end(child, run.pid, 'SIGKILL'),
    /** SIGTERM; resolves with the exit code. */
    stop: () => end(child, run.pid, 'SIGTERM'),
  };
}

/** Signals a process, unless it ended, and resolves with its exit code; null when the signal ended it. */
export async function end(
  child: ChildProcess,
  pid: number | undefined,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return child.exitCode;
  const closed = once(child, 'close') as Promise<[number | null]>;
  process.kill(pid, signal);
  return (await closed)[0];
}

interface Bound {
  readonly http: string;
  readonly smtp: string;
  readonly metrics: string;
}

/** The line that a process prints once it is ready. @throws Error with what it printed when it ends instead */
export function ready<T = Bound>(
  child: ChildProcess,
  printed: Printed,
  { who = 'the product', timeoutMs = READY_WITHIN_MS }: { who?: string; timeoutMs?: number } = {},
): Promise<T> {
  const look = async (): Promise<T | undefined> => {
    const line = /^\{"ready":true.*\}$/m.exec(printed.stdout)?.[0];
    if (line !== undefined) return JSON.parse(line) as T;
    if (child.exitCode === null && child.signalCode === null) return undefined;
    throw new Error(`${who} ended with ${child.exitCode ?? child.signalCode}:\n${printed.stderr}`);
  };
  return eventually(`${who} is ready`, look, { timeoutMs });
}

function backOfficeIn(stderr: string): string | undefined {
  return /Demo back office\s+(http:\S+)\n/.exec(stderr)?.[1];
}

/** Whose idleness is waited for, and how long; `waiting` says how many mails wait for a while before they leave. */
export interface Idleness {
  readonly who?: string;
  readonly timeoutMs?: number;
  readonly waiting: () => Promise<number>;
}

/** Acknowledgements that wait for an answer to say the same, as the composer's metrics at `metrics` tell. */
export async function acknowledgementsWaiting(metrics: string): Promise<number> {
  const { body } = await call<string>(metrics, '');
  const [, count] = /^facteur_mail_waiting\{for="answer"\} (\d+)$/m.exec(body) ?? [];
  if (count === undefined) throw new Error('The metrics do not say how many mails wait');
  return Number(count);
}

/** Twice in a row, of every process asked: what is about to be published shows as lag the second time. */
export async function untilIdle(
  statuses: () => Promise<readonly Status[]>,
  { who = 'the product', timeoutMs = 60_000, waiting }: Idleness,
): Promise<void> {
  let inARow = 0;
  const look = async (): Promise<true | undefined> => {
    inARow = (await statuses()).every(isIdle) && (await waiting()) === 0 ? inARow + 1 : 0;
    return inARow >= 2 ? true : undefined;
  };
  await eventually(`${who} is idle`, look, { timeoutMs });
}

function isIdle({ lag, isBusy }: Status): boolean {
  return !isBusy && Object.values(lag).every((count) => count === 0);
}
