/** A reply is wanted → it is being sent → it was sent, or could not be. Pure. */
import { type Draft, type Event, replyFailed, replySent } from '@facteur/contracts';
import { isoTime } from '@facteur/primitives';
import type { EffectRequest, EffectResult, HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerState, ReplyRecord, ReplyRequest, SendInput, Sent } from './state.ts';

/** Writing the record at this version is what claims the mail: whoever comes second finds it there. */
export function requested(
  event: Event<ReplyRequest>,
  state: ComposerState,
  { now }: HandlerContext,
): Outcome<ComposerState> {
  const { replyId, purpose } = event.data;
  if (state.replies.some((reply) => reply.replyId === replyId)) return {};
  const input: SendInput = { request: event.data, askedAtMs: now };
  return {
    state: { replies: [...state.replies, { replyId, purpose, status: 'sending' }] },
    effects: [{ id: replyId, kind: 'send', input }],
  };
}

/** The mail has left, or will not. */
export function sendDone(
  effect: EffectRequest,
  result: EffectResult,
  state: ComposerState,
  context: HandlerContext,
): Outcome<ComposerState> {
  const { request } = effect.input as SendInput;
  const status: ReplyRecord['status'] = result.ok ? 'sent' : 'failed';
  const replies = state.replies.map((reply) => (reply.replyId === request.replyId ? { ...reply, status } : reply));
  const draft = result.ok ? sentEvent(context, request, result.value as Sent) : failedEvent(context, request, result);
  return { state: { replies }, events: [draft] };
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
  failure: { code: string; message: string },
): Draft {
  const { replyId, purpose, mailbox, language } = request;
  const permanent = !PASSING.has(failure.code);
  return replyFailed.about(subject, {
    replyId,
    purpose,
    mailbox,
    language,
    code: failure.code,
    detail: failure.message,
    permanent,
  }) as Draft;
}
