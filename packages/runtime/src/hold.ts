/**
 * Effects held after a restore. What the restored state wants done may have been done after its backup was taken: nothing is paid
 * or sent again until someone said so. This file keeps what is held; `hold-gate.ts` decides what is.
 */
import { AppError, derivedId, isoTime } from '@facteur/primitives';
import type { Collection, CollectionDefinition, NewDocument, Store, StoredDocument } from '@facteur/store';

/** The hold, the cases that it is told of, and the effects that are held. */
const holdCollection: CollectionDefinition = {
  name: 'kernel-hold',
  indexes: { 'by-kind': ['kind'], 'by-status': ['status', 'heldAt'], 'by-case': ['case', 'status'] },
};

const HOLD_ID = 'hold';
const PAGE = 1_000;

/** What doing an effect means outside. `nothing`: it only reads; `again`: twice does no harm; `once`: twice must not be (money, goods). */
export type EffectChange = 'nothing' | 'again' | 'once';

/** An effect that waits for a decision. Nothing personal in it. */
export interface HeldEffect {
  /** Names it to whoever decides. */
  readonly id: string;
  readonly flow: string;
  /** The state document that wants it. */
  readonly key: string;
  readonly case: string;
  readonly effect: { readonly id: string; readonly kind: string };
  /** What it would do: the operation's name. */
  readonly does: string;
  /** What the receiver knows it by: the idempotency key, the Message-ID. */
  readonly onceBy: string | undefined;
  readonly changes: EffectChange;
  /** When it was asked for (ISO 8601); undefined: before that was noted. */
  readonly since: string | undefined;
  /** `behind`: it would go by itself, but another effect of its case is held. */
  readonly status: 'held' | 'behind' | 'released' | 'done';
}

/** The hold in force. */
export interface Hold {
  /** When the store was restored, and when its backup was taken (ms since 1970). */
  readonly restoredAt: number;
  readonly backupAt: number;
}

/** Everything about the effects of one store that are held. */
export interface Holds {
  /** Undefined: nothing is held. */
  inForce(): Promise<Hold | undefined>;
  /**
   * Puts a hold in force; one that was in force before, and its decisions, are forgotten. To be called before any runner opens.
   * @param cases with events that were not handled when the backup was taken
   */
  begin(hold: Hold, cases: Iterable<string>): Promise<void>;
  /** True for a case that `begin` was told of. */
  isTold(caseNumber: string): Promise<boolean>;
  get(id: string): Promise<HeldEffect | undefined>;
  /** Keeps an effect as held or behind; one that is kept already stays as it is, but for going from behind to held. */
  keep(effect: HeldEffect, nowMs: number): Promise<void>;
  /** True when an effect of the case is held for itself. */
  hasHeld(caseNumber: string): Promise<boolean>;
  /** What waits for a decision, longest held first; at most 1 000. */
  list(): Promise<readonly HeldEffect[]>;
  /** What of a case stands behind another effect. */
  behind(caseNumber: string): Promise<readonly HeldEffect[]>;
  /** How many wait for a decision. */
  count(): Promise<number>;
  /**
   * Notes the decision. `told` comes before `done`: between them the result is being applied, and nothing else may be decided.
   * @throws AppError `NOT_FOUND` when it is not held; `CONFLICT` when someone decided otherwise
   */
  decide(id: string, decision: 'released' | 'told' | 'done'): Promise<HeldEffect>;
  /** Ends the hold: whatever is held may be done. */
  end(): Promise<void>;
}

/** The name under which an effect is held: the same for every process. */
export function heldId(flow: string, key: string, effectId: string): string {
  return derivedId('held', flow, key, effectId);
}

