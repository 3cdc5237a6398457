/** One input applied to a state document: pure, so that doing it again after a version conflict is harmless. */
import type { Event } from '@facteur/contracts';
import { AppError, type Random } from '@facteur/primitives';
import { encodeDrafts, type Keys } from './event-codec.ts';
import type { EffectRequest, EffectResult, Flow, HandlerContext, LogEntry, Outcome } from './flow.ts';
import type { OutboxEntry, StateDocument } from './state-document.ts';

/** What can happen to a state document. `id` makes each take effect once. */
export type Input =
  | { readonly kind: 'event'; readonly id: string; readonly event: Event; readonly topic: string }
  | { readonly kind: 'command'; readonly id: string; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'effect'; readonly id: string; readonly effect: EffectRequest; readonly result: EffectResult }
  | { readonly kind: 'unreadable'; readonly id: string; readonly error: AppError }
  | { readonly kind: 'published' };

/** What the runner knows besides the document. */
export interface FoldContext {
  readonly nowMs: number;
  readonly keys: Keys;
  readonly random: Random;
  /** Ids of events that this process knows to be on the bus. */
  readonly isPublished: (eventId: string) => boolean;
  /** How long handled ids are kept; at least the longest retention of a consumed topic. */
  readonly inboxMs: number;
}

/** The new document; `changed` false means that nothing needs writing. */
export interface Folded<State> {
  readonly doc: StateDocument<State>;
  readonly changed: boolean;
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
  if (doc.inbox.some(([id]) => id === input.id)) return { doc, changed: false };
  if (input.kind === 'effect' && !doc.effects.some(({ id }) => id === input.effect.id)) return { doc, changed: false };
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

function handle<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  input: Handled,
  context: HandlerContext,
): Outcome<State> | undefined {
  if (input.kind === 'command') {
    const handler = flow.commands.get(input.name);
    if (!handler) throw new AppError('INTERNAL', `${flow.name} has no command ${input.name}`);
    return handler(input.payload, doc.state, context);
  }
  if (input.kind === 'effect') {
    const { effect, result } = input;
    return flow.effects.get(effect.kind)?.done(effect, result, doc.state, context) ?? {};
  }
  if (input.topic === 'timer.fired') return handleTimer(flow, doc, input.event, context);
  return flow.events.get(input.topic)?.handle(input.event, doc.state, context);
}

/** A timer that is no longer awaited, or was set anew meanwhile, is ignored. */
function handleTimer<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  event: Event,
  context: HandlerContext,
): Outcome<State> | undefined {
  const { timer, dueAt } = event.data as { timer: string; dueAt: string };
  if (doc.timers[timer] !== Date.parse(dueAt)) return undefined;
  const outcome = flow.timer?.(timer, doc.state, context) ?? {};
  return { ...outcome, timers: { [timer]: null, ...outcome.timers } };
}

function merge<State>(
  flow: Flow<State>,
  doc: StateDocument<State>,
  input: Handled,
  outcome: Outcome<State>,
  { nowMs, keys, random, isPublished, inboxMs }: FoldContext,
): StateDocument<State> {
  const traceparent = input.kind === 'event' ? input.event.traceparent : undefined;
  const cause = { id: input.id, source: flow.name, nowMs, traceparent };
  const events = encodeDrafts((outcome.events ?? []) as never[], cause, keys, random);
  const kept = doc.outbox.filter(({ event }) => !isPublished(event.id));
  const finished = input.kind === 'effect' ? input.effect.id : undefined;
  const effects = [...doc.effects.filter(({ id }) => id !== finished), ...(outcome.effects ?? [])];
  const unheld = input.kind !== 'event' && events.length > 0;
  const stillPending = doc.pending !== undefined && kept.length > 0;
  return {
    ...doc,
    state: outcome.state ?? doc.state,
    inbox: [...doc.inbox.filter(([, at]) => at > nowMs - inboxMs), [input.id, nowMs]],
    outbox: [...kept, ...events],
    timers: mergeTimers(doc.timers, outcome.timers ?? {}),
    effects,
    pending: effects.length > 0 || unheld || stillPending ? (doc.pending ?? nowMs) : undefined,
  };
}

function mergeTimers(
  timers: Readonly<Record<string, number>>,
  changes: Readonly<Record<string, number | null>>,
): Record<string, number> {
  const merged: Record<string, number> = { ...timers };
  for (const [name, due] of Object.entries(changes)) {
    if (due === null) delete merged[name];
    else merged[name] = due;
  }
  return merged;
}

function forgetPublished<State>(doc: StateDocument<State>, { isPublished }: FoldContext): Folded<State> {
  if (doc.pending === undefined) return { doc, changed: false };
  const outbox: readonly OutboxEntry[] = doc.outbox.filter(({ event }) => !isPublished(event.id));
  const pending = outbox.length > 0 || doc.effects.length > 0 ? doc.pending : undefined;
  return { doc: { ...doc, outbox, pending }, changed: pending === undefined };
}
