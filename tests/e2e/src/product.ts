/** A running product: started as a user starts it, spoken to by SMTP and HTTP, stopped or killed. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call, listRefunds, openApi } from './api.ts';
import { eventually } from './eventually.ts';
import { type CustomerMail, compose, type Envelope, MAILBOX, sendRaw } from './mail.ts';
import { readOutbox } from './outbox.ts';
import { type Env, spawnProgram } from './program.ts';

/** The data folder, settings beside it, and a program in front of Node (strace). */
export interface ProductOptions {
  readonly home: string;
  readonly env?: Env;
  readonly wrapper?: readonly string[];
}

export type Product = Awaited<ReturnType<typeof startProduct>>;

const ANY_PORTS = { FACTEUR_HTTP_PORT: '0', FACTEUR_SMTP_PORT: '0', FACTEUR_METRICS_PORT: '0' };
const READY_WITHIN_MS = 60_000;
/** Envelope sender of raw mails: who they are from is in their headers. */
const STRANGER = 'envoi@courriel.example';

/** Starts the product with the demo company. @throws Error with what it printed when it ends instead */
export async function startProduct({ home, env = {}, wrapper = [] }: ProductOptions) {
  const child = spawnProgram(['start', '--demo'], { home, env: { ...ANY_PORTS, ...env }, wrapper });
  const printed = collect(child);
  const bound = await ready(child, printed);
  const run = JSON.parse(await readFile(join(home, 'run.json'), 'utf8')) as { pid: number; token: string };
  const backOffice = await eventually('the back office is named', async () => backOfficeIn(printed.stderr));
  const api = openApi(bound.http, run.token);
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    const closed = once(child, 'close') as Promise<[number | null]>;
    process.kill(run.pid, signal);
    return (await closed)[0];
  };
  const outboxTo = async (address: string) =>
    (await readOutbox(home)).filter(({ to }) => to.some((recipient) => recipient.address === address));
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
      if (Buffer.isBuffer(mail)) return sendRaw(bound.smtp, mail, envelope ?? { from: STRANGER, to: [MAILBOX] });
      const to = typeof mail.to === 'string' ? mail.to : MAILBOX;
      return sendRaw(bound.smtp, await compose(mail), envelope ?? { from: mail.from, to: [to] });
    },
    /** Resolves once everything that came in has been handled: nothing lags, nothing runs. */
    idle: () => idle(api.status),
    outbox: () => readOutbox(home),
    outboxTo,
    refunds: () => listRefunds(backOffice),
    /** The cases whose customer is `address`, with timelines. */
    async casesOf(address: string) {
      const own = (await api.cases()).filter(({ customer }) => customer?.address === address);
      return Promise.all(own.map(({ number }) => api.case(number)));
    },
    metricsText: async () => (await call<string>(bound.metrics, '')).body,
    /** SIGKILL: nothing is tidied up. */
    kill: () => ended('SIGKILL'),
    /** SIGTERM; resolves with the exit code. */
    stop: () => ended('SIGTERM'),
  };
}

interface Printed {
  stdout: string;
  stderr: string;
}

function collect(child: ChildProcess): Printed {
  const printed: Printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  return printed;
}

interface Bound {
  readonly http: string;
  readonly smtp: string;
  readonly metrics: string;
}

async function ready(child: ChildProcess, printed: Printed): Promise<Bound> {
  return eventually(
    'the product is ready',
    async () => {
      if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}:\n${printed.stderr}`);
      const line = printed.stdout.split('\n').find((text) => text.startsWith('{"ready":true'));
      return line === undefined || !printed.stdout.includes('\n') ? undefined : (JSON.parse(line) as Bound);
    },
    { timeoutMs: READY_WITHIN_MS },
  );
}

function backOfficeIn(stderr: string): string | undefined {
  return /Demo back office\s+(http:\S+)\n/.exec(stderr)?.[1];
}

/** Twice in a row: what is about to be published shows as lag the second time. */
async function idle(status: () => Promise<{ lag: Readonly<Record<string, number>>; isBusy: boolean }>): Promise<void> {
  let inARow = 0;
  await eventually(
    'the product is idle',
    async () => {
      const { lag, isBusy } = await status();
      inARow = !isBusy && Object.values(lag).every((count) => count === 0) ? inARow + 1 : 0;
      return inARow >= 2 ? true : undefined;
    },
    { timeoutMs: 60_000 },
  );
}
