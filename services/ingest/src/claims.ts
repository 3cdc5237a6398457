/**
 * Which case a thread belongs to: the Message-IDs of its mails, claimed by unique inserts, so that of two mails that come at
 * once one founds the case and the other joins it.
 */
import type { Collection, Write } from '@facteur/store';
import type { Item } from './item.ts';

/**
 * Claims the mails' Message-IDs and, for a mail that founds a case, those it refers to. Returns the mails that found a part of
 * their thread taken: they hold nothing, and are to be looked up again.
 */
export async function claimThreads(threads: Collection, items: readonly Item[]): Promise<ReadonlySet<Item>> {
  const claims = items.flatMap((item) => claimedIds(item).map((id) => ({ item, id })));
  const losers = new Set<Item>();
  if (claims.length === 0) return losers;
  const outcomes = await threads.write(claims.map(({ item, id }) => ({ op: 'insert', doc: claimOf(item, id) })));
  for (const [index, { item, id }] of claims.entries())
    if (outcomes[index]?.outcome === 'done') item.held = [...item.held, { id, version: 1 }];
  const taken = claims.filter((_, index) => outcomes[index]?.outcome !== 'done');
  for (const { item } of await stillTaken(threads, taken)) if (foundsThread(item)) losers.add(item);
  await releaseClaims(threads, [...losers]);
  return losers;
}

/** Gives up what the mails hold: their case was not written, and must not be found by its thread. */
export async function releaseClaims(threads: Collection, items: readonly Item[]): Promise<void> {
  const deletes = items.flatMap(({ held }) =>
    held.map(({ id, version }): Write => ({ op: 'delete', id, at: version })),
  );
  for (const item of items) item.held = [];
  if (deletes.length > 0) await threads.write(deletes);
}

interface Claim {
  readonly item: Item;
  readonly id: string;
}

/** Of claims that were there already, those that are another case's. */
async function stillTaken(threads: Collection, claims: readonly Claim[]): Promise<Claim[]> {
  if (claims.length === 0) return [];
  const holders = await threads.getMany(claims.map(({ id }) => id));
  const taken: Claim[] = [];
  for (const [index, claim] of claims.entries()) {
    const { item, id } = claim;
    const holder = holders[index];
    // An earlier attempt's, which did not come to its end.
    if (holder?.case === item.caseNumber) item.held = [...item.held, { id, version: holder.version }];
    else if (!holder || !item.erased.has(String(holder.case))) taken.push(claim);
    else if (!(await takeOver(threads, claim, holder.version))) taken.push(claim);
  }
  return taken;
}

/** The thread of an erased person is free again. */
async function takeOver(threads: Collection, { item, id }: Claim, at: number): Promise<boolean> {
  const [outcome] = await threads.write([{ op: 'replace', doc: claimOf(item, id), at }]);
  if (outcome?.outcome !== 'done') return false;
  item.held = [...item.held, { id, version: outcome.version }];
  return true;
}

function claimOf({ caseNumber, participant }: Item, id: string) {
  return { _id: id, case: caseNumber, participant };
}

/** Someone who joins, or who names a thread without right, claims their own Message-ID; a new thread claims all of it. */
function claimedIds(item: Item): readonly string[] {
  if (foundsThread(item)) return item.threadIds;
  return item.read.messageId ? item.threadIds.slice(0, 1) : [];
}

function foundsThread({ decision }: Item): boolean {
  return decision.join === undefined && decision.claims.length === 0;
}
