/** Mails of the bot that wait for the right to write: held while an advisor has the case, then sent one after another, or dropped. Pure. */
import type { EffectRequest, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { isAcknowledgement, isAside, isAutomatic } from './guards.ts';
import { noted, withStatus } from './records.ts';
import { mayWrite } from './right-to-write.ts';
import type { CaseEnd, ComposerState, ReplyRequest, SendInput, WaitingReply } from './state.ts';
import { departMerged, sending, sendJudged, timerOf, withoutWaiting } from './waiting.ts';

/** True of a mail that may not leave, or not yet: those held before it leave first. */
export function mustWait(request: ReplyRequest, state: ComposerState): boolean {
  if (!mayWrite(request, state)) return true;
  return isAutomatic(request) && !isAcknowledgement(request) && nextToLeave(state) !== undefined;
}

/**
 * True of a mail that the bot wanted of itself before the case was handed back, and of which nobody would want to hear now: it would have been
 * held, and dropped.
 */
export function isTooLate(input: SendInput, { right, ended }: ComposerState): boolean {
  const { request, asked } = input;
  if (right === undefined || right.holder || asked === undefined || asked.at >= right.at) return false;
  if (!isAutomatic(request) || isAcknowledgement(request) || request.onWordOf !== undefined) return false;
  return request.purpose === 'reminder' || isOver(input, ended);
}

/** Keeps a mail. What it was to say as well leaves by itself: it is no answer. */
export function hold(
  input: SendInput,
  state: ComposerState,
  now: number,
  rules: ComposerRules,
): { state: ComposerState; effects: EffectRequest[] } {
  const { request } = input;
  const isDropped = isOver(input, state.ended);
  const { state: after, effects } = departMerged(request, state, now, rules);
  const stands = noted(after, request, isDropped ? 'dropped' : 'held');
  if (isDropped) return { state: stands, effects };
  return { state: { ...stands, waiting: [...(stands.waiting ?? []), { input, for: 'advisor' }] }, effects };
}

/** Holds what waits for the server and may not leave any more. */
export function holdPutOff(
  before: ComposerState,
  now: number,
  rules: ComposerRules,
): Outcome<ComposerState> & { readonly state: ComposerState } {
  const caught = (before.waiting ?? []).filter(
    (mail) => mail.for === 'server' && !mayWrite(mail.input.request, before),
  );
  let state = withoutWaiting(before, caught);
  const effects: EffectRequest[] = [];
  for (const { input } of caught) {
    const held = hold(input, state, now, rules);
    state = held.state;
    effects.push(...held.effects);
  }
  const timers = Object.fromEntries(caught.map(({ input }) => [timerOf(input.request.replyId), null]));
  return { state, effects, timers };
}

/**
 * The oldest of those that may leave does, unless a mail is on its way: customers get them in the order in which they were wanted. Called again
 * once that one has left.
 */
export function release(
  state: ComposerState,
  now: number,
  rules: ComposerRules,
): Outcome<ComposerState> & { readonly state: ComposerState } {
  const next = nextToLeave(state);
  if (next === undefined || isOneLeaving(state)) return { state };
  const { input } = next;
  const rest = withoutWaiting(state, [next]);
  // It may have arrived: then it is the same mail again, as it was judged and counted.
  if (input.putOff !== undefined)
    return { state: withStatus(rest, input.request.replyId, 'sending'), effects: [sending(input)] };
  return sendJudged({ ...input, askedAtMs: now }, rest, now, rules);
}

function isOneLeaving({ replies }: ComposerState): boolean {
  return replies.some((reply) => reply.status === 'sending' && !isAside(reply));
}

function nextToLeave(state: ComposerState): WaitingReply | undefined {
  const free = heldIn(state).filter(({ input }) => mayWrite(input.request, state));
  return free.sort((a, b) => a.input.askedAtMs - b.input.askedAtMs)[0];
}

/** The state without the held reminders: a customer who heard from an advisor meanwhile is not told to write. */
export function withoutReminders(state: ComposerState): ComposerState {
  return dropped(state, ({ request }) => request.purpose === 'reminder');
}

/** The state of a case that has ended: what was held before says nothing any more. */
export function afterEnd(state: ComposerState, ended: CaseEnd): ComposerState {
  return dropped({ ...state, ended }, (input) => isOver(input, ended));
}

/** Wanted before the case ended, whichever topic tells of it first; what the same input wanted belongs to the end. */
function isOver({ asked }: SendInput, ended: CaseEnd | undefined): boolean {
  if (ended === undefined) return false;
  if (asked === undefined) return true;
  return asked.at <= ended.at && (asked.cause === undefined || asked.cause !== ended.cause);
}

function dropped(state: ComposerState, isGone: (input: SendInput) => boolean): ComposerState {
  const gone = heldIn(state).filter(({ input }) => isGone(input));
  return gone.reduce(
    (each, { input }) => withStatus(each, input.request.replyId, 'dropped'),
    withoutWaiting(state, gone),
  );
}

function heldIn({ waiting = [] }: ComposerState): WaitingReply[] {
  return waiting.filter((mail) => mail.for === 'advisor');
}
