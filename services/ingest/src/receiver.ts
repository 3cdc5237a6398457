/**
 * From raw bytes to a kept mail in its case. A mail is acknowledged to its source only when blob, directory entry and store
 * hold it; everything before is repeatable, because every id derives from the mail itself. The writes, in order: thread claims,
 * the case's key, blobs, the case with its outbox, the index of known mails. A crash between any two of them leaves a mail that
 * comes again, and then finds what it wrote.
 */
import type { BlobRef, Blobs } from '@facteur/blobs';
import type { SenderResolver } from '@facteur/mail';
import { AppError, isAppError } from '@facteur/primitives';
import type { Kernel, Runner } from '@facteur/runtime';
import type { Collection } from '@facteur/store';
import { batcher } from './batcher.ts';
import { checkSender } from './check-sender.ts';
import { chooseCases } from './choose.ts';
import { claimThreads, releaseClaims } from './claims.ts';
import type { IngestConfig, IngestMailbox } from './config.ts';
import { blobsOf } from './files/file-blobs.ts';
import type { FileDesk } from './files/file-desk.ts';
import { type Arrival, fingerprintOf, type Item, itemsOf, type ReadArrival, readArrival } from './item.ts';
import { keptMail } from './kept-mail.ts';
import { mailboxOf } from './mailboxes.ts';
import { mergeCases, rootOf } from './merge-cases.ts';
import type { IngestState, Kept, KeptMail } from './state.ts';

/** Where an accepted mail went. */
export interface Receipt {
  readonly caseNumber: string;
  readonly mailId: string;
  /** False when this very mail was there already. */
  readonly isNew: boolean;
}

/** Takes mails in. */
export interface Receiver {
  /**
   * Resolves once the mail is durable and in its case; for several of our mailboxes, in one case each: the first one's is told.
   * @throws AppError `DISK_FULL`, `STORE_UNAVAILABLE`… (retry later); `MAIL_REFUSED` (never) when it is for no mailbox of ours
   */
  receive(arrival: Arrival): Promise<Receipt>;
  /** The configured mailbox that `address` means, tags aside. */
  mailboxOf(address: string): IngestMailbox | undefined;
  idle(): Promise<void>;
}

/** What a receiver works with. */
export interface ReceiverParts {
  readonly kernel: Kernel;
  readonly blobs: Blobs;
  readonly config: IngestConfig;
  readonly runner: Runner<IngestState>;
  /** Answers questions about senders' domains; absent: no sender is checked. */
  readonly resolver?: SenderResolver | undefined;
  /** Looks into the files that come with mails; absent: nobody does. */
  readonly files?: FileDesk | undefined;
}

const MAILS_AT_ONCE = 256;
/** Each settles one mail of a thread at least, and few mails of a batch share one. */
const MAX_ROUNDS = MAILS_AT_ONCE;

/** Opens the receiver. */
export async function openReceiver(parts: ReceiverParts): Promise<Receiver> {
  const { store } = parts.kernel;
  const mails = await store.collection({ name: 'ingest-mails' });
  const threads = await store.collection({ name: 'ingest-threads' });
  const desk: Desk = { ...parts, mails, threads };
  const batches = batcher<ReadArrival, Receipt>(
    MAILS_AT_ONCE,
    (arrivals) => receiveBatch(desk, arrivals),
    ({ arrival }) => arrival.history !== undefined,
  );
  const receiving = new Set<Promise<Receipt>>();
  // Read before its batch: the mail of a domain that does not answer, or with files that take long, keeps no other waiting.
  const receive = async (arrival: Arrival): Promise<Receipt> => batches.submit(await readOne(desk, arrival));
  return {
    mailboxOf: (address) => mailboxOf(parts.config.mailboxes, address),
    async receive(arrival) {
      const receipt = receive(arrival);
      receiving.add(receipt);
      return receipt.finally(() => receiving.delete(receipt));
    },
    async idle() {
      await Promise.allSettled(receiving);
      await batches.idle();
    },
  };
}

