/** What authors see of learning, as the API tells it. */

export type ProposalStatus = 'proposed' | 'accepted' | 'refused';

/** A customer's own words as an example of what an advisor said they want. */
export interface Proposal {
  readonly id: string;
  readonly caseNumber: string;
  readonly text: string;
  readonly language: string;
  readonly intent: string;
  readonly predicted: { readonly intent: string; readonly probability: number };
  /** When the advisor said so. */
  readonly at: string;
  readonly status: ProposalStatus;
  /** Who accepted or refused it. */
  readonly by?: string;
}

/** What an intent is answered alone from, and what that is worth. */
export interface Threshold {
  /** Absent: nothing is answered alone. */
  readonly value?: number;
  readonly isGuaranteed: boolean;
  /** The share of wrong automatic answers that the author accepted. */
  readonly risk: number;
  /** Validated cases that the promise rests on, or that there are so far. */
  readonly cases: number;
  /** Of a guaranteed one: the share of those cases that reach it. */
  readonly coverage?: number;
  /** Further validated cases that would suffice for the promise. */
  readonly needed?: number;
}

export interface ModelInForce {
  readonly model: string;
  readonly savedAt?: string;
  /** By intent. */
  readonly thresholds: Readonly<Record<string, Threshold>>;
}
