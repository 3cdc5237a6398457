/** What learning keeps of a case: requests that advisors were asked about, what they said of them, and the examples proposed from that. */
import type { advisorActed, Event, reviewDecided, reviewRequested } from '@facteur/contracts';
import type { StateDefinition } from '@facteur/runtime';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** An advisor is asked. */
export type ReviewAsked = Event<DataOf<typeof reviewRequested>>;
/** An advisor decided. */
export type ReviewDecided = Event<DataOf<typeof reviewDecided>>;
/** An advisor did something else to a case. */
export type AdvisorActed = Event<DataOf<typeof advisorActed>>;

/** The part of a decision that can say something of an intent. */
export interface Said {
  readonly reviewId: string;
  readonly kind: 'intent' | 'reply' | 'close';
  /** Of kind `intent`: the right one. */
  readonly intent?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What was predicted of a request. */
export interface Prediction {
  readonly intent: string;
  /** 0..1. */
  readonly probability: number;
  readonly outOfScope: number;
  /** Undefined: of a version of the product that did not say. */
  readonly model: string | undefined;
}

/**
 * How a request came before an advisor: `whole` when every such request does, whatever its score (the mailbox or the journey is in
 * assist mode), `chosen` when it was the score or the mail itself that brought it there, `drawn` when it was answered alone and drawn at
 * random.
 */
export type Sampling = 'whole' | 'chosen' | 'drawn';

/** A mail with one request that an advisor was asked about, before anything was done for it. */
export interface AskedRequest {
  readonly reviewId: string;
  readonly mailId: string;
  readonly text: string;
  readonly language: string;
  readonly prediction: Prediction;
  readonly sampling: Sampling;
  /** `drawn`: the share of automatic answers that is drawn. */
  readonly rate?: number;
}

/** What an advisor's decision says of a prediction. */
export interface Verdict extends Prediction {
  readonly isRight: boolean;
  /** The right intent; undefined when the advisor only showed that the predicted one was not what was wanted. */
  readonly truth?: string;
  readonly sampling: Sampling;
  readonly rate?: number;
  readonly language: string;
  /** ISO 8601. */
  readonly at: string;
}

export type ProposalStatus = 'proposed' | 'accepted' | 'refused';

/** A customer's own words as a training example. */
export interface Proposal {
  /** `<case number>.<digest>`. */
  readonly id: string;
  readonly text: string;
  readonly language: string;
  /** The right intent, as an advisor said. */
  readonly intent: string;
  readonly predicted: { readonly intent: string; readonly probability: number };
  /** ISO 8601. */
  readonly at: string;
  readonly status: ProposalStatus;
  /** Who accepted or refused it. */
  readonly by?: string;
}

/** A mail in which several requests were read, and which of their intents advisors found to be asked for, as far as they said. */
export interface SeveralRead {
  /** The last review that asked about it. */
  readonly reviewId: string;
  readonly mailId: string;
  readonly intents: readonly string[];
  readonly asked: readonly string[];
}

/** The state of one case. */
export interface LearningState {
  /** Absent: none was read. */
  readonly several?: readonly SeveralRead[];
  readonly asked: readonly AskedRequest[];
  /** Decisions that came before what they are about: topics keep no common order. */
  readonly early: readonly Said[];
  /** Mails of which a verdict was taken: the first one counts. */
  readonly judged: readonly string[];
  readonly proposals: readonly Proposal[];
}

/** Verdicts, by the model that predicted. */
export const verdictCollection = { name: 'classification-verdicts', indexes: { 'by-model': ['model', 'at'] } };

/** Sealed with the case's key, all of it: erasing a person takes verdicts and examples along. */
export const learningState: StateDefinition<LearningState> = {
  collection: {
    name: 'classification-lessons',
    indexes: {
      'by-proposed': ['proposed', 'since'],
      'by-accepted': ['accepted', 'since'],
      'by-refused': ['refused', 'since'],
      'by-told': ['told'],
    },
  },
  entries: verdictCollection,
  initial: () => ({ asked: [], early: [], judged: [], proposals: [] }),
  // A journey is nobody's case: what goes live is kept by `published.ts`.
  keyOf: ({ subject }) => (subject.startsWith('journey:') ? undefined : subject),
  clear: ({ proposals, several = [] }) => {
    const [first] = proposals;
    return {
      ...(several.some(({ asked }) => asked.length > 0) && { told: 1 }),
      ...(first && { since: first.at, ...Object.fromEntries(proposals.map(({ status }) => [status, 1])) }),
    };
  },
};