async function readOne(desk: Desk, arrival: Arrival): Promise<ReadArrival> {
  const { config, kernel, resolver, files } = desk;
  const { clock } = kernel;
  const one = await readArrival(config, arrival, async (read, mailboxes) =>
    // Keys change over the years, and nobody acts on history.
    resolver === undefined || arrival.history ? undefined : checkSender({ resolver, clock }, arrival, read, mailboxes),
  );
  if (files === undefined || one.files.length === 0 || (await isKnown(desk, one))) return one;
  return { ...one, found: await files.inspect(one.files, { areRead: !arrival.history }) };
}

/** The same mail again needs no second look at its files. */
async function isKnown({ kernel: { keys }, mails }: Desk, one: ReadArrival): Promise<boolean> {
  const known = await mails.getMany(one.mailboxes.map((mailbox) => fingerprintOf(keys, one, mailbox)));
  return known.every((found) => found !== undefined);
}

interface Desk extends ReceiverParts {
  /** Fingerprint → case: mails that are known. */
  readonly mails: Collection;
  /** Digest of a Message-ID → case and participant. */
  readonly threads: Collection;
}

type Answer = { readonly ok: Receipt } | { readonly error: unknown };
type Answers = Map<Item, Answer>;

async function receiveBatch(desk: Desk, arrivals: readonly ReadArrival[]): Promise<Answer[]> {
  if ((await desk.blobs.freeBytes()) <= 0) {
    throw new AppError('DISK_FULL', 'The disk is nearly full: mails are refused until there is room again', {
      retry: 'later',
    });
  }
  const items = arrivals.map((arrival) => itemsOf(desk.kernel.keys, arrival));
  const answers = await keepAll(desk, items.flat());
  return items.map((ofOne) => answerOf(ofOne, answers));
}

/** A mail for several mailboxes is acknowledged when all of them have it. */
function answerOf(items: readonly Item[], answers: Answers): Answer {
  const all = items.map(
    (item) => answers.get(item) ?? later('The mail could not be settled among others of its thread'),
  );
  return all.find((answer) => 'error' in answer) ?? all[0] ?? later('The mail is for nobody');
}

function later(message: string): Answer {
  return { error: failure(message) };
}

function failure(message: string, cause?: unknown): AppError {
  return new AppError('INTERNAL', message, { retry: 'later', ...(cause === undefined ? {} : { cause }) });
}

/** A mail that loses its thread or its number to another one is looked up again. */
async function keepAll(desk: Desk, items: readonly Item[]): Promise<Answers> {
  const answers: Answers = new Map();
  let todo = items;
  for (let round = 0; todo.length > 0 && round < MAX_ROUNDS; round += 1) {
    const fresh = await answerKnown(desk, todo, answers);
    if (fresh.length > 0) await keepFresh(desk, fresh, answers);
    todo = todo.filter((item) => !answers.has(item));
  }
  return answers;
}

/** Answers mails that are in their case already; of the same mail twice, the first goes on. */
async function answerKnown({ mails }: Desk, items: readonly Item[], answers: Answers): Promise<Item[]> {
  const known = await mails.getMany(items.map(({ fingerprint }) => fingerprint));
  const fresh = new Map<string, Item>();
  for (const [index, item] of items.entries()) {
    const found = known[index];
    if (found) answers.set(item, receipt(item, String(found.case), false));
    else if (!fresh.has(item.fingerprint)) fresh.set(item.fingerprint, item);
  }
  return [...fresh.values()];
}

function receipt({ mailId }: Item, caseNumber: string, isNew: boolean): Answer {
  return { ok: { caseNumber, mailId, isNew } };
}

/** One round for mails that are in no case yet; those that get no answer come again. */
async function keepFresh(desk: Desk, items: readonly Item[], answers: Answers): Promise<void> {
  const { kernel, runner, threads } = desk;
  const homeless = await chooseCases({ keys: kernel.keys, runner, threads }, items);
  for (const item of homeless) answers.set(item, later('No free case number after several draws'));
  const merging = await mergeAbsorbed(desk, items);
  const ready = items.filter((item) => !homeless.has(item) && !merging.has(item));
  const losers = await claimThreads(threads, ready);
  const keepable = await withKey(
    desk,
    ready.filter((item) => !losers.has(item)),
  );
  const results = await keepInCases(desk, keepable);
  await releaseTaken(desk, keepable, results);
  await remember(desk, keepable, results, answers);
}

