/** One input applied to a state document: pure, so that doing it again after a version conflict is harmless. */
import type { Event } from '@facteur/contracts';
import { AppError, type Random } from '@facteur/primitives';
import { deadLetterEvents, type Parked } from './dead-letter.ts';
import { encodeDrafts, type Keys } from './event-codec.ts';
import type { FailureReason } from './failure.ts';
import type { EffectRequest, EffectResult, Flow, HandlerContext, LogEntry, Outcome } from './flow.ts';
import { writtenMs } from './outbox.ts';
import type { OutboxEntry, StateDocument } from './state-document.ts';
import { timerEventId } from './timers.ts';
import { childTrace } from './trace.ts';

/** What can happen to a state document. `id` makes each take effect once. */
export type Input =
  | { readonly kind: 'event'; readonly id: string; readonly event: Event; readonly topic: string }
  | { readonly kind: 'command'; readonly id: string; readonly name: string; readonly payload: unknown }
  | {
      readonly kind: 'effect';
      readonly id: string;
      readonly effect: EffectRequest;
      readonly result: EffectResult;
      /** Someone told the result: one that does not fit is refused, like a command. */
      readonly isTold?: boolean;
    }
  /** An effect whose result no handler could take: it is not done again, and people are told. */
  | { readonly kind: 'abandoned'; readonly id: string; readonly effect: EffectRequest; readonly reason: FailureReason }
  /** A parked event that someone gave up: from now on it counts as handled. */
  | { readonly kind: 'dropped'; readonly id: string; readonly parked: Parked }
  | { readonly kind: 'unreadable'; readonly id: string; readonly error: unknown }
  | { readonly kind: 'published' };

/** What the runner knows besides the document. */
export interface FoldContext {
  readonly nowMs: number;
  readonly keys: Keys;
  readonly random: Random;
  /** Ids of events that this process knows to be on the bus. */
  readonly isPublished: (eventId: string) => boolean;
  /** Ids handled before are forgotten (ms): no redelivery can bring them back. */
  readonly forgetBeforeMs: number;
}

/** The new document; `changed` false means that nothing needs writing. */
export interface Folded<State> {
  readonly doc: StateDocument<State>;
  readonly changed: boolean;
  /** Handled before, by its id: so it stays, whatever else the document became. */
  readonly isKnown?: boolean;
  readonly answer?: unknown;
  readonly entries?: readonly LogEntry[];
}

/** Applies `input`. @throws what the handler throws; the document then stays as it was */
export function fold<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  input: Input,
  context: FoldContext,
): Folded<State> {
  if (input.kind === 'published') return forgetPublished(doc, context);
  if (input.kind === 'unreadable') throw input.error;
  if (doc.inbox.some(([id]) => id === input.id)) return { doc, changed: false, isKnown: true };
  if (hasNoPlace(doc, input)) return { doc, changed: false };
  const handled = handle(flow, doc, input, {
    now: context.nowMs,
    key: doc.key,
    subject: doc.subject,
    revision: doc.version + 1,
    inputId: input.id,
  });
  if (handled === undefined) return { doc, changed: false };
  return {
    doc: merge(flow, doc, input, handled, context),
    changed: true,
    answer: handled.answer,
    entries: handled.entries ?? [],
  };
}

type Handled = Exclude<Input, { kind: 'published' | 'unreadable' }>;

/** The effect is no longer wanted, or there is nothing from which to drop. */
function hasNoPlace({ effects, version }: StateDocument<unknown>, input: Handled): boolean {
  if (input.kind === 'dropped') return version === 0;
  return 'effect' in input && !effects.some(({ id }) => id === input.effect.id);
}

function handle<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  input: Handled,
  context: HandlerContext,
): Outcome<State> | undefined {
  switch (input.kind) {
    case 'command': {
      const handler = flow.commands.get(input.name);
      if (!handler) throw new AppError('INTERNAL', `${flow.name} has no command ${input.name}`);
      return handler(input.payload, doc.state, context);
    }
    case 'effect':
      return flow.effects.get(input.effect.kind)?.done(input.effect, input.result, doc.state, context) ?? {};
    case 'abandoned':
      return {};
    case 'dropped':
      return { timers: timerOf(doc, input.parked.event.data) };
    case 'event':
      if (input.topic === 'timer.fired') return handleTimer(flow, doc, input.event, context);
      return flow.events.get(input.topic)?.handle(input.event, doc.state, context);
  }
}

/** A timer that is no longer awaited, or was set anew meanwhile, is ignored. */
function handleTimer<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  event: Event,
  context: HandlerContext,
): Outcome<State> | undefined {
  const fallen = timerOf(doc, event.data);
  const [timer] = Object.keys(fallen);
  if (timer === undefined) return undefined;
  const outcome = flow.timer?.(timer, doc.state, context) ?? {};
  return { ...outcome, timers: { ...fallen, ...outcome.timers } };
}

/** Cancels the timer that the data of a `timer.fired` name, if it is still awaited at that time. */
function timerOf(doc: StateDocument<unknown>, data: unknown): Record<string, null> {
  const { timer = '', dueAt = '' } = (data ?? {}) as { timer?: string; dueAt?: string };
  return doc.timers[timer] === Date.parse(dueAt) ? { [timer]: null } : {};
}

