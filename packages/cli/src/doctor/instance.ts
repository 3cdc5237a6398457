/** What the running instance says of itself. */
import { type Clock, systemClock } from '@facteur/primitives';
import type { Client } from '../client.ts';
import { type ClockReading, checkClock } from './clocks.ts';
import { type Finding, fine, megabytes, wrong } from './finding.ts';

/** `GET /api/v1/status`, as far as it is looked at. */
export interface Status {
  readonly lag: Readonly<Record<string, number>>;
  readonly deadLetters: number;
  readonly freeBytes: number;
  readonly effectsHeld: number;
  /** Since when effects are held (ISO 8601); null: they are not. */
  readonly heldSince: string | null;
  readonly now: string;
  /** Folders that this instance reads by IMAP; absent before 0.2. */
  readonly mailIn?: readonly {
    readonly mailbox: string;
    readonly folder: string;
    readonly state: string;
    readonly failure: { readonly message: string } | null;
    readonly quotaUsed: number | null;
  }[];
}

const MANY_WAITING = 10_000;
const NEARLY_FULL = 0.9;

/** Asks the instance. @throws AppError `NOT_RUNNING` when it does not answer */
export async function checkInstance(client: Client, clock: Clock = systemClock): Promise<Finding[]> {
  const askedMs = clock.now();
  const status = (await client.get('/api/v1/status')) as Status;
  const reading = { askedMs, theirsMs: Date.parse(status.now), answeredMs: clock.now() };
  return [fine('instance', `answers at ${client.url}`), ...statusFindings(status, reading)];
}

/** What a status and the time at which it was asked for show. */
export function statusFindings(status: Status, reading: ClockReading): Finding[] {
  const all = [checkClock('the instance', reading), backlog(status), deadLetters(status), effects(status)];
  return [...all, disk(status), ...mailIn(status)];
}

/** One for each folder. */
function mailIn({ mailIn: folders = [] }: Status): Finding[] {
  return folders.map(({ mailbox, folder, state, failure, quotaUsed }) => {
    const check = `mailbox ${mailbox}`;
    if (failure) return wrong(check, `${folder} cannot be read: ${failure.message}`);
    const used = Math.round((quotaUsed ?? 0) * 100);
    if (used >= NEARLY_FULL * 100) return wrong(check, `${used} % full: its server may soon refuse mails`);
    return fine(check, `${folder}: ${state}`);
  });
}

function backlog({ lag }: Status): Finding {
  const waiting = Object.values(lag).reduce((sum, count) => sum + count, 0);
  const [slowest, count = 0] = Object.entries(lag).sort(([, a], [, b]) => b - a)[0] ?? [];
  const detail = `${waiting} events to handle${count > 0 ? `, most in ${slowest} (${count})` : ''}`;
  if (waiting < MANY_WAITING) return fine('backlog', detail);
  return wrong('backlog', `${detail}: see docs/runbook.md, “It is slow, or behind”`);
}

function deadLetters({ deadLetters: count }: Status): Finding {
  return count === 0 ? fine('dead letters', 'none') : wrong('dead letters', `${count}: see « facteur dlq list »`);
}

function effects({ effectsHeld, heldSince }: Status): Finding {
  const remedy = '« facteur effects list » shows them, « facteur effects release --all » ends it';
  if (effectsHeld > 0) return wrong('effects', `${effectsHeld} held since the restore of ${heldSince}: ${remedy}`);
  return fine(
    'effects',
    heldSince === null ? 'none held' : `none held, but a hold is in force since ${heldSince}: ${remedy}`,
  );
}

function disk({ freeBytes }: Status): Finding {
  if (freeBytes >= Number.MAX_SAFE_INTEGER)
    return fine('disk', 'the database does not tell how much is free: watch it there');
  if (freeBytes > 0) return fine('disk', `${megabytes(freeBytes)} before mails are refused`);
  return wrong('disk', 'full: new mails are refused; free some space');
}
