/**
 * How a service says what it consumes: pure functions from state and event to new state, events, timers and effects.
 * The runner does the rest. Nothing here waits or reads: that is what effects are for.
 */
import type { Draft, Event, EventDefinition, Group } from '@facteur/contracts';
import type { CollectionDefinition, IndexValue } from '@facteur/store';
import type { EffectChange } from './hold.ts';
import type { Migration } from './migrate-state.ts';

/** Something to do outside the state document, at least once; its result comes back as an input. */
export interface EffectRequest {
  /** Stable: the same effect asked for twice has the same id, and is done once. */
  readonly id: string;
  readonly kind: string;
  /** JSON; sealed at rest with the state. */
  readonly input: unknown;
  /** Set by the kernel: the trace that its result goes on with. */
  readonly traceparent?: string | undefined;
  /** Set by the kernel: when what led to it happened (ms). Absent: before that was noted. */
  readonly since?: number | undefined;
}

/** A document beside the state, written once: a line of a timeline. */
export interface LogEntry {
  /** Unique in the flow's entries; the same entry twice is kept once. */
  readonly id: string;
  /** Unsealed, for the entries' indexes: never personal data. */
  readonly clear: Readonly<Record<string, IndexValue>>;
  /** JSON; sealed at rest. */
  readonly content: unknown;
}

/** What a handler answers. What is absent stays as it was. */
export interface Outcome<State> {
  readonly state?: State;
  /** About the case at hand; about another case only with nothing personal in them, since its key is not at hand. */
  readonly events?: readonly Draft<never>[] | readonly Draft[];
  /** Timer name → when it falls due (ms since 1970; in the past: at once), or `null` to cancel it. */
  readonly timers?: Readonly<Record<string, number | null>>;
  readonly effects?: readonly EffectRequest[];
  /** Written before the state; needs `StateDefinition.entries`. */
  readonly entries?: readonly LogEntry[];
  /** For commands: what the caller gets. */
  readonly answer?: unknown;
}

/** What a handler may know besides event and state. */
export interface HandlerContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The state document's id. */
  readonly key: string;
  /** The case. */
  readonly subject: string;
  /** Version that the state document will have once this is written: grows with every change. */
  readonly revision: number;
  /** Stable per input: derive ids from it. */
  readonly inputId: string;
}

/** The result of an effect; `error` when it could not be done, whatever was tried. */
export type EffectResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** `undefined`: the event does not concern this flow; nothing is written. */
type EventHandler<State, Data> = (
  event: Event<Data>,
  state: State,
  context: HandlerContext,
) => Outcome<State> | undefined;
type CommandHandler<State> = (payload: unknown, state: State, context: HandlerContext) => Outcome<State>;
type TimerHandler<State> = (timer: string, state: State, context: HandlerContext) => Outcome<State>;
type EffectHandler<State> = (
  effect: EffectRequest,
  result: EffectResult,
  state: State,
  context: HandlerContext,
) => Outcome<State>;

/**
 * Does an effect. Told the case, so that it can find keys and ledgers.
 * @throws AppError: retry 'later' is tried again with back-off, a bounded number of times
 */
export type EffectRunner = (
  effect: EffectRequest,
  about: { key: string; subject: string; signal: AbortSignal },
) => Promise<unknown>;

/** What doing an effect means to the world outside. */
export interface EffectMeaning {
  /** What it does, such as the operation's name. Never personal data. */
  readonly does: string;
  /** What the receiver knows it by, such as an idempotency key or a Message-ID. */
  readonly onceBy?: string;
  readonly changes: EffectChange;
}

/** What people are told of an effect on which they must decide after a restore, and how they tell its result. */
export interface EffectTraits {
  readonly meaning: (effect: EffectRequest, about: { key: string; subject: string }) => EffectMeaning;
  /**
   * It was done outside, with `result` as someone tells it: notes that wherever `run` would have, and gives what `run` would have given.
   * Absent: `result` is that already.
   * @throws AppError `BAD_INPUT` for a result that it cannot be
   */
  readonly record?: (
    effect: EffectRequest,
    result: unknown,
    about: { key: string; subject: string },
  ) => Promise<unknown>;
}

