/**
 * Plays a past case with given journeys through the very handlers of the orchestrator: mails and decisions as they came, timers as they
 * would have fallen due, calls answered as they were. Nothing leaves. Pure.
 */
import type { Draft } from '@facteur/contracts';
import { type OperationCatalogue, renderTemplate } from '@facteur/journeys';
import { isoTime, type JsonObject, messageOf } from '@facteur/primitives';
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import type { CallInput } from '../call.ts';
import { called } from '../called.ts';
import type { Environment } from '../environment.ts';
import { timerFell } from '../happenings.ts';
import { reviewed } from '../reviewed.ts';
import { type CaseState, orchestratorState, type ReplyRequest, type ReviewRequest } from '../state.ts';
import { understood } from '../understood.ts';
import type { PastCase, PastInput } from './past-case.ts';
import { simulatedAnswers } from './simulated-answers.ts';

/** A mail that would have left. */
export interface PlayedReply {
  readonly atMs: number;
  readonly templates: readonly string[];
  /** Markdown, without greeting and signature; an advisor's own words as they stand. */
  readonly text: string;
}

/** An advisor would have been asked. */
export interface PlayedReview {
  readonly atMs: number;
  readonly queue: string;
  readonly step: string | undefined;
  readonly reasons: readonly string[];
}

/** Money or goods that would have moved. */
export interface PlayedEffect {
  readonly operation: string;
  readonly input: JsonObject;
}

/** What would have happened. */
export interface Played {
  /** Journeys that ran, in order. */
  readonly journeys: readonly string[];
  readonly replies: readonly PlayedReply[];
  readonly reviews: readonly PlayedReview[];
  readonly effects: readonly PlayedEffect[];
  readonly status: CaseState['status'];
  readonly outcome: string | undefined;
  /** Why it cannot be told further: what happened then does not say. */
  readonly unknown?: string;
  /** The look-up that was never made then; with its answer among the case's calls it can be told further. */
  readonly missing?: CallInput;
}

/** More inputs than these: timers and calls that lead to each other. */
const MAX_INPUTS = 1_000;

export function playPast(env: Environment, past: PastCase, catalogue: OperationCatalogue): Played {
  const play = openPlay(env, past, catalogue);
  for (const input of past.inputs) {
    play.runTimers(input.atMs);
    if (play.isOver() || !play.take(input)) break;
  }
  return play.result();
}

type Handle = (state: CaseState, context: HandlerContext) => Outcome<CaseState> | undefined;

function openPlay(env: Environment, past: PastCase, catalogue: OperationCatalogue) {
  const first = past.inputs[0]?.atMs ?? 0;
  const answer = simulatedAnswers(past, catalogue, isoTime(first).slice(0, 10));
  const timers = new Map<string, number>();
  const effects: EffectRequest[] = [];
  const seen: Seen = {
    replies: [],
    reviews: [],
    effects: [],
    journeys: [],
    outcome: undefined,
    unknown: undefined,
    missing: undefined,
  };
  let state = orchestratorState.initial(past.number);
  let revision = 0;
  let nowMs = first;

  const apply = (handle: Handle): void => {
    if (revision >= MAX_INPUTS) seen.unknown ??= 'le parcours tourne en rond';
    if (seen.unknown !== undefined) return;
    revision += 1;
    const about = { key: past.number, subject: past.number, now: nowMs, revision, inputId: `replay-${revision}` };
    const outcome = handle(state, about);
    if (!outcome) return;
    state = outcome.state ?? state;
    for (const draft of outcome.events ?? []) note(env, seen, draft, nowMs);
    for (const [name, due] of Object.entries(outcome.timers ?? {}))
      due === null ? timers.delete(name) : timers.set(name, due);
    effects.push(...(outcome.effects ?? []));
    makeCalls();
  };
  const makeCalls = (): void => {
    for (let next = effects.shift(); next !== undefined; next = effects.shift()) {
      const effect = next;
      const call = effect.input as CallInput;
      const given = answer(call);
      if (given.kind === 'unknown') {
        seen.unknown ??= given.why;
        seen.missing ??= call;
        return;
      }
      const moves = (catalogue[call.operation]?.effect ?? 'none') !== 'none';
      if (moves && given.kind === 'done') seen.effects.push({ operation: call.operation, input: call.input });
      apply((current, context) => called(env)(effect, { ok: true, value: given as never }, current, context));
    }
  };
  return {
    isOver: () => seen.unknown !== undefined,
    result: (): Played => {
      const { unknown, missing, ...rest } = seen;
      return { ...rest, status: state.status, ...(unknown && { unknown }), ...(missing && { missing }) };
    },
    runTimers(untilMs: number): void {
      for (let next = earliest(timers); next && next[1] <= untilMs; next = earliest(timers)) {
        const [timer, due] = next;
        timers.delete(timer);
        nowMs = Math.max(nowMs, due);
        apply((current, context) => timerFell(env)(timer, current, context));
        if (seen.unknown !== undefined) return;
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    /** False when the case went another way, so that what was decided then says nothing. */
    take(input: PastInput): boolean {
      if (input.kind === 'mail') {
        apply((current, context) => understood(env)({ data: input.understood } as never, current, context));
        return true;
      }
      const decided = decisionFor(state, input);
      if (decided === undefined) return state.review === undefined;
      apply((current, context) => reviewed(env)({ data: decided } as never, current, context));
      return true;
    },
  };
}

interface Seen {
  readonly replies: PlayedReply[];
  readonly reviews: PlayedReview[];
  readonly effects: PlayedEffect[];
  readonly journeys: string[];
  outcome: string | undefined;
  unknown: string | undefined;
  missing: CallInput | undefined;
}

/** The decision, for the review that is open now; undefined when it could not have been taken. */
function decisionFor({ review }: CaseState, { decided }: Extract<PastInput, { kind: 'decision' }>) {
  if (review === undefined) return undefined;
  const { decision } = decided;
  if (decision.kind === 'option' && !review.request.options.includes(decision.option)) return undefined;
  return { ...decided, reviewId: review.request.reviewId, runVersion: review.request.runVersion };
}

function earliest(timers: ReadonlyMap<string, number>): [string, number] | undefined {
  return [...timers].sort(([, a], [, b]) => a - b)[0];
}

function note(env: Environment, seen: Seen, { definition, data }: Draft, atMs: number): void {
  if (definition.topic === 'reply.requested') seen.replies.push(replyOf(env, data as ReplyRequest, atMs));
  if (definition.topic === 'review.requested') {
    const { queue, step, reasons } = data as ReviewRequest;
    seen.reviews.push({ atMs, queue, step, reasons: reasons.map(({ code }) => code) });
  }
  if (definition.topic !== 'case.changed') return;
  const { journey, outcome } = data as { journey?: string; outcome?: string };
  if (journey !== undefined && seen.journeys.at(-1) !== journey) seen.journeys.push(journey);
  seen.outcome = outcome ?? seen.outcome;
}

function replyOf(env: Environment, { content, language }: ReplyRequest, atMs: number): PlayedReply {
  if (content.kind === 'written') return { atMs, templates: [], text: content.text };
  if (content.kind === 'product') return { atMs, templates: [content.template], text: '' };
  const journey = env.journeys.byHash(content.hash);
  const rendered = content.templates.map((name) => {
    try {
      return renderTemplate(journey, name, language, content.data).markdown.trim();
    } catch (error) {
      return `[${name} : ${messageOf(error)}]`;
    }
  });
  return { atMs, templates: content.templates, text: rendered.join('\n\n') };
}