/** Opens what is held in `store`. */
export async function openHolds(store: Pick<Store, 'collection'>): Promise<Holds> {
  const docs = await store.collection(holdCollection);
  const withStatus = async (status: string): Promise<HeldEffect[]> =>
    (await docs.find({ index: 'by-status', equals: { status }, limit: PAGE })).documents.map(effectOf);
  const countOf = (status: string): Promise<number> => docs.count({ index: 'by-status', equals: { status } });
  return {
    async inForce() {
      const stored = await docs.get(HOLD_ID);
      return stored && { restoredAt: Number(stored.restoredAt), backupAt: Number(stored.backupAt) };
    },
    async begin(hold, cases) {
      await clear(docs);
      const told = [...new Set(cases)].map((number): NewDocument => ({ _id: caseId(number), kind: 'case' }));
      for (let at = 0; at < told.length; at += PAGE)
        await docs.write(told.slice(at, at + PAGE).map((doc) => ({ op: 'insert', doc })));
      await docs.write([{ op: 'insert', doc: { _id: HOLD_ID, kind: 'hold', ...hold } }]);
    },
    isTold: async (caseNumber) => (await docs.get(caseId(caseNumber))) !== undefined,
    async get(id) {
      const stored = await docs.get(id);
      return stored && effectOf(stored);
    },
    keep: (effect, nowMs) => keep(docs, effect, nowMs),
    async hasHeld(caseNumber) {
      return (await docs.count({ index: 'by-case', equals: { case: caseNumber, status: 'held' } })) > 0;
    },
    list: async () => [...(await withStatus('held')), ...(await withStatus('behind'))].slice(0, PAGE),
    async behind(caseNumber) {
      const query = { index: 'by-case', equals: { case: caseNumber, status: 'behind' }, limit: PAGE };
      return (await docs.find(query)).documents.map(effectOf);
    },
    count: async () => (await countOf('held')) + (await countOf('behind')),
    decide: (id, decision) => decide(docs, id, decision),
    async end() {
      // The hold first: what a crash leaves of the rest is cleared when the next one begins.
      const stored = await docs.get(HOLD_ID);
      if (stored) await docs.write([{ op: 'delete', id: HOLD_ID, at: stored.version }]);
      await clear(docs);
    },
  };
}

function caseId(caseNumber: string): string {
  return `case/${caseNumber}`;
}

async function clear(docs: Collection): Promise<void> {
  for (const kind of ['hold', 'case', 'effect']) {
    for (;;) {
      const { documents } = await docs.find({ index: 'by-kind', equals: { kind }, limit: PAGE });
      if (documents.length === 0) break;
      await docs.write(documents.map(({ _id, version }) => ({ op: 'delete', id: _id, at: version })));
    }
  }
}

async function keep(docs: Collection, effect: HeldEffect, nowMs: number): Promise<void> {
  const { id, effect: about, onceBy, since, ...fields } = effect;
  const optional = { ...(onceBy === undefined ? {} : { onceBy }), ...(since === undefined ? {} : { since }) };
  const doc = { _id: id, kind: 'effect', ...fields, ...optional, effect: { ...about }, heldAt: isoTime(nowMs) };
  const [outcome] = await docs.write([{ op: 'insert', doc }]);
  if (outcome?.outcome === 'done' || effect.status !== 'held') return;
  const stored = await docs.get(id);
  // Another process that changes it meanwhile decides as we do.
  if (stored?.status === 'behind')
    await docs.write([{ op: 'replace', doc: { ...stored, status: 'held' }, at: stored.version }]);
}

async function decide(docs: Collection, id: string, decision: 'released' | 'told' | 'done'): Promise<HeldEffect> {
  const stored = await docs.get(id);
  if (stored === undefined || stored.kind !== 'effect') throw new AppError('NOT_FOUND', `No effect ${id} is held`);
  const { status } = stored;
  if (status === 'released' || status === 'done')
    throw new AppError('CONFLICT', `It was decided already that effect ${id} is ${status}`);
  if (decision === 'released' && stored.told === true)
    throw new AppError('CONFLICT', `Someone said that effect ${id} was done; tell its result again to complete that`);
  const change = decision === 'told' ? { told: true } : { status: decision };
  const [outcome] = await docs.write([{ op: 'replace', doc: { ...stored, ...change }, at: stored.version }]);
  if (outcome?.outcome !== 'done') throw new AppError('CONFLICT', `Effect ${id} is being decided by someone else`);
  return effectOf({ ...stored, ...change } as StoredDocument);
}

function effectOf(stored: StoredDocument): HeldEffect {
  const { _id: id, flow, key, case: number, effect, does, onceBy, changes, since, status } = stored;
  return {
    id,
    flow: String(flow),
    key: String(key),
    case: String(number),
    effect: effect as unknown as HeldEffect['effect'],
    does: String(does),
    onceBy: typeof onceBy === 'string' ? onceBy : undefined,
    changes: changes as EffectChange,
    since: typeof since === 'string' ? since : undefined,
    status: status as HeldEffect['status'],
  };
}
