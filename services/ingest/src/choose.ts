/** Looks up what mails point at, decides which case each belongs to, and draws numbers for new ones. */
import { isCaseNumber } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import { caseOfMessageId, caseOfReplyTag } from '@facteur/mail';
import type { Runner } from '@facteur/runtime';
import type { Collection, StoredDocument } from '@facteur/store';
import { drawnNumber, MAX_DRAWS } from './case-numbers.ts';
import type { Item } from './item.ts';
import { rootOf } from './merge-cases.ts';
import { isQuarantineFull } from './quarantine.ts';
import { type IngestState, isTaken } from './state.ts';
import { type Candidate, chooseCase, type ThreadDecision } from './thread.ts';

/** What choosing needs. */
export interface ChooseParts {
  readonly keys: KeyStore;
  readonly runner: Pick<Runner<IngestState>, 'read'>;
  readonly threads: Collection;
}

/** Cases that a mail may point at; a thread that names more is no thread. */
const MAX_POINTED = 20;

/** Decides the case of every mail. Returns those for which no number is free. */
export async function chooseCases(parts: ChooseParts, items: readonly Item[]): Promise<ReadonlySet<Item>> {
  const claims = await claimsOf(parts.threads, items);
  const homeless = new Set<Item>();
  for (const item of items) {
    item.decision = (await sideDecision(parts, item)) ?? (await decisionOf(parts, item, claims));
    const number = item.decision.join ?? (await drawNumber(parts, item));
    if (number === undefined) homeless.add(item);
    else item.caseNumber = number;
  }
  return homeless;
}

/** Thread claims by the digest of their Message-ID. */
type Claims = ReadonlyMap<string, StoredDocument>;

async function claimsOf(threads: Collection, items: readonly Item[]): Promise<Claims> {
  const ids = [...new Set(items.flatMap(({ threadIds }) => threadIds))];
  const found = await threads.getMany(ids);
  return new Map(ids.flatMap((id, index) => (found[index] ? [[id, found[index]] as const] : [])));
}

/**
 * A side conversation's address wins over all else: whoever has it was written to as an expert, and a mail that carries the customer's
 * signed address as well (everybody answered at once) must neither be taken for the customer's nor give its sender a part in the case.
 */
async function sideDecision(
  { runner }: ChooseParts,
  { side, erased, fingerprint, read, spamMark }: Item,
): Promise<ThreadDecision | undefined> {
  const state = side && (await runner.read(side.caseNumber))?.state;
  if (side === undefined || state === undefined || !isTaken(state)) return undefined;
  const isHome = state.mails.includes(fingerprint);
  const isToStay = isHome || read.kind === 'bounce';
  const join = isToStay ? side.caseNumber : await rootOf(runner, side.caseNumber);
  const target = (await runner.read(join))?.state;
  const isFull = spamMark !== undefined && !isHome && target !== undefined && isQuarantineFull(target);
  if (target === undefined || isFull || erased.has(join)) return undefined;
  return { join, right: 'signed-address', claims: [], absorbs: [], side: side.conversation };
}

async function decisionOf(parts: ChooseParts, item: Item, claims: Claims): Promise<ThreadDecision> {
  const { candidates, home } = await lookUp(parts, item, claims);
  return home ? { join: home, right: 'participant', claims: [], absorbs: [] } : chooseCase(candidates);
}

/** Derived from the mail: when a crash interrupts, the second attempt draws the same number. Undefined when none is free. */
async function drawNumber({ keys, runner }: ChooseParts, item: Item): Promise<string | undefined> {
  for (; item.draws < MAX_DRAWS; item.draws += 1) {
    const number = drawnNumber(keys, item.fingerprint, item.draws);
    const holder = await runner.read(number);
    if (holder === undefined || holder.state.mails.includes(item.fingerprint)) return number;
  }
  return undefined;
}

/** A case that a mail points at. */
interface Pointed {
  readonly caseNumber: string;
  readonly by: 'thread' | 'number' | 'signed';
  readonly claimedBy?: string;
}

