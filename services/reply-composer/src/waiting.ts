/** Mails that leave, or wait: an acknowledgement for an answer that says it as well, any for a server that does not take it yet. Pure. */
import type { EffectRequest, HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { isAcknowledgement, judgeReply, mayTell } from './guards.ts';
import { hasWord, isUnderWay, noted, withStatus } from './records.ts';
import type { ComposerState, ReplyRequest, SendInput, WaitingReply } from './state.ts';

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
function acknowledgeLater(input: SendInput, state: ComposerState, { acknowledgeWithinMs }: ComposerRules) {
  const { replyId } = input.request;
  const answer = state.replies.find((reply) => mayTell(reply) && isUnderWay(reply.status));
  const waiting: WaitingReply = { input, for: 'answer', ...(answer && { mergedInto: answer.replyId }) };
  return {
    state: { ...noted(state, input.request, 'waiting'), waiting: [...(state.waiting ?? []), waiting] },
    ...(answer ? {} : { timers: { [timerOf(replyId)]: input.askedAtMs + acknowledgeWithinMs } }),
  } satisfies Outcome<ComposerState>;
}

/** A mail leaves unless its case says that it must not; an acknowledgement may wait a little. */
export function sendJudged(
  input: SendInput,
  state: ComposerState,
  now: number,
  rules: ComposerRules,
): Outcome<ComposerState> & { readonly state: ComposerState } {
  const { request } = input;
  const { held, automatic } = judgeReply(request, state, now, rules.limits);
  if (held !== undefined)
    return { state: { ...noted(state, request, 'suppressed'), automatic }, effects: [sending({ ...input, held })] };
  // An acknowledgement that waits counts once it leaves.
  if (isAcknowledgement(request) && rules.acknowledgeWithinMs > 0) return acknowledgeLater(input, state, rules);
  return sendNow(input, { ...state, automatic }, rules);
}

/** A mail that says something: it takes along an acknowledgement that waits, and opens the correspondence where it is the first. */
function sendNow(input: SendInput, state: ComposerState, { acknowledgeWithinMs }: ComposerRules) {
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
    // Merged meanwhile: the answer decides what becomes of it. Held: whoever holds the case does.
    if (mail === undefined || mail.mergedInto !== undefined || mail.for === 'advisor') return {};
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

/** What a mail that does not leave was to say as well leaves by itself. */
export function departMerged(
  { replyId }: ReplyRequest,
  before: ComposerState,
  now: number,
  rules: ComposerRules,
): { state: ComposerState; effects: EffectRequest[] } {
  let state = before;
  const effects: EffectRequest[] = [];
  for (const mail of mergedInto(replyId, before)) {
    const departed = depart(mail, state, now, rules);
    state = departed.state;
    effects.push(...departed.effects);
  }
  return { state, effects };
}

/** Mails that the one of `replyId` says as well. */
export function mergedInto(replyId: string, { waiting = [] }: ComposerState): readonly WaitingReply[] {
  return waiting.filter((mail) => mail.mergedInto === replyId);
}

/** The state in which these wait no more. */
export function withoutWaiting(
  { waiting = [], ...state }: ComposerState,
  gone: readonly WaitingReply[],
): ComposerState {
  const left = waiting.filter((mail) => !gone.includes(mail));
  return left.length === 0 ? state : { ...state, waiting: left };
}
