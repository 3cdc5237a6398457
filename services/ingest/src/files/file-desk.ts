/**
 * What becomes of a mail's files before it is kept: each is scanned, where a scanner is configured, and what may be read is read.
 *
 * Before, not after, although a mail is acknowledged only then: `mail.received` is published once, with what is known by then, so that
 * understanding, journeys and advisors never see a file without its text that gets one later, and a file that is not checked is never kept
 * by itself, not even for a moment. The price is a bound: the files of one mail hold back its own acknowledgement, and no other mail's, by
 * at most `MAIL_MS` (a client waits ten minutes, RFC 5321 §4.5.3.2.6). What is not ready by then is left: the mail goes on without. A mail
 * without files comes by here without a look.
 *
 * Alternatives: a second event with what was found makes every consumer handle a mail twice, in any order; a topic and a service for files
 * is the way to go when pictures are understood, too.
 */
import type { MailAttachment } from '@facteur/mail';
import type { Kernel } from '@facteur/runtime';
import { Counter } from 'prom-client';
import { type ClamdAddress, scan, type Verdict } from './clamd.ts';
import { fileKindOf } from './file-kind.ts';
import { openFileReader } from './file-reader.ts';
import type { Findings, FoundInFile } from './findings.ts';
import type { FileKind, ReadAnswer } from './protocol.ts';

/** Looks into files. */
export interface FileDesk {
  /**
   * Resolves within half a minute, whatever the files hold; never rejects. Files of history are not read (`areRead`): years of them
   * would stand in the way of what comes now.
   */
  inspect(files: readonly MailAttachment[], options?: { readonly areRead?: boolean }): Promise<Findings>;
  close(): Promise<void>;
}

/** What a desk works with. */
export interface FileDeskParts {
  readonly kernel: Pick<Kernel, 'clock' | 'metrics' | 'log'>;
  /** Absent: nothing is scanned. */
  readonly antivirus?: ClamdAddress | undefined;
  /** Whether text and thumbnails are looked for. Default true. */
  readonly isRead?: boolean | undefined;
  /** The reading thread's file. Default the one that ships. */
  readonly worker?: URL | undefined;
}

/** All files of one mail together. */
const MAIL_MS = 30_000;
const SCAN_MS = 20_000;
/** Further files of a mail are kept and scanned, and not read. */
const MAX_READ = 20;
/** So long nobody tries a scanner that was not there. */
const AWAY_MS = 5_000;

/** Opens a desk; its reading thread starts with the first file. */
export function openFileDesk({ kernel, antivirus, isRead = true, worker }: FileDeskParts): FileDesk {
  const { clock } = kernel;
  const reader = openFileReader({ clock, url: worker });
  const count = countersOf(kernel);
  const check = antivirus === undefined ? undefined : scanner(antivirus, kernel);
  return {
    async inspect(files, { areRead = true } = {}) {
      const deadlineMs = clock.now() + MAIL_MS;
      const found = new Map<MailAttachment, FoundInFile>();
      let reads = 0;
      for (const file of files) {
        const verdict = await check?.(file.content, deadlineMs);
        if (verdict) count.checked(verdict);
        if (verdict && verdict.is !== 'clean') {
          found.set(file, { isHeldBack: true, ...(verdict.is === 'infected' ? { danger: verdict.name } : {}) });
          continue;
        }
        const kind = isRead && areRead && reads < MAX_READ ? fileKindOf(file) : undefined;
        if (kind === undefined) continue;
        reads += 1;
        const answer = await reader.read(kind, file.content, deadlineMs);
        count.read(kind, answer);
        found.set(file, { isHeldBack: false, ...answer });
      }
      return found;
    },
    close: () => reader.close(),
  };
}

/** Says in the log, once each time, that the scanner is away and that it is back. */
function scanner(address: ClamdAddress, { clock, log }: FileDeskParts['kernel']) {
  let awayUntilMs = 0;
  let isAway = false;
  return async (content: Uint8Array, deadlineMs: number): Promise<Verdict> => {
    const withinMs = Math.min(SCAN_MS, deadlineMs - clock.now());
    if (withinMs <= 0) return { is: 'unchecked', reason: 'no time left', isAway: false };
    if (clock.now() < awayUntilMs) return { is: 'unchecked', reason: 'away', isAway: true };
    const verdict = await scan(address, content, { clock, withinMs });
    if (verdict.is === 'unchecked') log.debug({ reason: verdict.reason }, 'file not checked');
    const wasAway = isAway;
    isAway = verdict.is === 'unchecked' && verdict.isAway;
    awayUntilMs = isAway ? clock.now() + AWAY_MS : 0;
    if (isAway && !wasAway) log.warn({ ...address }, 'virus scanner away: files are held back');
    if (!isAway && wasAway) log.info({ ...address }, 'virus scanner back');
    return verdict;
  };
}

function countersOf({ metrics }: Pick<Kernel, 'metrics'>) {
  const registers = [metrics.registry];
  const checked = new Counter({
    name: 'facteur_files_checked_total',
    help: 'Files that the virus scanner was asked about, by what it said',
    labelNames: ['outcome'],
    registers,
  });
  const read = new Counter({
    name: 'facteur_files_read_total',
    help: 'Files looked into for text or a thumbnail, by what came of it',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  return {
    checked: ({ is }: Verdict): void => checked.inc({ outcome: is }),
    read: (kind: FileKind, { failure, text, thumbnail }: ReadAnswer): void =>
      read.inc({ kind, outcome: failure ?? (text === undefined && thumbnail === undefined ? 'empty' : 'read') }),
  };
}
