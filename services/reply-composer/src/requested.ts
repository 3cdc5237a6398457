/** A reply is wanted → it is being sent → it was sent, or could not be. Pure. */
import { type Draft, type Event, replyFailed, replySent, type Suppression } from '@facteur/contracts';
import type { AutomaticLimits } from '@facteur/mail';
import { isoTime } from '@facteur/primitives';
import type { EffectRequest, EffectResult, HandlerContext, Outcome } from '@facteur/runtime';
import { judgeReply, whyHeld } from './guards.ts';
import type { ComposerState, Held, ReplyRecord, ReplyRequest, SendInput, Sent } from './state.ts';

/** Writing the record at this version is what claims the mail: whoever comes second finds it there. */
export function requested(limits: AutomaticLimits) {
  return (event: Event<ReplyRequest>, state: ComposerState, { now }: HandlerContext): Outcome<ComposerState> => {
    const { replyId, purpose, language } = event.data;
    if (state.replies.some((reply) => reply.replyId === replyId)) return {};
    const { held, automatic } = judgeReply(event.data, state, now, limits);
    const input: SendInput = { request: event.data, askedAtMs: now, ...(held === undefined ? {} : { held }) };
    const record: ReplyRecord = { replyId, purpose, language, status: held === undefined ? 'sending' : 'suppressed' };
    return {
      state: { replies: [...state.replies, record], automatic },
      effects: [{ id: replyId, kind: 'send', input }],
    };
  };
}

/** The mail has left, or will not. */
export function sendDone(limits: AutomaticLimits) {
  return (
    effect: EffectRequest,
    result: EffectResult,
    state: ComposerState,
    context: HandlerContext,
  ): Outcome<ComposerState> => {
    const { request } = effect.input as SendInput;
    const [status, draft] = outcomeOf(context, request, result, limits);
    const replies = state.replies.map((reply) =>
      // It may have come back before we knew that it had left.
      reply.replyId === request.replyId && reply.status !== 'bounced' ? { ...reply, status } : reply,
    );
    return { state: { ...state, replies }, events: [draft] };
  };
}

function outcomeOf(
  context: HandlerContext,
  request: ReplyRequest,
  result: EffectResult,
  limits: AutomaticLimits,
): [ReplyRecord['status'], Draft] {
  if (!result.ok) return ['failed', failedEvent(context, request, { ...result, permanent: !PASSING.has(result.code) })];
  const value = result.value as Sent | Held;
  if (!('held' in value)) return ['sent', sentEvent(context, request, value)];
  const { held } = value;
  const message = whyHeld(held, limits);
  return [
    'suppressed',
    failedEvent(context, request, { code: 'REPLY_SUPPRESSED', message, permanent: true, suppressed: held }),
  ];
}

function sentEvent(
  { subject: caseNumber, now }: HandlerContext,
  request: ReplyRequest,
  { messageId, subject, text }: Sent,
): Draft {
  const { replyId, purpose, mailbox, to, author } = request;
  return replySent.about(caseNumber, {
    replyId,
    purpose,
    mailbox,
    messageId,
    sentAt: isoTime(now),
    to,
    subject,
    text,
    author,
  }) as Draft;
}

/** Failures that may pass: what was tried several times would perhaps succeed tomorrow. */
const PASSING: ReadonlySet<string> = new Set(['SMTP_UNREACHABLE', 'DISK_FULL', 'DATA_FOLDER_UNUSABLE']);

function failedEvent(
  { subject }: HandlerContext,
  request: ReplyRequest,
  failure: { code: string; message: string; permanent: boolean; suppressed?: Suppression },
): Draft {
  const { replyId, purpose, mailbox, language } = request;
  const { code, message, permanent, suppressed } = failure;
  return replyFailed.about(subject, {
    ...{ replyId, purpose, mailbox, language, code, permanent },
    detail: message,
    ...(suppressed === undefined ? {} : { suppressed }),
  }) as Draft;
}
