/**
 * Four mailboxes of a real Dovecot, each acknowledged in its own way: 2 000 mails while connections are cut, the server is killed,
 * UIDs change their meaning, and ingest itself starts again; and what was there before, kept as history meanwhile.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@facteur/primitives';
import { type DovecotAt, describeReal, dovecotHere, type Server, startDovecot } from '@facteur/real';
import { type Logger, silentLog } from '@facteur/runtime';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ingestConfigSchema } from '../config.ts';
import { openTestIngest, rawMail, type TestIngest } from '../testing/test-ingest.ts';
import { type ImapMailboxes, openImapMailboxes } from './imap-mailboxes.ts';
import { type CuttingProxy, openCuttingProxy } from './testing/cutting-proxy.ts';

const TIMEOUT_MS = 120_000;
/** For each step. */
const PATIENCE_MS = 30_000;
const PER_WAVE = 125;
const WAVES = 4;
const OLD = 50;
const OLD_MS = Date.UTC(2025, 0, 1);
const MAILBOXES = [
  { user: 'seen', after: 'seen' },
  { user: 'moved', after: 'move:Archives' },
  { user: 'tagged', after: 'flag:$Facteur' },
  { user: 'left', after: 'leave' },
] as const;
const addressOf = (user: string): string => `${user}@boutique.example`;

describeReal('mailboxes that are read by IMAP', await dovecotHere(), () => {
  let server: Server<DovecotAt>;
  let proxy: CuttingProxy;
  let ingest: TestIngest;
  let sources: ImapMailboxes;
  /** Subjects of mails that were new to ingest. */
  let fresh: string[];
  /** The same of history. */
  let old: string[];
  /** Mailboxes whose UIDs changed. */
  let renumbered: Set<string>;

  beforeAll(async () => {
    const secrets = MAILBOXES.map(({ user }) => ({ name: user, password: `secret-${user}` }));
    server = await startDovecot({ users: secrets });
    proxy = await openCuttingProxy(server.at.port);
    ingest = await openTestIngest({ mailboxes: MAILBOXES.map(({ user }) => addressOf(user)) });
    [fresh, old] = [[], []];
    renumbered = new Set();
  });
  afterAll(async () => {
    await sources.stop();
    await ingest.dispose();
    await proxy.close();
    await server.stop();
  });

  /** Sources as an instance of that name opens them; their time is the machine's. */
  async function start(instance: string): Promise<void> {
    const mailboxes = MAILBOXES.map(({ user, after }) => ({
      address: addressOf(user),
      imap: { host: 'localhost', port: proxy.port, tls: 'none', user, password: `env:${user}`, after, poll: '5s' },
    }));
    sources = await openImapMailboxes({
      kernel: { ...ingest.kernel.kernel(), clock: systemClock, log: listening },
      config: ingestConfigSchema.parse({ mailboxes }),
      receiver: {
        async receive(arrival) {
          const receipt = await ingest.receiver().receive(arrival);
          if (receipt.isNew)
            (arrival.history ? old : fresh).push(/Subject: (.*)\r\n/.exec(arrival.raw.toString())?.[1] ?? '');
          return receipt;
        },
      },
      access: { instance, secret: async (reference) => `secret-${reference.slice('env:'.length)}` },
    });
    sources.start();
    await until(() => sources.status().every(({ state }) => state === 'watching'));
  }

  const listening: Logger = {
    ...silentLog,
    warn(fields, message) {
      if (message.includes('numbers its mails anew')) renumbered.add((fields as { mailbox: string }).mailbox);
    },
  };

  /** Lets time pass, for ingest too. */
  async function until(condition: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    await ingest.kernel.until(() => {
      if (performance.now() > deadline) throw new Error(`${fresh.length} mails: ${JSON.stringify(sources.status())}`);
      return condition();
    });
  }

  /** So many mails to each mailbox; `midway` is called when half of them are there. */
  async function wave(number: number, midway: () => void | Promise<void>): Promise<void> {
    for (let n = 0; n < PER_WAVE; n += 1) {
      if (n === Math.floor(PER_WAVE / 2)) await midway();
      for (const { user } of MAILBOXES) await server.at.deliver(user, mailTo(user, `${number}-${n}`));
    }
  }

  const mailTo = (user: string, name: string): Buffer => {
    const subject = `${user} ${name}`;
    return rawMail({ to: addressOf(user), subject, id: `${user}-${name}@x.example`, from: `${user}${name}@x.example` });
  };
  const taken = (count: number) => (): boolean => fresh.length >= count * MAILBOXES.length * PER_WAVE;

  it(
    'each become one case once, whatever happens to server, connection and ingest meanwhile',
    async () => {
      const history = MAILBOXES.flatMap(({ user }) =>
        Array.from({ length: OLD }, (_, n) => ({ user, name: `old-${n}` })),
      );
      for (const { user, name } of history) await server.at.deliver(user, mailTo(user, name), OLD_MS);
      await start('first');

      await wave(0, () => proxy.cut());
      await until(taken(1));

      await wave(1, () => server.kill());
      await server.restart();
      await until(taken(2));

      // Without clients nothing of the server outlives it, and writes UIDs down again.
      proxy.cut();
      await server.kill();
      await wave(2, async () => {
        for (const { user } of MAILBOXES) await server.at.forgetUids(user);
      });
      await server.restart();
      await until(taken(3));
      expect(renumbered.size).toBe(MAILBOXES.length);

      await wave(3, async () => {
        await sources.stop();
        await ingest.restart();
      });
      await start('second');
      await until(taken(WAVES));

      const expected = MAILBOXES.flatMap(({ user }) =>
        Array.from({ length: WAVES * PER_WAVE }, (_, n) => `${user} ${Math.floor(n / PER_WAVE)}-${n % PER_WAVE}`),
      );
      expect(fresh.toSorted()).toEqual(expected.toSorted());
      await until(() => sources.status().every(({ historyLeft }) => historyLeft === 0));
      expect(old.toSorted()).toEqual(history.map(({ user, name }) => `${user} ${name}`).toSorted());
      const { mails, acknowledged } = await ingest.outcome();
      expect(new Set(mails).size).toBe(expected.length + history.length);
      expect(mails).toHaveLength(expected.length + history.length);
      expect(acknowledged).toHaveLength(expected.length);
      const kept = new Map((await ingest.received()).map((mail) => [mail.subject, mail]));
      expect(
        [...kept.values()]
          .filter((mail) => mail.history)
          .map(({ subject }) => subject)
          .toSorted(),
      ).toEqual(old.toSorted());
      expect(kept.get('left old-0')?.receivedAt).toBe(new Date(OLD_MS).toISOString());
      await sources.stop();
      expect(await marks()).toEqual({ seen: 500, moved: 500, tagged: 500, left: 0 });
    },
    TIMEOUT_MS,
  );

  /** Mails that bear what their mailbox is told to do, by Maildir's own names: flags follow the comma. */
  async function marks(): Promise<Record<string, number>> {
    const count = async (user: string, folder: string, flags: RegExp): Promise<number> => {
      const names = [
        ...(await readdir(join(server.at.maildir(user), folder, 'cur'))),
        ...(await readdir(join(server.at.maildir(user), folder, 'new'))),
      ];
      return names.filter((name) => flags.test(name)).length;
    };
    return {
      seen: await count('seen', '', /,[A-Z]*S/),
      moved: await count('moved', '.Archives', /./),
      tagged: await count('tagged', '', /,[A-Z]*[a-z]/),
      left: await count('left', '', /,[A-Z]*[Sa-z]/),
    };
  }
});
