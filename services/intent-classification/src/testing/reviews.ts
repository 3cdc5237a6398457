/** Reviews and decisions as the orchestrator and the hand-off publish them. */
import { type Decision, type ReviewReason, reviewDecided, reviewRequested } from '@facteur/contracts';
import type { AdvisorActed, ReviewAsked, ReviewDecided } from '../learning/state.ts';

export const CASE = '7Q2K-9MXD-Y';

type Requested = ReviewAsked['data'];

/** What differs from one request for a sure refund in assist mode. */
export interface SampleReview extends Partial<Omit<Requested, 'reasons' | 'requests'>> {
  readonly reasons?: readonly ReviewReason[];
  readonly text?: string;
  readonly intents?: Requested['requests'][number]['intents'];
  readonly outOfScope?: number;
  readonly model?: string;
  /** How many requests the mail has; default 1. */
  readonly count?: number;
  /** Intents of further requests. */
  readonly beside?: readonly string[];
}

/** The data of a `review.requested`. */
export function reviewData(sample: SampleReview = {}): Requested {
  const {
    reasons = ['assist-mode'],
    text = 'Mon grille-pain a pris feu, rendez l’argent',
    count = 1,
    beside = [],
    ...rest
  } = sample;
  const {
    intents = [{ intent: 'remboursement', probability: 0.9 }],
    outOfScope = 0.05,
    model = 'm1',
    ...others
  } = rest;
  const request = {
    span: { in: 'text', start: 0, end: text.length },
    text,
    intents,
    outOfScope,
    nearest: [],
    model,
  } as const;
  return {
    reviewId: `${CASE}.r1`,
    queue: 'general',
    mailbox: 'sav@boutique.example',
    language: 'fr',
    priority: 'normal',
    runVersion: 1,
    mailId: 'mail-1',
    show: [],
    options: [],
    data: {},
    supersedes: [],
    ...others,
    reasons: reasons.map((code) => ({ code })),
    requests: [
      ...Array.from({ length: count }, () => ({ ...request, nearest: [], intents: [...intents] })),
      ...beside.map((intent) => ({ ...request, nearest: [], intents: [{ intent, probability: 0.9 }] })),
    ],
  };
}

/** The event itself. */
export function reviewAsked(sample?: SampleReview): ReviewAsked {
  return { ...envelope('asked'), data: reviewData(sample) };
}

/** The data of a `review.decided` on the sample review. */
export function decisionData(decision: Decision, reviewId = `${CASE}.r1`): ReviewDecided['data'] {
  return { reviewId, runVersion: 1, decision, advisor: { id: 'lea' } };
}

/** The event itself. */
export function reviewDecision(decision: Decision, reviewId?: string): ReviewDecided {
  return { ...envelope('decided'), data: decisionData(decision, reviewId) };
}

/** An advisor makes cases of a mail's parts. */
export function splitActed(mailId: string): AdvisorActed {
  const mail = { mailId } as AdvisorActed['data']['mail'];
  return { ...envelope('acted'), data: { action: 'split', advisor: { id: 'lea' }, mail } };
}

export const askedDraft = (sample?: SampleReview, about = CASE) =>
  reviewRequested.about(about, reviewData(sample)) as never;
export const decidedDraft = (decision: Decision, reviewId?: string, about = CASE) =>
  reviewDecided.about(about, decisionData(decision, reviewId)) as never;

function envelope(id: string) {
  const about = { specversion: '1.0', source: '/test', type: 'test', subject: CASE } as const;
  return { ...about, id, time: '2026-11-22T10:00:00.000Z' };
}
