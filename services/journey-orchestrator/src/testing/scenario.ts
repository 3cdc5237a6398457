/** Plays a conversation through the pure handlers, with connectors and time under control. */
import type { Connector } from '@facteur/connectors';
import {
  type advisorActed,
  type Decision,
  type Draft,
  type replyFailed,
  reviewRequested,
  type Suppression,
} from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import type { JsonObject } from '@facteur/primitives';
import type { FakeClock } from '@facteur/primitives/testing';
import type { EffectRunner } from '@facteur/runtime';
import { called } from '../called.ts';
import type { Environment } from '../environment.ts';
import type { Halt } from '../halts/halts.ts';
import { happened, replyCouldNotLeave, timerFell } from '../happenings.ts';
import { type MigrateCommand, type MigratedCase, migrated } from '../migrate.ts';
import { reviewed } from '../reviewed.ts';
import type { CaseState, ReplyRequest, ReviewRequest } from '../state.ts';
import { tookOver } from '../taken-over.ts';
import { understood } from '../understood.ts';
import { environmentOf } from './environment-of.ts';
import { perform } from './passing.ts';
import { openTestCase, type TestCase } from './test-case.ts';
import { type SampleMail, understoodMail } from './understood-mail.ts';

export interface ScenarioParts {
  readonly journeys: readonly Journey[];
  readonly connector: Connector;
  readonly call: EffectRunner;
  readonly clock: FakeClock;
  readonly mode?: 'auto' | 'assist';
  readonly halts?: readonly Halt[];
  readonly caseNumber?: string;
}

/** What a test may look at. */
interface Views {
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
}

/** A conversation: what can be done, and what came of it. */
export interface Scenario extends Views {
  /** The customer writes; calls that follow are made unless `isBusy`. */
  mail(sample: SampleMail, options?: { isBusy?: boolean }): Promise<void>;
  /** An advisor decides the open review, or the one given. */
  decide(decision: Decision, about?: { review?: ReviewRequest; data?: JsonObject; isBusy?: boolean }): Promise<void>;
  /** Time passes; timers fall due in order. */
  wait(days: number): Promise<void>;
  /** Something happens in the company's systems; answers whether a run waited for it. */
  event(name: string, data?: JsonObject): boolean;
  /** The run goes to the version of another journeys' list. */
  migrate(command: MigrateCommand, to: readonly Journey[]): MigratedCase;
  replyFails(code: string, purpose?: ReplyRequest['purpose'], suppressed?: Suppression, side?: string): void;
  /** An advisor does something to the case: takes it over, merges it… */
  act(action: Acted['action'], more?: Partial<Acted>): void;
  /** A timer falls due, even one that was cancelled meanwhile. */
  fall(timer: string): void;
  /** Makes the calls that wait, and those that follow. */
  settle(): Promise<void>;
}

type Acted = Parameters<typeof advisorActed.about>[1];

const DAY_MS = 86_400_000;
export function playScenario(parts: ScenarioParts): Scenario {
  const { clock, call, caseNumber = '7Q2K-9MXD-4' } = parts;
  const env: { -readonly [K in keyof Environment]: Environment[K] } = environmentOf(parts);
  const played = openTestCase(caseNumber, clock);
  const { apply, effects, timers } = played;
  const views = viewsOf(played);
  const settle = async (): Promise<void> => {
    for (let next = effects.shift(); next; next = effects.shift()) {
      const effect = next;
      const result = await perform(call, effect, caseNumber, clock);
      apply((state, context) => called(env)(effect, result, state, context));
    }
  };
  return {
    ...views,
    settle,
    async mail(sample, { isBusy = false } = {}) {
      const data = understoodMail(sample);
      apply((state, context) => understood(env)({ data } as never, state, context));
      if (!isBusy) await settle();
    },
    async decide(decision, { review = views.review(), data, isBusy = false } = {}) {
      const { reviewId, runVersion } = review;
      const advisor = { id: 'lea', name: 'Léa' };
      const decided = { reviewId, runVersion, decision, advisor, ...(data ? { data } : {}) };
      apply((state, context) => reviewed(env)({ data: decided } as never, state, context));
      if (!isBusy) await settle();
    },
    async wait(days) {
      const end = clock.now() + days * DAY_MS;
      for (let next = firstOf(timers); next && next[1] <= end; next = firstOf(timers)) {
        const [timer, due] = next;
        await clock.advance(Math.max(0, due - clock.now()));
        timers.delete(timer);
        apply((state, context) => timerFell(env)(timer, state, context));
        await settle();
      }
      await clock.advance(end - clock.now());
    },
    event(name, data) {
      let awaited = false;
      apply((state, context) => {
        const { answer, ...outcome } = happened(env)({ name, ...(data && { data }) }, state, context);
        awaited = (answer as { awaited: boolean }).awaited;
        return outcome;
      });
      return awaited;
    },
    migrate(command, to) {
      let told: MigratedCase = { verdict: 'not-concerned' };
      const both = environmentOf({ ...parts, journeys: [...parts.journeys, ...to] });
      apply((state, context) => {
        const { answer, ...outcome } = migrated(both)(command, state, context);
        told = answer as MigratedCase;
        return outcome;
      });
      if (told.verdict !== 'not-concerned' && !command.isPreview) env.journeys = both.journeys;
      return told;
    },
    fall(timer) {
      timers.delete(timer);
      apply((state, context) => timerFell(env)(timer, state, context));
    },
    act(action, more = {}) {
      const data = { action, advisor: { id: 'lea', name: 'Léa' }, ...more };
      apply((state, context) => tookOver({ data } as never, state, context));
    },
    replyFails(code, purpose = 'answer', suppressed = undefined, side = undefined) {
      const data = { ...failure(code, purpose), ...(suppressed && { suppressed }), ...(side && { side }) };
      apply((state, context) => replyCouldNotLeave({ data } as never, state, context));
    },
  };
}

function viewsOf({ state, events, timers }: TestCase): Views {
  const published = <Data>(topic: string): Data[] =>
    events.filter(({ definition }) => definition.topic === topic).map(({ data }) => data as Data);
  const replies = (): ReplyRequest[] => published('reply.requested');
  const review = (): ReviewRequest => {
    const { review: open, status } = state();
    if (!open) throw new Error(`no review is open; the case is ${status}`);
    return open.request;
  };
  return {
    state,
    status: () => state().status,
    events,
    replies,
    said: () =>
      replies().flatMap(({ content }) =>
        content.kind === 'journey' ? content.templates : content.kind === 'written' ? [content.text] : [],
      ),
    reviews: () => published(reviewRequested.topic),
    review,
    reasons: () => review().reasons.map(({ code }) => code),
    timers: () => [...timers.keys()],
  };
}

function firstOf(timers: ReadonlyMap<string, number>): [string, number] | undefined {
  return [...timers].sort(([, a], [, b]) => a - b)[0];
}

function failure(code: string, purpose: ReplyRequest['purpose']): Parameters<typeof replyFailed.about>[1] {
  const reply = { replyId: 'reply', purpose, mailbox: 'sav@boutique.example', language: 'fr' } as const;
  return { ...reply, code, detail: 'raison', permanent: true };
}
