/** What ingest knows of a case: its mails and who takes part. */
import type { Mail } from '@facteur/contracts';
import type { StateDefinition } from '@facteur/runtime';

/** What an advisor opened a case by. Keyed digests: the same opening again is known, and one that says something else is refused. */
export interface Opening {
  readonly id: string;
  readonly content: string;
}

/** The state of one case, as ingest sees it. */
export interface IngestState {
  /** Fingerprints of its mails, oldest first. */
  readonly mails: readonly string[];
  /** Keyed digests of the addresses that take part. */
  readonly participants: readonly string[];
  readonly mailbox: string;
  /** A person was told that their mail arrived, or knows of the case from us: once per case. */
  readonly isAcknowledged: boolean;
  /** Mails that a spam filter marked: nobody else has heard of them. Absent: there never was one. */
  readonly quarantined?: readonly Mail[];
  /** The case that this one was merged into. */
  readonly mergedInto?: string;
  /** Greater than that of every case that was merged into it, at the time: what keeps merges from going round. Absent: 0. */
  readonly rank?: number;
  /** The opening that founded it. Absent: a mail that came did. */
  readonly opening?: Opening;
  /** The case whose mail held this request among others; of a case that was split again, the first one. */
  readonly origin?: string;
}

/** Whether the number is a case's: one that an advisor opened holds no mail yet. */
export function isTaken({ mails, opening }: IngestState): boolean {
  return mails.length > 0 || opening !== undefined;
}

export const ingestState: StateDefinition<IngestState> = {
  collection: { name: 'ingest-cases', indexes: { 'by-quarantine': ['quarantinedSince'] } },
  clear: ({ quarantined: [first] = [] }) => ({ quarantinedSince: first?.receivedAt }),
  initial: () => ({ mails: [], participants: [], mailbox: '', isAcknowledged: false }),
};

/** A mail that is kept, on its way into a case. */
export interface KeptMail {
  readonly fingerprint: string;
  readonly mail: Mail;
  /** Whether ingest takes the case to be new: if its number is taken already, another is drawn. */
  readonly isNew: boolean;
  /** What the mailbox's own filter wrote into it, when that is spam. */
  readonly spamMark?: string;
  /** What it founds its case by, when that was an advisor's doing. */
  readonly opening?: Opening;
  readonly origin?: string;
}

/** What became of it. */
export type Kept = 'kept' | 'known' | 'number-taken';
