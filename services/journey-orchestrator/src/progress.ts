/** What handling an input has led to so far: a state under way and what goes out with it. Built up by pure functions. */
import { caseChanged, type Draft, reviewRequested } from '@facteur/contracts';
import type { JsonObject } from '@facteur/primitives';
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import { asData } from './as-data.ts';
import type { CaseState } from './state.ts';

type Changed = Parameters<typeof caseChanged.about>[1];

/** A call and what it gave: an output, or why there is none. */
export interface Called {
  readonly step: string;
  readonly operation: string;
  readonly input: JsonObject;
  readonly output?: JsonObject;
  readonly code?: string;
}

/** Work on one input. The only mutable thing here; it never outlives the handler. */
export interface Progress {
  state: CaseState;
  readonly context: HandlerContext;
  /** The review that was open before and that no one has decided. */
  undecided: string | undefined;
  readonly events: Draft[];
  readonly effects: EffectRequest[];
  readonly timers: Record<string, number | null>;
  /** States entered, for the timeline. */
  readonly trail: string[];
  /** What the run came to know, by name; null for what it knows no more. With the trail, any earlier moment can be looked at again. */
  readonly learned: Record<string, unknown>;
  /** The call that was answered. */
  called?: Called;
  change: Changed['change'];
  /** True when something went wrong that a person must see: the case does not close. */
  staysOpen: boolean;
  explanation?: string;
  intent?: string;
  outcome?: string;
}

export function begin(state: CaseState, context: HandlerContext): Progress {
  return {
    state,
    context,
    undecided: state.review?.request.reviewId,
    events: [],
    effects: [],
    timers: {},
    trail: [],
    learned: {},
    change: 'stepped',
    staysOpen: false,
  };
}

/** What the kernel writes: at most one review, and one `case.changed` that says where the case stands. */
export function finish(progress: Progress): Outcome<CaseState> {
  const { events, effects, timers } = progress;
  const { state, asked } = settleReview(progress);
  const settled: CaseState = { ...state, status: statusOf(state) };
  return { state: settled, events: [...events, ...asked, changedEvent(progress, settled)], effects, timers };
}

function changedEvent(
  { context, trail, learned, called, explanation, intent, outcome, ...progress }: Progress,
  state: CaseState,
): Draft {
  const { run, review, status } = state;
  const change = status === 'closed' && progress.change === 'stepped' ? 'closed' : progress.change;
  const draft = caseChanged.about(context.subject, {
    change,
    status,
    revision: context.revision,
    ...(run ? { journey: run.journey, journeyHash: run.hash, step: run.snapshot.value } : {}),
    ...(intent === undefined ? {} : { intent }),
    ...(outcome === undefined ? {} : { outcome }),
    reasons: review?.request.reasons.map(({ code }) => code) ?? [],
    ...(explanation === undefined ? {} : { explanation }),
    data: asData({
      trail,
      ...(Object.keys(learned).length > 0 && { learned }),
      ...(called && { called }),
    }) as Changed['data'],
  });
  return draft as Draft;
}

/** A review asked by this input goes out with what it replaces; one that fell away is remembered until then. */
function settleReview({ state, undecided, context }: Progress): { state: CaseState; asked: Draft[] } {
  const { review, withdrawn = [] } = state;
  if (review && review.request.reviewId === undecided) return { state, asked: [] };
  const replaced = undecided === undefined ? withdrawn : [...withdrawn, undecided];
  if (!review) return { state: replaced.length > 0 ? { ...state, withdrawn: replaced } : state, asked: [] };
  const request = { ...review.request, supersedes: [...replaced] };
  const asked = reviewRequested.about(context.subject, request) as Draft;
  return { state: { ...state, withdrawn: [], review: { ...review, request } }, asked: [asked] };
}

function statusOf({ status, review, run, calling }: CaseState): CaseState['status'] {
  if (status === 'closed') return status;
  if (review) return 'waiting-advisor';
  return run && !calling ? 'waiting-customer' : 'open';
}
