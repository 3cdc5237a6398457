/**
 * Plays a conversation through the pure handlers, with connectors and time under control. As the kernel does, it keeps state as
 * JSON between inputs; unlike it, every input is handled twice from the same state, and must lead to the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Connector } from '@facteur/connectors';
import { type Decision, type Draft, type replyFailed, reviewRequested } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { isAppError, type JsonObject } from '@facteur/primitives';
import type { FakeClock } from '@facteur/primitives/testing';
import type { EffectRequest, EffectResult, EffectRunner, HandlerContext, Outcome } from '@facteur/runtime';
import { called } from '../called.ts';
import { modeOf } from '../config.ts';
import type { Environment } from '../environment.ts';
import { merged, replyCouldNotLeave, timerFell } from '../happenings.ts';
import { reviewed } from '../reviewed.ts';
import { type CaseState, orchestratorState, type ReplyRequest, type ReviewRequest } from '../state.ts';
import { understood } from '../understood.ts';
import { type SampleMail, understoodMail } from './understood-mail.ts';

export interface ScenarioParts {
  readonly journeys: readonly Journey[];
  readonly connector: Connector;
  readonly call: EffectRunner;
  readonly clock: FakeClock;
  readonly mode?: 'auto' | 'assist';
  readonly caseNumber?: string;
}

export interface Scenario {
  state(): CaseState;
  status(): CaseState['status'];
  /** Everything published, in order. */
  readonly events: readonly Draft<never>[];
  /** Replies wanted so far. */
  replies(): readonly ReplyRequest[];
  /** Templates of the replies wanted so far; an advisor's own words stand as they are. */
  said(): readonly string[];
  /** Reviews asked for so far. */
  reviews(): readonly ReviewRequest[];
  /** The open review. @throws when there is none */
  review(): ReviewRequest;
  /** Codes of the open review's reasons. */
  reasons(): readonly string[];
  /** Timers that wait. */
  timers(): readonly string[];
  /** The customer writes; calls that follow are made unless `isBusy`. */
  mail(sample: SampleMail, options?: { isBusy?: boolean }): Promise<void>;
  /** An advisor decides the open review, or the one given. */
  decide(decision: Decision, about?: { review?: ReviewRequest; data?: JsonObject; isBusy?: boolean }): Promise<void>;
  /** Time passes; timers fall due in order. */
  wait(days: number): Promise<void>;
  replyFails(code: string, purpose?: ReplyRequest['purpose']): void;
  merge(): void;
  /** Makes the calls that wait, and those that follow. */
  settle(): Promise<void>;
}

const DAY_MS = 86_400_000;
const MAX_TRIES = 6;

export function playScenario(parts: ScenarioParts): Scenario {
  const { clock, call, caseNumber = '7Q2K-9MXD-4' } = parts;
  const env = environmentOf(parts);
  let state = orchestratorState.initial(caseNumber);
  let timers: Record<string, number> = {};
  let effects: EffectRequest[] = [];
  const events: Draft<never>[] = [];
  let revision = 0;
  let inputs = 0;

  const apply = (handle: (state: CaseState, context: HandlerContext) => Outcome<CaseState> | undefined): void => {
    const context = {
      now: clock.now(),
      key: caseNumber,
      subject: caseNumber,
      revision: revision + 1,
      inputId: `in-${inputs++}`,
    };
    const outcome = handle(state, context);
    if (!isDeepStrictEqual(outcome, handle(state, context))) throw new Error('the same input led to something else');
    if (!outcome) return;
    revision += 1;
    for (const draft of outcome.events ?? []) {
      draft.definition.schema.parse(JSON.parse(JSON.stringify(draft.data)));
      events.push(draft as Draft<never>);
    }
    state = JSON.parse(JSON.stringify(outcome.state ?? state));
    for (const [name, due] of Object.entries(outcome.timers ?? {})) {
      if (due === null) delete timers[name];
      else timers = { ...timers, [name]: due };
    }
    effects = [...effects, ...(JSON.parse(JSON.stringify(outcome.effects ?? [])) as EffectRequest[])];
  };
  const drafts = <Data>(topic: string): Data[] =>
    events.filter(({ definition }) => definition.topic === topic).map(({ data }) => data as Data);
  const settle = async (): Promise<void> => {
    for (let effect = effects.shift(); effect; effect = effects.shift()) {
      const done = effect;
      const result = await perform(call, done, caseNumber, clock);
      apply((before, context) => called(env)(done, result, before, context));
    }
  };
  const review = (): ReviewRequest => {
    if (!state.review) throw new Error(`no review is open; the case is ${state.status}`);
    return state.review.request;
  };
  return {
    state: () => state,
    status: () => state.status,
    events,
    replies: () => drafts<ReplyRequest>('reply.requested'),
    said: () =>
      drafts<ReplyRequest>('reply.requested').flatMap(({ content }) =>
        content.kind === 'journey' ? content.templates : content.kind === 'written' ? [content.text] : [],
      ),
    reviews: () => drafts<ReviewRequest>(reviewRequested.topic),
    review,
    reasons: () => review().reasons.map(({ code }) => code),
    timers: () => Object.keys(timers),
    settle,
    async mail(sample, { isBusy = false } = {}) {
      const data = understoodMail(sample);
      apply((before, context) => understood(env)({ data } as never, before, context));
      if (!isBusy) await settle();
    },
    async decide(decision, { review: about = review(), data, isBusy = false } = {}) {
      const { reviewId, runVersion } = about;
      const decided = {
        reviewId,
        runVersion,
        decision,
        advisor: { id: 'lea', name: 'Léa' },
        ...(data ? { data } : {}),
      };
      apply((before, context) => reviewed(env)({ data: decided } as never, before, context));
      if (!isBusy) await settle();
    },
    async wait(days) {
      const end = clock.now() + days * DAY_MS;
      for (;;) {
        const [next] = Object.entries(timers).sort(([, a], [, b]) => a - b);
        if (!next || next[1] > end) break;
        await clock.advance(Math.max(0, next[1] - clock.now()));
        delete timers[next[0]];
        apply((before, context) => timerFell(env)(next[0], before, context));
        await settle();
      }
      await clock.advance(end - clock.now());
    },
    replyFails(code, purpose = 'answer') {
      const data: Parameters<typeof replyFailed.about>[1] = {
        replyId: 'reply',
        purpose,
        mailbox: 'sav@boutique.example',
        language: 'fr',
        code,
        detail: 'raison',
        permanent: true,
      };
      apply((before, context) => replyCouldNotLeave({ data } as never, before, context));
    },
    merge() {
      apply((before, context) => merged({ data: { change: 'merged' } } as never, before, context));
    },
  };
}
