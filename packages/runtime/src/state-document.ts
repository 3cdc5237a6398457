/** The state document: handled ids, state, effects to do, outbox and timers, all in ONE document written at a version. */
import type { KeyObject } from 'node:crypto';
import { seal, unseal } from '@facteur/keys';
import { AppError } from '@facteur/primitives';
import type { CollectionDefinition, NewDocument, StoredDocument } from '@facteur/store';
import type { EffectRequest, Flow, LogEntry } from './flow.ts';
import { migrated, versionOf } from './migrate-state.ts';
import type { WireEvent } from './seal-event.ts';

/** An event written with the state and not known to be published. */
export interface OutboxEntry {
  readonly topic: string;
  readonly event: WireEvent;
}

/** A state document, opened. `version` 0: not written yet. */
export interface StateDocument<State> {
  readonly key: string;
  readonly subject: string;
  readonly version: number;
  readonly state: State;
  /** Handled input ids with when they were handled (ms). */
  readonly inbox: readonly (readonly [string, number])[];
  readonly outbox: readonly OutboxEntry[];
  /** Timer name → due time (ms). */
  readonly timers: Readonly<Record<string, number>>;
  readonly effects: readonly EffectRequest[];
  /** Since when (ms) something must still be published or done that no redelivery would bring back. */
  readonly pending: number | undefined;
  /** When what it began with happened (ms); undefined: before that was noted. */
  readonly born: number | undefined;
}

/** Adds the kernel's own indexes to a flow's collection. */
export function stateCollection(definition: CollectionDefinition): CollectionDefinition {
  return { ...definition, indexes: { ...definition.indexes, 'kernel-due': ['due'], 'kernel-pending': ['pending'] } };
}

/** A document for a key that was never written. */
export function newStateDocument<State>(flow: Flow<State>, key: string, subject: string): StateDocument<State> {
  const state = flow.state.initial(key);
  const nothing = { inbox: [], outbox: [], timers: {}, effects: [], pending: undefined, born: undefined };
  return { key, subject, version: 0, state, ...nothing };
}

/** What is stored: state and effects sealed with the case's key, bound to flow and key. */
export function encodeState<State>(flow: Flow<State>, doc: StateDocument<State>, key: KeyObject): NewDocument {
  const plain = Buffer.from(JSON.stringify([doc.state, doc.effects]));
  const due = Math.min(...Object.values(doc.timers));
  return {
    ...flow.state.clear?.(doc.state),
    _id: doc.key,
    subject: doc.subject,
    ...(Number.isFinite(due) ? { due } : {}),
    ...(doc.pending === undefined ? {} : { pending: doc.pending }),
    ...(doc.born === undefined ? {} : { born: doc.born }),
    ...versionField(versionOf(flow.state.migrations)),
    inbox: doc.inbox,
    outbox: doc.outbox as unknown as NewDocument[string],
    timers: doc.timers,
    sealed: seal(key, plain, `${flow.name}/${doc.key}`).toString('base64'),
  };
}

/** Version 1 is not written: most flows have no other. */
function versionField(version: number): { v?: number } {
  return version === 1 ? {} : { v: version };
}

/**
 * @throws AppError `EVENT_UNREADABLE` when the sealed part was damaged or moved; `DATA_FOLDER_NEWER` (retry later) when a later
 *   version of the product wrote it
 */
export function decodeState<State>(flow: Flow<State>, stored: StoredDocument, key: KeyObject): StateDocument<State> {
  const what = `${flow.name}/${stored._id}`;
  const plain = unseal(key, Buffer.from(String(stored.sealed), 'base64'), what);
  const [content, effects] = JSON.parse(plain.toString()) as [unknown, EffectRequest[]];
  const state = migrated(what, content, stored.v, flow.state.migrations) as State;
  return {
    key: stored._id,
    subject: String(stored.subject),
    version: stored.version,
    state,
    inbox: stored.inbox as unknown as StateDocument<State>['inbox'],
    outbox: stored.outbox as unknown as OutboxEntry[],
    timers: stored.timers as unknown as Record<string, number>,
    effects,
    pending: typeof stored.pending === 'number' ? stored.pending : undefined,
    born: typeof stored.born === 'number' ? stored.born : undefined,
  };
}

/** A log entry as it is stored. @throws AppError `KEY_ERASED` without a key: personal data are never written in the clear */
export function encodeEntry<State>(
  flow: Pick<Flow<State>, 'name' | 'state'>,
  entry: LogEntry,
  subject: string,
  key: KeyObject | undefined,
): NewDocument {
  if (!key) throw new AppError('KEY_ERASED', `The key of ${subject} is gone`);
  const plain = Buffer.from(JSON.stringify(entry.content));
  const sealed = seal(key, plain, `${flow.name}/entry/${entry.id}`).toString('base64');
  return { ...entry.clear, _id: entry.id, subject, ...versionField(versionOf(flow.state.entryMigrations)), sealed };
}

/** @throws AppError `EVENT_UNREADABLE` when it was damaged or moved; `DATA_FOLDER_NEWER` as for a state document */
export function decodeEntry<State>(
  flow: Pick<Flow<State>, 'name' | 'state'>,
  stored: StoredDocument,
  key: KeyObject,
): { id: string; content: unknown } {
  const what = `${flow.name}/entry/${stored._id}`;
  const plain = unseal(key, Buffer.from(String(stored.sealed), 'base64'), what);
  const content = migrated(what, JSON.parse(plain.toString()), stored.v, flow.state.entryMigrations);
  return { id: stored._id, content };
}