/** Cases that turned out to be one thread become one before its mail comes in: no mail enters a case that is left. */
async function mergeAbsorbed({ runner }: Desk, items: readonly Item[]): Promise<ReadonlySet<Item>> {
  const merging = new Set<Item>();
  for (const item of items) {
    const { decision, arrival } = item;
    // An old mail makes no two cases one that go on by themselves.
    if (decision.join === undefined || arrival.history) continue;
    for (const absorbed of decision.absorbs) {
      merging.add(item);
      await mergeCases(runner, await rootOf(runner, absorbed), decision.join);
    }
  }
  return merging;
}

/** Those whose case has a key. A case whose person was erased takes no mail: it is looked up again, as if that case had never been. */
async function withKey({ kernel, threads }: Desk, items: readonly Item[]): Promise<Item[]> {
  const keys = await kernel.keys.ensure([...new Set(items.map(({ caseNumber }) => caseNumber))]);
  const erased = items.filter(({ caseNumber }) => !keys.has(caseNumber));
  for (const item of erased) {
    item.erased.add(item.caseNumber);
    if (item.decision.join === undefined) item.draws += 1;
  }
  await releaseClaims(threads, erased);
  return items.filter((item) => !erased.includes(item));
}

type Result = Kept | 'again' | { readonly error: unknown };

async function keepInCases(desk: Desk, items: readonly Item[]): Promise<Result[]> {
  const files = items.map(blobsOf);
  const refs = await desk.blobs.put(files.flat());
  let next = 0;
  const kept = items.map((item, index) => {
    const own = refs.slice(next, next + (files[index]?.length ?? 0));
    next += own.length;
    return keepInCase(desk, item, own);
  });
  return Promise.all(kept);
}

async function keepInCase({ kernel, config, runner }: Desk, item: Item, refs: readonly BlobRef[]): Promise<Result> {
  const { decision, fingerprint, caseNumber, spamMark } = item;
  try {
    const mail = keptMail(item, refs, config.mailboxes, kernel.clock.now());
    const isNew = decision.join === undefined;
    const payload: KeptMail = { fingerprint, mail, isNew, ...(spamMark === undefined ? {} : { spamMark }) };
    const answer = await runner.command({ key: caseNumber, id: `mail/${fingerprint}` }, 'receive', payload);
    if (answer !== undefined) return answer as Kept;
    // Done by an earlier attempt.
    return (await runner.read(caseNumber))?.state.mails.includes(fingerprint) ? 'known' : 'again';
  } catch (error) {
    // Erased since its key was asked for: looked up again, as if that case had never been.
    if (isAppError(error, 'KEY_ERASED')) return 'again';
    return { error: isAppError(error) ? error : failure('The mail could not be kept', error) };
  }
}

async function releaseTaken({ threads }: Desk, items: readonly Item[], results: readonly Result[]): Promise<void> {
  const taken = items.filter((_, index) => results[index] === 'number-taken');
  for (const item of taken) item.draws += 1;
  await releaseClaims(threads, taken);
}

/** The index comes last: what stands in it needs no look at its case. */
async function remember(
  { mails }: Desk,
  items: readonly Item[],
  results: readonly Result[],
  answers: Answers,
): Promise<void> {
  const stored = items.filter((_, index) => results[index] === 'kept' || results[index] === 'known');
  const writes = stored.map((item) => ({
    op: 'insert' as const,
    doc: { _id: item.fingerprint, case: item.caseNumber },
  }));
  if (writes.length > 0) await mails.write(writes);
  for (const [index, item] of items.entries()) {
    const result = results[index];
    if (typeof result === 'object') answers.set(item, result);
    else if (result === 'kept' || result === 'known')
      answers.set(item, receipt(item, item.caseNumber, result === 'kept'));
  }
}
