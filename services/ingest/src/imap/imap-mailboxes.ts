/** The mailboxes that are read by IMAP: one source for each of their folders, all handing over to the same receiver. */
import { readFile } from 'node:fs/promises';
import { connectImap, type ImapAccount, type MailIn, type MailInStatus, openImapSource } from '@facteur/mail';
import { AppError, isAppError } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import type { Collection } from '@facteur/store';
import type { IngestConfig } from '../config.ts';
import type { Receiver } from '../receiver.ts';
import { type Credentials, credentialsFor } from './credentials.ts';
import { folderHold } from './folder-hold.ts';
import type { ImapConfig } from './imap-config.ts';
import { type FolderName, imapWatch } from './imap-watch.ts';

/** What reading by IMAP needs of the process. */
export interface ImapAccess {
  /** The secret behind a reference, `env:NAME` or `file:/path`. @throws AppError `CONFIG_INVALID` when there is none */
  secret(reference: string): Promise<string>;
  /** Tells this instance from others that share its store; the same after a restart where no other can run meanwhile. */
  readonly instance: string;
}

/** A folder and how it is with it. */
export type FolderStatus = FolderName & MailInStatus;

/** What the sources work with. */
export interface ImapMailboxesParts {
  readonly kernel: Kernel;
  readonly config: IngestConfig;
  readonly receiver: Pick<Receiver, 'receive'>;
  readonly access: ImapAccess | undefined;
}

/** All sources together. */
export interface ImapMailboxes {
  start(): void;
  status(): readonly FolderStatus[];
  stop(): Promise<void>;
}

/** Opens the sources of all mailboxes that have `imap` settings; nothing connects before `start`. */
export async function openImapMailboxes({
  kernel,
  config,
  receiver,
  access,
}: ImapMailboxesParts): Promise<ImapMailboxes> {
  const mailboxes = config.mailboxes.flatMap(({ address, imap }) => (imap ? [{ address, imap }] : []));
  if (mailboxes.length === 0) return { start: () => undefined, status: () => [], stop: async () => undefined };
  if (!access) throw new AppError('INTERNAL', 'Mailboxes are to be read by IMAP, but nothing gives their secrets');
  const holds = await kernel.store.collection({ name: 'ingest-imap' });
  const watch = imapWatch(kernel);
  const { clock, log } = kernel;
  const credentialsOf = credentialsFor({ clock, secret: access.secret, rotated: toldRotated(log) });
  const sources = mailboxes.flatMap(({ address: mailbox, imap }) =>
    imap.folder.map((folder) => {
      const name = { mailbox, folder };
      const parts = { kernel, receiver, access, holds, observer: watch(name), credentials: credentialsOf(imap) };
      return { name, source: sourceOf(parts, name, imap) };
    }),
  );
  return {
    start() {
      for (const { source } of sources) source.start();
    },
    status: () => sources.map(({ name, source }) => ({ ...name, ...source.status() })),
    async stop() {
      await Promise.all(sources.map(({ source }) => source.stop()));
    },
  };
}

function toldRotated(log: Kernel['log']): (tokenUrl: string) => void {
  return (tokenUrl) =>
    log.warn(
      { tokenServer: new URL(tokenUrl).host },
      'the token server replaced the refresh token: the new one is kept in memory, and the configured one is used after a restart',
    );
}

interface SourceParts extends Pick<ImapMailboxesParts, 'kernel' | 'receiver'> {
  readonly access: ImapAccess;
  readonly holds: Collection;
  readonly credentials: Credentials;
  readonly observer: Parameters<typeof openImapSource>[0]['observer'];
}

function sourceOf(parts: SourceParts, { mailbox, folder }: FolderName, imap: ImapConfig): MailIn {
  const { kernel, receiver, access, holds, observer, credentials } = parts;
  const { clock, random } = kernel;
  return openImapSource({
    folder,
    after: imap.after,
    pollMs: imap.poll,
    history: imap.history,
    maxBytes: imap['max-bytes'],
    hold: folderHold({ holds, clock, mailbox, folder, instance: access.instance }),
    async connect(signal) {
      try {
        return await connectImap(await accountOf(imap, credentials), signal);
      } catch (error) {
        if (isAppError(error, 'IMAP_LOGIN_REFUSED')) credentials.refused();
        throw error;
      }
    },
    // By way of SMTP like the others, but handed over by no machine that could be believed for its address.
    accept: ({ raw, wholeBytes, history }) =>
      receiver.receive({
        ...{ raw, channel: 'smtp', recipients: [mailbox], remoteAddress: '' },
        ...(wholeBytes === undefined ? {} : { wholeBytes }),
        ...(history === undefined ? {} : { history }),
      }),
    observer,
    clock,
    random,
  });
}

async function accountOf(imap: ImapConfig, credentials: Credentials): Promise<ImapAccount> {
  const { host, tls, user } = imap;
  return {
    ...{ host, tls, user, port: imap.port ?? (tls === 'implicit' ? 993 : 143) },
    ...(imap.ca === undefined ? {} : { ca: await readAuthority(imap.ca) }),
    credential: credentials.current,
  };
}

async function readAuthority(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('CONFIG_INVALID', `${file} (imap.ca) cannot be read`, { retry: 'later', cause });
  });
}