/**
 * Everything that the mail points at: signed addresses, numbers in its subject, its thread. `home`: the case that holds this
 * very mail, when an earlier attempt came that far and no further; what has changed since then moves it nowhere else.
 */
async function lookUp(
  parts: ChooseParts,
  item: Item,
  claims: Claims,
): Promise<{ candidates: Candidate[]; home?: string }> {
  const { runner } = parts;
  const { participant, fingerprint, erased } = item;
  const candidates = new Map<string, Candidate>();
  const pointed = pointedAt(parts.keys, item, claims);
  for (const { caseNumber, by, claimedBy } of pointed) {
    const state = (await runner.read(caseNumber))?.state;
    if (state?.mails.includes(fingerprint)) return { candidates: [], home: caseNumber };
    // What came back is the matter of the case that it was sent for, which goes on to its own end.
    const isMoved = state?.mergedInto !== undefined && item.read.kind !== 'bounce';
    const root = isMoved ? await rootOf(runner, caseNumber) : caseNumber;
    if (erased.has(caseNumber) || erased.has(root)) continue;
    if (state) {
      const target = isMoved ? (await runner.read(root))?.state : state;
      const candidate = candidateOf(item, state, { caseNumber, root, by }, target);
      candidates.set(`${candidate.by}/${root}/${candidate.isParticipant}`, candidate);
    } else if (claimedBy !== undefined) {
      // Claimed but not written: the process died between the two.
      const candidate = { caseNumber, by: 'claimed', isParticipant: claimedBy === participant } as const;
      candidates.set(`claimed/${caseNumber}`, candidate);
    }
  }
  const own = drawnNumber(parts.keys, fingerprint, 0);
  const isAtHome = pointed.length > 0 && (await runner.read(own))?.state.mails.includes(fingerprint);
  return isAtHome ? { candidates: [], home: own } : { candidates: [...candidates.values()] };
}

/** A case that can hold no more mails in quarantine takes no further one, whoever wrote it: it is named as a claim. */
function candidateOf(
  { participant, spamMark }: Item,
  state: IngestState,
  { caseNumber, root, by }: Pick<Pointed, 'caseNumber' | 'by'> & { readonly root: string },
  target: IngestState | undefined,
): Candidate {
  if (spamMark !== undefined && target && isQuarantineFull(target))
    return { caseNumber: root, by: 'number', isParticipant: false };
  // Of a case that was merged: whoever takes part in the one that stays writes to that.
  const isParticipant = [state, target].some((one) => one?.participants.includes(participant));
  return { caseNumber: root, by, isParticipant, kin: [state.origin ?? caseNumber, target?.origin ?? root] };
}

function pointedAt(keys: KeyStore, { read, tags, threadIds, returned }: Item, claims: Claims): readonly Pointed[] {
  const signed = tags.flatMap((tag) => caseOfReplyTag(keys, tag) ?? []);
  const ours = [read.inReplyTo ?? [], read.references].flat().flatMap((id) => caseOfMessageId(id) ?? []);
  const thread = threadIds.flatMap((id) => claims.get(id) ?? []);
  const all: Pointed[] = [
    ...signed.map((caseNumber) => ({ caseNumber, by: 'signed' as const })),
    ...returned.map(({ caseNumber }) => ({ caseNumber, by: 'signed' as const })),
    ...read.caseNumbers.filter(isCaseNumber).map((caseNumber) => ({ caseNumber, by: 'number' as const })),
    ...thread.map((claim) => ({
      caseNumber: String(claim.case),
      by: 'thread' as const,
      claimedBy: String(claim.participant),
    })),
    ...ours.map((caseNumber) => ({ caseNumber, by: 'thread' as const })),
  ];
  const distinct = new Map(all.map((pointed) => [`${pointed.by}/${pointed.caseNumber}/${pointed.claimedBy}`, pointed]));
  return [...distinct.values()].slice(0, MAX_POINTED);
}
