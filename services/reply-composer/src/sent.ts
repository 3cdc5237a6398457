/** A mail was sent, waits for the server, or could not be: what is told of it, and of what it says as well. Pure. */
import { type Draft, replyFailed, replySent, type Suppression } from '@facteur/contracts';
import { isoTime } from '@facteur/primitives';
import type { EffectRequest, EffectResult, HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { whyHeld } from './guards.ts';
import type { ComposerState, Held, ReplyRequest, SendInput, Sent, WaitingReply } from './state.ts';
import { depart, putOff, withoutWaiting, withStatus } from './waiting.ts';

/** Failures that may pass: what cannot be done now may be done later. */
const PASSING: ReadonlySet<string> = new Set([
  'SMTP_UNREACHABLE',
  'DISK_FULL',
  'DATA_FOLDER_UNUSABLE',
  'STORE_UNAVAILABLE',
  'BLOB_UNAVAILABLE',
  'CONFLICT',
]);

/** Handler of what the effect `send` came to. */
export function sendDone(rules: ComposerRules) {
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
  const merged = mergedInto(request, state);
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
  let after = withStatus(state, request.replyId, status);
  const effects: EffectRequest[] = [];
  for (const mail of mergedInto(request, state)) {
    const departed = depart(mail, after, context.now, rules);
    after = departed.state;
    effects.push(...departed.effects);
  }
  return { state: after, effects, events: [failedEvent(context, request, failure)] };
}

function mergedInto({ replyId }: ReplyRequest, { waiting = [] }: ComposerState): readonly WaitingReply[] {
  return waiting.filter((mail) => mail.mergedInto === replyId);
}

function sentEvent(
  { subject: caseNumber, now }: HandlerContext,
  request: ReplyRequest,
  { messageId, subject, text, refused = [] }: Sent,
  merges: readonly string[],
): Draft {
  const { replyId, purpose, mailbox, to, author } = request;
  return replySent.about(caseNumber, {
    ...{ replyId, purpose, mailbox, messageId, to, subject, text, author },
    sentAt: isoTime(now),
    ...(merges.length === 0 ? {} : { merges: [...merges] }),
    ...(refused.length === 0 ? {} : { refused: [...refused] }),
  }) as Draft;
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly permanent: boolean;
  readonly suppressed?: Suppression;
}

function failedEvent({ subject }: HandlerContext, request: ReplyRequest, failure: Failure): Draft {
  const { replyId, purpose, mailbox, language } = request;
  const { code, message, permanent, suppressed } = failure;
  return replyFailed.about(subject, {
    ...{ replyId, purpose, mailbox, language, code, permanent },
    detail: message,
    ...(suppressed === undefined ? {} : { suppressed }),
  }) as Draft;
}