function merge<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  input: Handled,
  outcome: Outcome<State>,
  context: FoldContext,
): StateDocument<State> {
  const { nowMs, keys, random, forgetBeforeMs } = context;
  const traceparent = traceOf(input) ?? childTrace(undefined, random);
  const cause = { id: input.id, source: flow.name, nowMs, traceparent };
  const events = [
    ...encodeDrafts((outcome.events ?? []) as never[], cause, keys, random),
    ...(input.kind === 'abandoned' ? lettersOf(flow.name, doc, input, context) : []),
  ];
  const kept = keptOutbox(doc, context);
  const effects = effectsAfter(doc, input, outcome.effects ?? [], { traceparent, since: causedMs(input, nowMs) });
  const unheld = input.kind !== 'event' && events.length > 0;
  const stillPending = doc.pending !== undefined && kept.length > 0;
  const inbox = [...doc.inbox.filter(([, at]) => at >= forgetBeforeMs), [input.id, nowMs] as const];
  return {
    ...doc,
    state: outcome.state ?? doc.state,
    inbox,
    outbox: [...kept, ...events],
    timers: timersAfter(flow.name, { ...doc, inbox }, outcome.timers ?? {}, nowMs),
    effects,
    pending: effects.length > 0 || unheld || stillPending ? (doc.pending ?? nowMs) : undefined,
    born: doc.version === 0 ? (doc.born ?? causedMs(input, nowMs)) : doc.born,
  };
}

/**
 * When what an input tells of happened, as far as is known: an event may be delivered long after, a timer fire late, and what follows from
 * an effect was wanted when that was. Undefined: before that was noted.
 */
function causedMs(input: Handled, nowMs: number): number | undefined {
  if ('effect' in input) return input.effect.since;
  if (input.kind !== 'event') return nowMs;
  const { dueAt } = (input.topic === 'timer.fired' ? input.event.data : {}) as { dueAt?: string };
  const times = [input.event.time, dueAt].map((time) => Date.parse(time ?? '')).filter((ms) => !Number.isNaN(ms));
  return Math.min(nowMs, ...times);
}

function traceOf(input: Handled): string | undefined {
  if (input.kind === 'event') return input.event.traceparent;
  return 'effect' in input ? input.effect.traceparent : undefined;
}

function lettersOf(
  flow: string,
  { subject }: StateDocument<unknown>,
  { id, effect, reason }: Extract<Input, { kind: 'abandoned' }>,
  context: FoldContext,
): OutboxEntry[] {
  // Nothing of the effect's input or result: the letter is not sealed.
  const parked = { topic: `effect.${effect.kind}`, event: { id, type: 'effect', subject } };
  return deadLetterEvents(flow, subject, parked, reason, context);
}

/** What is not known to be published, and not so old that it must have been. */
function keptOutbox(
  { outbox, pending }: StateDocument<unknown>,
  { isPublished, forgetBeforeMs }: FoldContext,
): readonly OutboxEntry[] {
  return outbox.filter(
    ({ event }) => !isPublished(event.id) && (pending !== undefined || writtenMs(event) >= forgetBeforeMs),
  );
}

/** An effect that is under way, or was done, is not done again when it is asked for again. */
function effectsAfter(
  { effects, inbox }: StateDocument<unknown>,
  input: Handled,
  wanted: readonly EffectRequest[],
  noted: Pick<EffectRequest, 'traceparent' | 'since'>,
): readonly EffectRequest[] {
  if (effects.length === 0 && wanted.length === 0) return effects;
  const finished = 'effect' in input ? input.effect.id : undefined;
  const after = new Map(effects.filter(({ id }) => id !== finished).map((effect) => [effect.id, effect]));
  const done = new Set(inbox.map(([id]) => id)).add(input.id);
  for (const effect of wanted) {
    if (!after.has(effect.id) && !done.has(effectInputId(effect.id))) after.set(effect.id, { ...effect, ...noted });
  }
  return [...after.values()];
}

/** The input id of an effect's result. */
export function effectInputId(effectId: string): string {
  return `effect/${effectId}`;
}

/** Due times are whole milliseconds; one whose event was handled already falls due a millisecond later, as another event. */
function timersAfter(
  flow: string,
  { key, timers, inbox }: Pick<StateDocument<unknown>, 'key' | 'timers' | 'inbox'>,
  changes: Readonly<Record<string, number | null>>,
  nowMs: number,
): Record<string, number> {
  const merged: Record<string, number> = { ...timers };
  const isHandled = (id: string): boolean => inbox.some(([handled]) => handled === id);
  for (const [name, wanted] of Object.entries(changes)) {
    delete merged[name];
    if (wanted === null) continue;
    let due = Math.ceil(wanted);
    if (Number.isNaN(new Date(due).getTime())) throw new AppError('INTERNAL', `${flow} sets ${name} to no time`);
    while (due <= nowMs && isHandled(timerEventId(flow, key, name, due))) due += 1;
    merged[name] = due;
  }
  return merged;
}

function forgetPublished<State>(doc: StateDocument<State>, { isPublished }: FoldContext): Folded<State> {
  if (doc.pending === undefined) return { doc, changed: false };
  const outbox = doc.outbox.filter(({ event }) => !isPublished(event.id));
  const pending = outbox.length > 0 || doc.effects.length > 0 ? doc.pending : undefined;
  return { doc: { ...doc, outbox, pending }, changed: pending === undefined };
}
