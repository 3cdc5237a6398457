/** A mail to be understood, and what is understood of it. */
import type { NearestExample, RankedIntent, WordWeight } from './classification.ts';
import type { FoundDatum } from './data/found.ts';
import type { Signals } from './signals/signals.ts';
import type { Wishes } from './signals/wishes.ts';

/** What is understood of a mail: its new text, without quotes and signature. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  /** ISO 639-1. */
  readonly language: string;
  /** ISO 8601; without it no relative date is understood. */
  readonly sentAt?: string;
}

/** A piece of a mail that asks for nothing of its own: it tells why something else is asked for. */
export interface Explanation {
  readonly span: FoundRequest['span'];
  readonly text: string;
  /** What it would ask for by itself. */
  readonly intent: string;
}

/** One request; `span` counts UTF-16 units of the text or the subject, and `text` is what stands there. */
export interface FoundRequest {
  readonly span: { readonly in: 'text' | 'subject'; readonly start: number; readonly end: number };
  readonly text: string;
  /** Most probable first; with `outOfScope` they sum to 1. */
  readonly intents: readonly RankedIntent[];
  readonly outOfScope: number;
  readonly nearest: readonly NearestExample[];
  /** What speaks for the most probable intent, or against it; heaviest first. */
  readonly words: readonly WordWeight[];
  /** What was left out of the requests because it only explains this one; absent where nothing was. */
  readonly explainedBy?: readonly Explanation[];
}

/** Nothing is decided by it; where it cannot be sure it says so by low probabilities. */
export interface Understanding {
  /** In the order of their places, those of the subject first. None when there is nothing but courtesies. */
  readonly requests: readonly FoundRequest[];
  /** Those of the subject first, then in the order of the text. */
  readonly data: readonly FoundDatum[];
  readonly signals: Signals;
  readonly wishes: Wishes;
}
