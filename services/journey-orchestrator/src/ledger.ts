/**
 * The ledger of effects: money and goods once. A business key is claimed by a unique insert across cases before anything is
 * sent, and every attempt at a version, with a deadline that is checked again just before sending.
 */
import type { KeyStore } from '@facteur/keys';
import { seal, unseal } from '@facteur/keys';
import { AppError, type Clock, derivedId, isoTime, type JsonObject } from '@facteur/primitives';
import type { Collection, CollectionDefinition, NewDocument, StoredDocument } from '@facteur/store';

/** Indexed by state and age, so that effects in doubt can be found. */
export const ledgerCollection: CollectionDefinition = {
  name: 'effects-ledger',
  indexes: { 'by-status': ['status', 'claimedAt'] },
};

/** Whose effect it is, and what exactly is to be done. */
export interface Claim {
  readonly caseNumber: string;
  /** Run, step and visit: the same effect, the same id. */
  readonly effectId: string;
  readonly operation: string;
  /** The declared `once-per`. */
  readonly oncePer: string;
  readonly input: JsonObject;
  /** Earlier effects of the case of which an advisor said that they were not done. */
  readonly notDone: readonly string[];
}

/** What an attempt came to. */
export type Recorded =
  | { readonly kind: 'done'; readonly output: JsonObject }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Where a claim stands. `sent`: an attempt was begun and its end is not known; `taken`: another effect has the key. */
export type ClaimState =
  | { readonly kind: 'free'; readonly entry: LedgerEntry }
  | { readonly kind: 'sent'; readonly entry: LedgerEntry }
  | { readonly kind: 'ended'; readonly result: Recorded }
  | { readonly kind: 'taken'; readonly caseNumber: string };

/** One claimed business key at a version. */
export interface LedgerEntry {
  readonly id: string;
  readonly version: number;
  readonly idempotencyKey: string;
  /** Until when (ms) the attempt under way may send. */
  readonly sendBeforeMs: number;
  /** True when an attempt before this one was begun and its end is not known. */
  readonly wasSent: boolean;
  /** Attempts begun under this idempotency key. */
  readonly tries: number;
}

export interface Ledger {
  /**
   * Claims the business key, or says what became of it.
   * @throws AppError `CONFLICT`: never when the same effect comes with other inputs; later when another process claims at the same time
   */
  claim(claim: Claim): Promise<ClaimState>;
  /** What the receiver knows a fresh claim by. */
  idempotencyKeyOf(claim: Claim): string;
  /** Marks that an attempt begins; `undefined` when another process began one meanwhile. */
  begin(entry: LedgerEntry, forMs: number): Promise<LedgerEntry | undefined>;
  /** Nothing was sent for certain: the claim is free for another attempt. */
  release(entry: LedgerEntry): Promise<void>;
  /** Records how it ended, sealed with the case's key. */
  end(entry: LedgerEntry, caseNumber: string, result: Recorded): Promise<void>;
}

/** Opens the ledger on its collection. */
export function openLedger(collection: Collection, keys: KeyStore, clock: Clock): Ledger {
  const idOf = ({ operation, oncePer }: Claim): string => keys.digest('ledger', `${operation}\n${oncePer}`);
  return {
    idempotencyKeyOf: (claim) => idempotencyKey(idOf(claim), claim),
    async claim(claim) {
      const id = idOf(claim);
      const doc = claimDocument(id, claim, keys, clock);
      const [outcome] = await collection.write([{ op: 'insert', doc }]);
      if (outcome?.outcome === 'done') return { kind: 'free', entry: entryOf({ ...doc, version: outcome.version }) };
      const stored = await collection.get(id);
      if (!stored) throw new AppError('STORE_UNAVAILABLE', 'The claim could not be read back', { retry: 'later' });
      if (stored.effect !== claim.effectId) return takeOver(collection, stored, doc, claim);
      assertSameInput(stored, doc, claim);
      return stateOf(stored, keys);
    },
    async begin(entry, forMs) {
      const stored = await collection.get(entry.id);
      if (stored?.version !== entry.version) return undefined;
      const tries = entry.tries + 1;
      const sendBefore = clock.now() + forMs;
      const doc = { ...stored, status: 'sent', sendBefore, tries };
      const [outcome] = await collection.write([{ op: 'replace', doc, at: entry.version }]);
      if (outcome?.outcome !== 'done') return undefined;
      return { ...entry, version: outcome.version, sendBeforeMs: sendBefore, tries };
    },
    async release(entry) {
      await rewrite(collection, entry, { status: 'claimed' });
    },
    async end(entry, caseNumber, result) {
      const key = (await keys.get([caseNumber])).get(caseNumber);
      const sealed = key ? seal(key, Buffer.from(JSON.stringify(result)), `ledger/${entry.id}`).toString('base64') : '';
      await rewrite(collection, entry, { status: result.kind, result: sealed, endedAt: isoTime(clock.now()) });
    },
  };
}

