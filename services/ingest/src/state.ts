/** What ingest knows of a case: its mails and who takes part. */
import type { Mail } from '@facteur/contracts';
import type { StateDefinition } from '@facteur/runtime';

/** The state of one case, as ingest sees it. */
export interface IngestState {
  /** Fingerprints of its mails, oldest first; empty: the number is not taken. */
  readonly mails: readonly string[];
  /** Keyed digests of the addresses that take part. */
  readonly participants: readonly string[];
  readonly mailbox: string;
  /** A person was told that their mail arrived: once per case. */
  readonly isAcknowledged: boolean;
  /** Mails that a spam filter marked: nobody else has heard of them. Absent: there never was one. */
  readonly quarantined?: readonly Mail[];
  /** The case that this one was merged into. */
  readonly mergedInto?: string;
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
}

/** What became of it. */
export type Kept = 'kept' | 'known' | 'number-taken';
