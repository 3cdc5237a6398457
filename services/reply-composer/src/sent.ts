/** A mail was sent, waits for the server, or could not be: what is told of it, and of what it says as well. Pure. */
import type { EffectRequest, EffectResult, HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { whyHeld } from './guards.ts';
import { release } from './held.ts';
import { putOff } from './put-off.ts';
import { withStatus } from './records.ts';
import type { ComposerState, Held, ReplyRequest, SendInput, Sent } from './state.ts';
import { both } from './taken-over.ts';
import { type Failure, failedEvent, sentEvent } from './told.ts';
import { departMerged, mergedInto, withoutWaiting } from './waiting.ts';

/** Failures that may pass: what cannot be done now may be done later. */
const PASSING: ReadonlySet<string> = new Set([
  'SMTP_UNREACHABLE',
  'DISK_FULL',
  'DATA_FOLDER_UNUSABLE',
  'KEYS_UNAVAILABLE',
  'STORE_UNAVAILABLE',
  'BLOB_UNAVAILABLE',
  'CONFLICT',
]);

/** Handler of what the effect `send` came to. Mails that were held until the last one had left follow it. */
export function sendDone(rules: ComposerRules) {
  const settle = settled(rules);
  return (
    effect: EffectRequest,
    result: EffectResult,
    state: ComposerState,
    context: HandlerContext,
  ): Outcome<ComposerState> => {
    const outcome = settle(effect, result, state, context);
    return both(outcome, release(outcome.state ?? state, context.now, rules));
  };
}

function settled(rules: ComposerRules) {
  return (
    effect: EffectRequest,
    result: EffectResult,
    state: ComposerState,
    context: HandlerContext,
  ): Outcome<ComposerState> => {
    const input = effect.input as SendInput;
    if (!result.ok) {
      const isPassing = PASSING.has(result.code);
      const later = isPassing ? putOff(input, result.code, state, context, rules) : undefined;
      return later ?? unsent(input, 'failed', { ...result, permanent: !isPassing }, { state, context, rules });
    }
    const value = result.value as Sent | Held;
    if (!('held' in value)) return left(input.request, value, state, context);
    const { held } = value;
    const failure = {
      code: 'REPLY_SUPPRESSED',
      message: whyHeld(held, rules.limits),
      permanent: true,
      suppressed: held,
    };
    return unsent(input, 'suppressed', failure, { state, context, rules });
  };
}

/** The mail has left, and with it what it says as well. */
function left(
  request: ReplyRequest,
  sent: Sent,
  state: ComposerState,
  context: HandlerContext,
): Outcome<ComposerState> {
  const merged = mergedInto(request.replyId, state);
  const merges = merged.map(({ input }) => input.request.replyId);
  const told = merges.reduce((each, id) => withStatus(each, id, 'merged'), withoutWaiting(state, merged));
  return {
    state: withStatus(told, request.replyId, 'sent'),
    events: [sentEvent(context, request, sent, merges)],
  };
}

/** It did not leave: what it was to say as well leaves by itself. */
function unsent(
  { request }: SendInput,
  status: 'failed' | 'suppressed',
  failure: Failure,
  { state, context, rules }: { state: ComposerState; context: HandlerContext; rules: ComposerRules },
): Outcome<ComposerState> {
  const after = departMerged(request, withStatus(state, request.replyId, status), context.now, rules);
  return { ...after, events: [failedEvent(context, request, failure)] };
}
