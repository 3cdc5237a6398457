/** What an audit looks at: what the harness did and saw from outside, and what the product says of itself. */
import type { Person } from '../company.ts';
import type { Channel, Wish } from '../plan/customers.ts';

/** A mail was taken: 250, or 201 with the number of its case. */
export interface Acknowledgement {
  readonly channel: Channel;
  readonly caseNumber?: string;
}

/** A mail as it was handed in. */
export interface HandedIn {
  readonly messageId: string;
  /** Times that it was begun to be handed in. */
  readonly attempts: number;
  /** Of all attempts; a mail is tried again until there is one. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** What the last failed attempt came to. */
  readonly lastFailure?: string;
}

/** A customer and their mails, in the order in which they were acknowledged. */
export interface CustomerFacts {
  readonly person: Person;
  readonly wish: Wish;
  readonly mails: readonly HandedIn[];
}

/** A line of a case's timeline; `data` as far as the audit reads it. */
export interface Entry {
  readonly at: string;
  readonly topic: string;
  readonly eventId: string;
  readonly data: {
    readonly mailId?: string;
    readonly messageId?: string;
    readonly replyId?: string;
    readonly revision?: number;
    readonly code?: string;
    /** `reply.sent`: replies that this mail says as well. */
    readonly merges?: readonly string[];
    /** `reply.failed`: why it was held back on purpose. */
    readonly suppressed?: string;
  };
}

/** A review item. */
export interface ReviewFacts {
  readonly reviewId: string;
  readonly status: string;
  readonly reasons: readonly { readonly code: string; readonly detail?: string }[];
}

/** A case as the API shows it. */
export interface CaseFacts {
  readonly number: string;
  readonly status: string;
  readonly customer?: { readonly address: string };
  readonly mails: number;
  readonly replies: number;
  readonly timeline: readonly Entry[];
  readonly reviews: readonly ReviewFacts[];
}

/** A mail that reached the customers' mail server. */
export interface Arrival {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly caseNumber: string;
  readonly subject: string;
  /** Of its bytes. */
  readonly digest: string;
  /** False when the connection broke before the server said that it took it. */
  readonly isAnswered: boolean;
}

/** A booked refund. */
export interface RefundFacts {
  readonly order: string;
  readonly amount: { readonly minor: number; readonly currency: string };
}

/** An event that was put aside. */
export interface DeadLetterFacts {
  readonly flow: string;
  readonly case: string;
  readonly error: { readonly code: string; readonly message?: string };
}

/** A process that ended although nobody ended it, or badly when it was asked to. */
export interface EndFacts {
  readonly process: string;
  readonly how: string;
}

/** An event in a topic's log, once for every time that it lies there. */
export interface LogEntry {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly id: string;
  readonly subject: string;
  readonly source: string;
  readonly cause?: string;
  /** `case.changed`: of the run. */
  readonly revision?: number;
  /** `mail.received`. */
  readonly mailId?: string;
}

/** Everything at the end of a run. */
export interface Facts {
  readonly customers: readonly CustomerFacts[];
  readonly cases: readonly CaseFacts[];
  readonly arrivals: readonly Arrival[];
  readonly refunds: readonly RefundFacts[];
  readonly deadLetters: readonly DeadLetterFacts[];
  readonly ends: readonly EndFacts[];
  /** The topics' logs; absent where they cannot be read from outside (embedded). */
  readonly log?: readonly LogEntry[];
  /** Why the product was still at work when the time for settling was over; absent when it was not. */
  readonly unsettled?: string;
}

/** Something that must not be. */
export interface Finding {
  readonly kind: string;
  /** The case or the customer, when it is about one. */
  readonly about?: string;
  readonly detail: string;
}
