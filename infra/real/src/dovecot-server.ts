/** An IMAP server on this machine: Debian's Dovecot, as a process on a folder of its own. */
import { chmod, chown, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { writeCertificate } from './certificate.ts';
import { type DovecotUser, dovecotOauth2, dovecotSettings, dovecotUsers } from './dovecot-settings.ts';
import { readEnvironment } from './environment.ts';
import { freePorts } from './free-ports.ts';
import { type Home, ownHome } from './home.ts';
import { MissingError } from './missing.ts';
import type { Real } from './real.ts';
import { requireGreeting } from './require-greeting.ts';
import { findProgram, runProgram } from './run-program.ts';
import { type Server, startServer } from './server.ts';
import { untilPortsAreFree } from './until-ports-are-free.ts';

/** Where it answers, on the loopback. */
export interface DovecotAt {
  readonly host: string;
  /** In clear, and with STARTTLS. */
  readonly port: number;
  /** TLS from the first byte. */
  readonly tlsPort: number;
  /** The certificate to trust, in PEM; its names are `localhost` and `127.0.0.1`. */
  readonly ca: string;
  /** The user's Maildir. */
  maildir(user: string): string;
  /** Delivers a mail, also while the server is down. @param receivedMs its INTERNALDATE, default now */
  deliver(user: string, raw: string | Buffer, receivedMs?: number): Promise<void>;
  /** While the server is down: its mails stay, and get other UIDs under another UIDVALIDITY. */
  forgetUids(user: string): Promise<void>;
}

/** How the server is to be. */
export interface DovecotOptions {
  readonly users: readonly DovecotUser[];
  /** Bytes that each mailbox may hold. Default 1 GiB. */
  readonly quotaBytes?: number;
  /** Access tokens are taken too, when who answers at this `http:` address says that they are good (RFC 7662). */
  readonly introspectionUrl?: string;
}

const READY_WITHIN_MS = 20_000;
/** A user that every system has. */
const NOBODY = 65_534;
/** Daemons are not in everybody's PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/**
 * Whether this machine has Dovecot, for suites that start one: `describeReal('IMAP', await dovecotHere(), () => { … })`.
 * @throws Error when it is missing while `FACTEUR_REQUIRE_REAL=1`
 */
export async function dovecotHere(): Promise<Real<'machine'>> {
  const { isRealRequired } = readEnvironment();
  const lacking = (await dovecotProgram()) === undefined ? MISSING : undefined;
  if (lacking === undefined) return { at: 'machine' };
  if (isRealRequired) throw new Error(lacking);
  return { missing: lacking };
}

const MISSING = 'IMAP: needs Dovecot (apt-get install dovecot-imapd)';

function dovecotProgram(): Promise<string | undefined> {
  return findProgram('dovecot', [readEnvironment().path, ...SYSTEM_FOLDERS].join(delimiter));
}

/**
 * Starts a server of one's own and resolves once it greets (under a second). It ends with this process if nobody stops it before.
 * @throws MissingError without Dovecot; Error with the end of its log when it does not start
 */
export async function startDovecot(options: DovecotOptions): Promise<Server<DovecotAt>> {
  const program = await dovecotProgram();
  if (program === undefined) throw new MissingError(MISSING);
  return untilPortsAreFree(async () => {
    const home = await ownHome('dovecot');
    try {
      return await startIn(home, program, options);
    } catch (error) {
      await rm(home.folder, { recursive: true, force: true });
      throw error;
    }
  });
}

let delivered = 0;

/** As a delivery agent does: written aside, then renamed. */
function mailsIn(maildir: (user: string) => string): Pick<DovecotAt, 'maildir' | 'deliver' | 'forgetUids'> {
  return {
    maildir,
    async deliver(user, raw, receivedMs) {
      delivered += 1;
      const name = `${delivered}.${process.pid}.test`;
      const draft = join(maildir(user), 'tmp', name);
      await writeFile(draft, raw);
      if (receivedMs !== undefined) await utimes(draft, receivedMs / 1_000, receivedMs / 1_000);
      await rename(draft, join(maildir(user), 'new', name));
    },
    async forgetUids(user) {
      const files = (await readdir(maildir(user))).filter((file) => file.startsWith('dovecot'));
      for (const file of files) await rm(join(maildir(user), file));
    },
  };
}

function maildirFolders(maildir: string): string[] {
  return [maildir, ...['new', 'cur', 'tmp'].map((part) => join(maildir, part))];
}

async function startIn(home: Home, program: string, options: DovecotOptions): Promise<Server<DovecotAt>> {
  const { folder } = home;
  const { users, quotaBytes = 1024 ** 3, introspectionUrl } = options;
  const [imap = 0, imaps = 0] = await freePorts(2);
  const { username: user, ...self } = userInfo();
  const group = (await runProgram('id', ['-gn'])).stdout.trim();
  const isRoot = self.uid === 0;
  const { uid, gid } = isRoot ? { uid: NOBODY, gid: NOBODY } : self;
  const maildir = (name: string): string => join(folder, 'mail', name);
  const owned = [join(folder, 'home'), ...users.flatMap(({ name }) => maildirFolders(maildir(name)))];
  for (const each of owned) {
    await mkdir(each, { recursive: true });
    if (isRoot) await chown(each, uid, gid);
  }
  // Started by root, it changes to a user of its own, who must get at its sockets.
  await chmod(folder, 0o755);
  const ca = await writeCertificate(folder);
  const oauth2File = introspectionUrl === undefined ? undefined : join(folder, 'oauth2.conf');
  if (oauth2File !== undefined) await writeFile(oauth2File, dovecotOauth2(introspectionUrl ?? ''));
  const settings = { ports: { imap, imaps }, folder, isRoot, user, group, uid, gid, quotaBytes, oauth2File };
  await writeFile(join(folder, 'users'), dovecotUsers(users), { mode: isRoot ? 0o644 : 0o600 });
  await writeFile(join(folder, 'dovecot.conf'), dovecotSettings(settings));
  return startServer<DovecotAt>(
    {
      name: 'Dovecot',
      program,
      args: ['-F', '-c', join(folder, 'dovecot.conf')],
      at: { host: '127.0.0.1', port: imap, tlsPort: imaps, ca, ...mailsIn(maildir) },
      ready: () => requireGreeting('127.0.0.1', imap, '* OK'),
      readyWithinMs: READY_WITHIN_MS,
    },
    home,
  );
}
