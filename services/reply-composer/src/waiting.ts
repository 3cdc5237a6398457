/** Mails that wait: an acknowledgement for an answer that says it as well, any mail for a server that does not take it yet. Pure. */
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { judgeReply, mayTell } from './guards.ts';
import type { ComposerState, ReplyRecord, ReplyRequest, SendInput, TellInput, WaitingReply } from './state.ts';

/** The timer of a mail that waits. */
export function timerOf(replyId: string): string {
  return `send/${replyId}`;
}

/** Sends it; each attempt after a wait is an effect of its own, and the same mail. */
export function sending(input: SendInput): EffectRequest {
  const { replyId } = input.request;
  return { id: input.putOff === undefined ? replyId : `${replyId}.${input.putOff}`, kind: 'send', input };
}

/** An acknowledgement waits; an answer that is under way already takes it along. */
export function acknowledgeLater(
  input: SendInput,
  state: ComposerState,
  { acknowledgeWithinMs }: ComposerRules,
): Outcome<ComposerState> {
  const { replyId } = input.request;
  const answer = state.replies.find((reply) => mayTell(reply) && isUnderWay(reply.status));
  const waiting: WaitingReply = { input, for: 'answer', ...(answer && { mergedInto: answer.replyId }) };
  return {
    state: { ...noted(state, input.request, 'waiting'), waiting: [...(state.waiting ?? []), waiting] },
    ...(answer ? {} : { timers: { [timerOf(replyId)]: input.askedAtMs + acknowledgeWithinMs } }),
  };
}

/** A mail that says something: it takes along an acknowledgement that waits, and opens the correspondence where it is the first. */
export function sendNow(input: SendInput, state: ComposerState, { acknowledgeWithinMs }: ComposerRules) {
  const { request } = input;
  const tells = acknowledgeWithinMs > 0 && mayTell(request);
  const taken = (state.waiting ?? []).filter((mail) => tells && mail.for === 'answer' && mail.mergedInto === undefined);
  const waiting = (state.waiting ?? []).map((mail) =>
    taken.includes(mail) ? { ...mail, mergedInto: request.replyId } : mail,
  );
  return {
    state: { ...noted(state, request, 'sending'), ...(waiting.length === 0 ? {} : { waiting }) },
    effects: [sending(tells && !hasWord(state) ? { ...input, opens: true } : input)],
    timers: Object.fromEntries(taken.map((mail) => [timerOf(mail.input.request.replyId), null])),
  } satisfies Outcome<ComposerState>;
}

/** Handler of timers: the mail that waited leaves, unless its case says meanwhile that it must not. */
export function waitOver(rules: ComposerRules) {
  return (timer: string, state: ComposerState, { now }: HandlerContext): Outcome<ComposerState> => {
    const mail = state.waiting?.find(({ input }) => timerOf(input.request.replyId) === timer);
    // Merged meanwhile: the answer decides what becomes of it.
    if (mail === undefined || mail.mergedInto !== undefined) return {};
    return depart(mail, state, now, rules);
  };
}

/**
 * A mail that waited leaves now. What was tried before was judged and counted then. An acknowledgement whose answer could not leave is
 * given up as late as if it had been tried all the while.
 */
export function depart(
  mail: WaitingReply,
  state: ComposerState,
  now: number,
  { limits }: ComposerRules,
): { state: ComposerState; effects: EffectRequest[] } {
  const { mergedInto, input } = mail;
  const { request, askedAtMs } = input;
  const rest = withoutWaiting(state, [mail]);
  if (mail.for === 'server') return { state: withStatus(rest, request.replyId, 'sending'), effects: [sending(input)] };
  const others = { ...rest, replies: rest.replies.filter(({ replyId }) => replyId !== request.replyId) };
  const { held, automatic } = judgeReply(request, others, now, limits);
  const status = held === undefined ? 'sending' : 'suppressed';
  return {
    state: { ...withStatus(rest, request.replyId, status), automatic },
    effects: [
      sending({ ...input, ...(held === undefined ? {} : { held }), ...(mergedInto && { firstTriedMs: askedAtMs }) }),
    ],
  };
}

/** The server does not take the mail for the time being: when it is tried again, or undefined when it is given up. */
export function putOff(
  input: SendInput,
  code: string,
  state: ComposerState,
  { now, inputId }: HandlerContext,
  { retry }: ComposerRules,
): Outcome<ComposerState> | undefined {
  const { replyId } = input.request;
  const { putOff: before = 0, firstTriedMs = now } = input;
  const wait = retry.waitsMs[before] ?? retry.waitsMs.at(-1) ?? 0;
  const untilMs = now + wait;
  if (untilMs > firstTriedMs + retry.giveUpAfterMs) return undefined;
  const again: SendInput = { ...input, putOff: before + 1, firstTriedMs };
  const tell: TellInput = { replyId, code, putOff: before + 1, untilMs };
  return {
    state: {
      ...withStatus(state, replyId, 'waiting'),
      waiting: [...(state.waiting ?? []), { input: again, for: 'server' }],
    },
    timers: { [timerOf(replyId)]: untilMs },
    effects: [{ id: `tell/${inputId}`, kind: 'tell-waiting', input: tell }],
  };
}

/** The state with a further reply. */
export function noted(
  state: ComposerState,
  { replyId, purpose, language }: ReplyRequest,
  status: ReplyRecord['status'],
): ComposerState {
  return { ...state, replies: [...state.replies, { replyId, purpose, language, status }] };
}

/** The state with that of a reply changed. It may have come back before we knew that it had left. */
export function withStatus(state: ComposerState, id: string, status: ReplyRecord['status']): ComposerState {
  const replies = state.replies.map((reply) =>
    reply.replyId === id && reply.status !== 'bounced' ? { ...reply, status } : reply,
  );
  return { ...state, replies };
}

/** The state in which these wait no more. */
export function withoutWaiting(
  { waiting = [], ...state }: ComposerState,
  gone: readonly WaitingReply[],
): ComposerState {
  const left = waiting.filter((mail) => !gone.includes(mail));
  return left.length === 0 ? state : { ...state, waiting: left };
}

/** A mail has reached the customer, or is about to. */
function hasWord({ replies, waiting = [] }: ComposerState): boolean {
  const awaiting = new Set(waiting.filter((mail) => mail.for === 'answer').map(({ input }) => input.request.replyId));
  return replies.some(({ replyId, status }) => REACHES.has(status) && !awaiting.has(replyId));
}

const REACHES: ReadonlySet<ReplyRecord['status']> = new Set(['waiting', 'sending', 'sent', 'bounced']);

function isUnderWay(status: ReplyRecord['status']): boolean {
  return status === 'sending' || status === 'waiting';
}
