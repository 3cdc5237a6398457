/**
 * What a decision would lead to, before it is taken: the case's own state through the very handlers, look-ups really asked, money and goods
 * only imagined. Nothing is kept and nothing leaves.
 */
import type { Connector } from '@facteur/connectors';
import type { Decision } from '@facteur/contracts';
import { AppError, isAppError, isoTime, type JsonObject, messageOf } from '@facteur/primitives';
import type { Kernel, Runner } from '@facteur/runtime';
import type { CallAnswer, CallInput } from './call.ts';
import { called } from './called.ts';
import type { Environment } from './environment.ts';
import { type ImaginedCase, imaginedCase } from './replay/imagined-case.ts';
import type { PlayedEffect, PlayedReply, PlayedReview } from './replay/seen.ts';
import { imagined } from './replay/simulated-answers.ts';
import { reviewed } from './reviewed.ts';
import type { Actor, CaseState } from './state.ts';

/** What an advisor thinks of deciding. */
export interface Intended {
  readonly decision: Extract<Decision, { kind: 'option' | 'intent' }>;
  /** Corrected or added data. */
  readonly data?: JsonObject | undefined;
}

/** What would follow, until the customer, an advisor or the clock is waited for. */
export interface Preview {
  readonly replies: readonly PlayedReply[];
  /** Money and goods that would move. */
  readonly effects: readonly PlayedEffect[];
  readonly reviews: readonly PlayedReview[];
  readonly status: CaseState['status'];
  readonly outcome?: string;
  /** Why it cannot be told further. */
  readonly unknown?: string;
}

/** What previews need. */
export interface PreviewParts {
  readonly env: Environment;
  readonly runner: Pick<Runner<CaseState>, 'read'>;
  readonly connector: Connector;
  readonly clock: Kernel['clock'];
}

/** More calls than these: steps that lead to each other. */
const MOST_CALLS = 30;
const TIMEOUT_MS = 5_000;

/** @throws AppError (of the answer) `NOT_FOUND` for a case that nobody knows, `CONFLICT` when nothing waits for a decision */
export function openPreview(parts: PreviewParts) {
  return async (number: string, intended: Intended, advisor: Actor): Promise<Preview> => {
    const state = await stateOf(parts.runner, number);
    const { review } = state;
    if (!review) throw new AppError('CONFLICT', 'Rien n’attend de décision dans ce dossier');
    const { reviewId, runVersion } = review.request;
    const decided = { ...intended, reviewId, runVersion, advisor };
    const revision = Math.max(runVersion, state.run?.movedAt ?? 0);
    const play = imaginedCase(parts.env, number, { first: state, revision, name: 'preview' });
    const now = parts.clock.now();
    play.apply((current, context) => reviewed(parts.env)({ data: decided } as never, current, context), now);
    const unknown = await makeCalls(parts, play, now);
    const { replies, reviews, effects, outcome } = play.seen;
    const { status } = play.state();
    return {
      ...{ replies, reviews, effects, status },
      ...(outcome === undefined || status !== 'closed' ? {} : { outcome }),
      ...(unknown === undefined ? {} : { unknown }),
    };
  };
}

async function stateOf(runner: PreviewParts['runner'], number: string): Promise<CaseState> {
  const known = await runner.read(number).catch((error: unknown) => {
    if (isAppError(error, 'KEY_ERASED')) return undefined;
    throw error;
  });
  if (!known) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${number}`);
  return known.state;
}

/** Answers the calls that the run wants, and those that follow; why it could not, if so. */
async function makeCalls(parts: PreviewParts, play: ImaginedCase, now: number): Promise<string | undefined> {
  const { env } = parts;
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const effect = play.effects.shift();
    if (effect === undefined) return undefined;
    const call = effect.input as CallInput;
    try {
      const value = await answerTo(parts, call, now);
      const moves = (env.effectOf(call.operation) ?? 'none') !== 'none';
      if (moves) play.seen.effects.push({ operation: call.operation, input: call.input });
      play.apply((current, context) => called(env)(effect, { ok: true, value: value as never }, current, context), now);
    } catch (error) {
      return `${call.operation} ne répond pas : ${messageOf(error)}`;
    }
  }
  return 'le parcours tourne en rond';
}

/** Look-ups are asked; what changes something is imagined to be done. */
async function answerTo(
  { env, connector }: PreviewParts,
  { operation, input, sender }: CallInput,
  now: number,
): Promise<CallAnswer> {
  if ((env.effectOf(operation) ?? 'none') !== 'none') {
    const outputs = connector.operations.find(({ name }) => name === operation)?.outputs ?? {};
    return { kind: 'done', output: imagined(input, outputs, isoTime(now).slice(0, 10)) };
  }
  const result = await connector.call({ operation, input, sender, timeoutMs: TIMEOUT_MS });
  return result.ok
    ? { kind: 'done', output: result.output }
    : { kind: 'refused', code: result.code, message: result.message };
}