/** What a flow does about one kind of effect. */
export interface EffectKind<State> {
  readonly run: EffectRunner;
  readonly done: EffectHandler<State>;
  readonly traits: EffectTraits | undefined;
}

/** What a flow keeps per key. */
export interface StateDefinition<State> {
  /** Collection of the state documents; its indexes may name fields of `clear` only. */
  readonly collection: CollectionDefinition;
  /** The state of a key never seen before. */
  readonly initial: (key: string) => State;
  /** What stands unsealed beside the state for the collection's indexes: never personal data. */
  readonly clear?: (state: State) => Readonly<Record<string, IndexValue | undefined>>;
  /** Collection of the entries that handlers write beside the state. */
  readonly entries?: CollectionDefinition;
  /**
   * From version 1 of the state to 2, from 2 to 3…: a new one at the end whenever the shape of the state changes. Never removed.
   * `clear` fields of a document are those of the version that wrote it, until it is written again.
   */
  readonly migrations?: readonly Migration[];
  /** The same for what entries hold. */
  readonly entryMigrations?: readonly Migration[];
  /** Which state document an event is about. Default: its subject, the case number. */
  readonly keyOf?: (event: Event) => string | undefined;
}

/** A flow with state: what the runner needs to know. */
export interface Flow<State = unknown> {
  readonly name: Group;
  readonly state: StateDefinition<State>;
  readonly events: ReadonlyMap<string, { definition: EventDefinition; handle: EventHandler<State, unknown> }>;
  readonly commands: ReadonlyMap<string, CommandHandler<State>>;
  readonly effects: ReadonlyMap<string, EffectKind<State>>;
  readonly timer: TimerHandler<State> | undefined;
  /** Runs before a batch is handled, to load what pure handlers need at hand. */
  readonly prepare: ((events: readonly Event[]) => Promise<void>) | undefined;
}

/** A flow being written: one line per thing it consumes. */
export interface FlowBuilder<State> extends Flow<State> {
  on<Data>(definition: EventDefinition<Data>, handle: EventHandler<State, Data>): FlowBuilder<State>;
  onCommand(name: string, handle: CommandHandler<State>): FlowBuilder<State>;
  /** Without `traits`, doing it twice is taken to be harmful. */
  onEffect(kind: string, run: EffectRunner, done: EffectHandler<State>, traits?: EffectTraits): FlowBuilder<State>;
  onTimer(handle: TimerHandler<State>): FlowBuilder<State>;
  before(prepare: (events: readonly Event[]) => Promise<void>): FlowBuilder<State>;
}

/** Begins a flow with state. */
export function defineFlow<State>(name: Group, state: StateDefinition<State>): FlowBuilder<State> {
  return build({
    name,
    state,
    events: new Map(),
    commands: new Map(),
    effects: new Map(),
    timer: undefined,
    prepare: undefined,
  });
}

function build<State>(flow: Flow<State>): FlowBuilder<State> {
  return {
    ...flow,
    on: (definition, handle) => {
      const row = { definition: definition as EventDefinition, handle: handle as EventHandler<State, unknown> };
      return build({ ...flow, events: new Map([...flow.events, [definition.topic, row]]) });
    },
    onCommand: (name, handle) => build({ ...flow, commands: new Map([...flow.commands, [name, handle]]) }),
    onEffect: (kind, run, done, traits) =>
      build({ ...flow, effects: new Map([...flow.effects, [kind, { run, done, traits }]]) }),
    onTimer: (timer) => build({ ...flow, timer }),
    before: (prepare) => build({ ...flow, prepare }),
  };
}

/**
 * A flow without state: each event leads to events, computed once, stored under the event's id, then published,
 * so that a second delivery publishes what the first computed.
 */
export interface StatelessFlow {
  readonly name: Group;
  readonly definition: EventDefinition;
  readonly handle: (events: readonly Event<never>[]) => Promise<readonly (readonly Draft[])[]>;
}

/** Declares a flow without state. `handle` answers the events to publish for each event of a batch, in order. */
export function defineStatelessFlow<Data>(
  name: Group,
  definition: EventDefinition<Data>,
  handle: (events: readonly Event<Data>[]) => Promise<readonly (readonly Draft[])[]>,
): StatelessFlow {
  return { name, definition: definition as EventDefinition, handle: handle as unknown as StatelessFlow['handle'] };
}