function claimDocument(id: string, claim: Claim, keys: KeyStore, clock: Clock): NewDocument {
  return {
    _id: id,
    status: 'claimed',
    case: claim.caseNumber,
    effect: claim.effectId,
    operation: claim.operation,
    input: keys.digest('ledger-input', canonical(claim.input)),
    idempotencyKey: idempotencyKey(id, claim),
    claimedAt: isoTime(clock.now()),
    sendBefore: 0,
    tries: 0,
  };
}

/** From the claim and the visit: another visit of the step is another intention, the same one never gets a second key. */
function idempotencyKey(id: string, { effectId }: Claim): string {
  return derivedId('idempotency', id, effectId);
}

/** JSON with sorted keys, so that equal inputs read equal. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

function entryOf(doc: StoredDocument): LedgerEntry {
  return {
    id: doc._id,
    version: doc.version,
    idempotencyKey: String(doc.idempotencyKey),
    sendBeforeMs: Number(doc.sendBefore),
    wasSent: doc.status === 'sent',
    tries: Number(doc.tries),
  };
}

async function stateOf(stored: StoredDocument, keys: KeyStore): Promise<ClaimState> {
  if (stored.status === 'claimed') return { kind: 'free', entry: entryOf(stored) };
  if (stored.status === 'sent') return { kind: 'sent', entry: entryOf(stored) };
  const caseNumber = String(stored.case);
  const key = (await keys.get([caseNumber])).get(caseNumber);
  if (!key) throw new AppError('KEY_ERASED', `The key of ${caseNumber} is gone`);
  const plain = unseal(key, Buffer.from(String(stored.result), 'base64'), `ledger/${stored._id}`);
  return { kind: 'ended', result: JSON.parse(plain.toString()) as Recorded };
}

/**
 * The key belongs to another effect. One that was refused never used it; one of the same case that ended without a known result
 * is this one tried again by an advisor: what may have been sent goes on under its own idempotency key, so that it stays one effect.
 */
async function takeOver(
  collection: Collection,
  stored: StoredDocument,
  doc: NewDocument,
  claim: Claim,
): Promise<ClaimState> {
  const { status, effect, version } = stored;
  const isOwn = stored.case === claim.caseNumber;
  if (status === 'done' || (status !== 'refused' && !isOwn)) return { kind: 'taken', caseNumber: String(stored.case) };
  const isFresh = status !== 'sent' || claim.notDone.includes(String(effect));
  if (!isFresh) assertSameInput(stored, doc, claim);
  const next = isFresh ? doc : { ...stored, effect: claim.effectId, tries: 0 };
  const [outcome] = await collection.write([{ op: 'replace', doc: next, at: version }]);
  if (outcome?.outcome !== 'done')
    throw new AppError('CONFLICT', `${claim.operation} is being claimed by another process`, { retry: 'later' });
  const entry = entryOf({ ...next, version: outcome.version });
  return { kind: isFresh ? 'free' : 'sent', entry };
}

function assertSameInput(stored: StoredDocument, doc: NewDocument, { operation }: Claim): void {
  if (stored.input !== doc.input)
    throw new AppError('CONFLICT', `${operation} was claimed with other inputs under the same key`);
}

/** @throws AppError `CONFLICT` (retry later) when the entry was written by someone else meanwhile */
async function rewrite(collection: Collection, entry: LedgerEntry, change: JsonObject): Promise<void> {
  const stored = await collection.get(entry.id);
  const [outcome] =
    stored?.version === entry.version
      ? await collection.write([{ op: 'replace', doc: { ...stored, ...change }, at: entry.version }])
      : [];
  if (outcome?.outcome !== 'done')
    throw new AppError('CONFLICT', 'The ledger entry was written by another process', { retry: 'later' });
}
