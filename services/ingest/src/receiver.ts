/**
 * From raw bytes to a kept mail in its case. A mail is acknowledged to its source only when blob, directory entry and store
 * hold it; everything before is repeatable, because every id derives from the mail itself.
 */
import type { BlobRef, Blobs } from '@facteur/blobs';
import { caseNumberFrom, isCaseNumber, type Mail } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import { caseOfMessageId, caseOfReplyTag, type ReadMail, readMail } from '@facteur/mail';
import { AppError, derivedId, isAppError, isoTime } from '@facteur/primitives';
import type { Kernel, Runner } from '@facteur/runtime';
import type { Collection, StoredDocument } from '@facteur/store';
import { batcher } from './batcher.ts';
import type { IngestConfig, IngestMailbox } from './config.ts';
import { isLoopback, proofOf } from './sender.ts';
import type { IngestState, Kept, KeptMail } from './state.ts';
import { type Candidate, chooseCase, type ThreadDecision } from './thread.ts';

/** A mail as its source hands it over. */
export interface Arrival {
  readonly raw: Buffer;
  readonly channel: Mail['channel'];
  /** Addresses of the envelope; empty for imports: the headers tell. */
  readonly recipients: readonly string[];
  readonly remoteAddress: string;
}

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
   * Resolves once the mail is durable and in its case.
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
}

/** A mail with everything looked up. */
interface Item {
  readonly arrival: Arrival;
  readonly mailbox: IngestMailbox;
  readonly read: ReadMail;
  readonly fingerprint: string;
  readonly participant: string;
  /** Digests of its own Message-ID (first, when it has one) and of those it refers to. */
  readonly threadIds: readonly string[];
  decision: ThreadDecision;
  caseNumber: string;
  /** Draws of a case number so far. */
  draws: number;
}

const MAILS_AT_ONCE = 64;
/** A number collides once in 10¹² × cases; three draws in a row do not. */
const MAX_DRAWS = 5;

/** Opens the receiver. */
export async function openReceiver(parts: ReceiverParts): Promise<Receiver> {
  const { kernel, config } = parts;
  const mails = await kernel.store.collection({ name: 'ingest-mails' });
  const threads = await kernel.store.collection({ name: 'ingest-threads' });
  const indexes: Indexes = { mails, threads };
  const ownAddresses = config.mailboxes.map(({ address }) => address);
  const mailboxOf = (address: string): IngestMailbox | undefined => {
    const plain = withoutTag(address);
    return config.mailboxes.find((mailbox) => mailbox.address === plain);
  };
  const { submit, idle } = batcher<Arrival, Receipt>(MAILS_AT_ONCE, (arrivals) =>
    receiveBatch(parts, indexes, ownAddresses, mailboxOf, arrivals),
  );
  return { mailboxOf, idle, receive: submit };
}

function withoutTag(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  return `${local.split('+')[0]}@${domain}`;
}

interface Indexes {
  readonly mails: Collection;
  readonly threads: Collection;
}

type Answer = { ok: Receipt } | { error: unknown };

async function receiveBatch(
  parts: ReceiverParts,
  indexes: Indexes,
  ownAddresses: readonly string[],
  mailboxOf: Receiver['mailboxOf'],
  arrivals: readonly Arrival[],
): Promise<Answer[]> {
  const free = await parts.blobs.freeBytes();
  if (free <= 0)
    throw new AppError('DISK_FULL', 'The disk is nearly full: mails are refused until there is room again', {
      retry: 'later',
    });
  const answers: Answer[] = arrivals.map(() => ({ error: new AppError('INTERNAL', 'mail not handled') }));
  let todo: { item: Item; index: number }[] = [];
  for (const [index, arrival] of arrivals.entries()) {
    try {
      todo.push({ item: await readArrival(parts, ownAddresses, mailboxOf, arrival), index });
    } catch (error) {
      answers[index] = { error };
    }
  }
  // A mail that loses its thread or its number to another is looked up again; each round settles at least one mail of a thread.
  while (todo.length > 0) {
    const settled = await keepAll(
      parts,
      indexes,
      todo.map(({ item }) => item),
    );
    for (const [position, answer] of settled.entries()) {
      const index = todo[position]?.index;
      if (answer !== 'again' && index !== undefined) answers[index] = answer;
    }
    todo = todo.filter((_, position) => settled[position] === 'again');
  }
  return answers;
}

async function readArrival(
  { kernel, config }: ReceiverParts,
  ownAddresses: readonly string[],
  mailboxOf: Receiver['mailboxOf'],
  arrival: Arrival,
): Promise<Item> {
  const read = await readMail(arrival.raw, { ownAddresses, maxReadBytes: config['max-read-bytes'] });
  const addressed =
    arrival.recipients.length > 0 ? arrival.recipients : [...read.to, ...read.cc].map(({ address }) => address);
  const mailbox =
    addressed.map(mailboxOf).find((found) => found !== undefined) ??
    (arrival.recipients.length === 0 ? config.mailboxes[0] : undefined);
  if (!mailbox) throw new AppError('MAIL_REFUSED', 'None of the recipients is a mailbox of this company');
  const digest = (purpose: string, value: string): string => kernel.keys.digest(purpose, value);
  const ids = [
    ...(read.messageId ? [read.messageId] : []),
    ...(read.inReplyTo ? [read.inReplyTo] : []),
    ...read.references,
  ];
  return {
    arrival,
    mailbox,
    read,
    fingerprint: digest('mail', `${mailbox.address}\n${read.identity}`),
    // Without an address nobody takes part in anything but this very mail.
    participant: digest('address', read.from?.address.toLowerCase() ?? read.identity),
    threadIds: [...new Set(ids)].slice(0, 30).map((id) => digest('message-id', `${mailbox.address}\n${id}`)),
    decision: { join: undefined, claims: [] },
    caseNumber: '',
    draws: 0,
  };
}

async function keepAll(parts: ReceiverParts, indexes: Indexes, items: readonly Item[]): Promise<(Answer | 'again')[]> {
  const known = await indexes.mails.getMany(items.map(({ fingerprint }) => fingerprint));
  const first = new Map<string, Item>();
  for (const item of items) if (!first.has(item.fingerprint)) first.set(item.fingerprint, item);
  const fresh = items.filter((item, index) => known[index] === undefined && first.get(item.fingerprint) === item);
  const outcomes = new Map<Item, Answer | 'again'>();
  for (const [index, item] of items.entries()) {
    const found = known[index];
    if (found) outcomes.set(item, { ok: { caseNumber: String(found.case), mailId: mailIdOf(item), isNew: false } });
    else if (!fresh.includes(item)) outcomes.set(item, 'again');
  }
  if (fresh.length > 0)
    for (const [item, outcome] of await keepFresh(parts, indexes, fresh)) outcomes.set(item, outcome);
  return items.map((item) => outcomes.get(item) ?? 'again');
}

function mailIdOf({ fingerprint }: Item): string {
  return derivedId('mail', fingerprint);
}

async function keepFresh(
  parts: ReceiverParts,
  indexes: Indexes,
  items: readonly Item[],
): Promise<Map<Item, Answer | 'again'>> {
  const { kernel, blobs } = parts;
  await decideCases(parts, indexes, items);
  const losers = await claimThreads(indexes.threads, items);
  const winners = items.filter((item) => !losers.has(item));
  const keys = await kernel.keys.ensure([...new Set(winners.map(({ caseNumber }) => caseNumber))]);
  const keepable = winners.filter(({ caseNumber }) => keys.has(caseNumber));
  const files = keepable.map(filesOf);
  const refs = await blobs.put(files.flat());
  let next = 0;
  const kept = keepable.map((item, index) => {
    const own = refs.slice(next, next + (files[index]?.length ?? 0));
    next += own.length;
    return keepInCase(parts, item, own);
  });
  const results = await Promise.all(kept);
  const stored = keepable.filter((_, index) => results[index] === 'kept' || results[index] === 'known');
  await indexes.mails.write(
    stored.map((item) => ({ op: 'insert', doc: { _id: item.fingerprint, case: item.caseNumber } })),
  );
  const outcomes = new Map<Item, Answer | 'again'>();
  for (const item of losers) outcomes.set(item, 'again');
  for (const item of winners) outcomes.set(item, erased(item));
  for (const [index, item] of keepable.entries()) outcomes.set(item, answerOf(item, results[index]));
  return outcomes;
}

function answerOf(item: Item, result: Kept | { error: unknown } | undefined): Answer | 'again' {
  if (typeof result === 'object') return result;
  if (result !== 'number-taken')
    return { ok: { caseNumber: item.caseNumber, mailId: mailIdOf(item), isNew: result === 'kept' } };
  item.draws += 1;
  return item.draws < MAX_DRAWS
    ? 'again'
    : { error: new AppError('INTERNAL', 'No free case number after several draws', { retry: 'later' }) };
}

function erased(item: Item): Answer {
  return {
    error: new AppError('KEY_ERASED', `The person of case ${item.caseNumber} was erased: the mail cannot join it`),
  };
}

function filesOf({ caseNumber, arrival, read }: Item): { scope: string; content: Buffer }[] {
  return [arrival.raw, ...read.attachments.map(({ content }) => content)].map((content) => ({
    scope: caseNumber,
    content,
  }));
}

async function keepInCase(
  { kernel, runner }: ReceiverParts,
  item: Item,
  refs: readonly BlobRef[],
): Promise<Kept | { error: unknown }> {
  const { decision, fingerprint, caseNumber } = item;
  const payload: KeptMail = {
    fingerprint,
    mail: mailOf(item, refs, kernel.clock.now()),
    isNew: decision.join === undefined,
    absorbs: decision.join === undefined ? [] : decision.absorbs,
  };
  try {
    return (await runner.command({ key: caseNumber, id: `mail/${fingerprint}` }, 'receive', payload)) as Kept;
  } catch (error) {
    return {
      error: isAppError(error)
        ? error
        : new AppError('INTERNAL', 'The mail could not be kept', { cause: error, retry: 'later' }),
    };
  }
}

function mailOf(item: Item, [raw, ...files]: readonly BlobRef[], nowMs: number): Mail {
  const { read, arrival, mailbox, decision, participant } = item;
  if (!raw) throw new AppError('INTERNAL', 'the raw mail has no blob');
  return {
    mailId: mailIdOf(item),
    mailbox: mailbox.address,
    channel: arrival.channel,
    receivedAt: isoTime(nowMs),
    ...(read.dateMs === undefined ? {} : { sentAt: isoTime(read.dateMs) }),
    kind: read.kind,
    language: read.language,
    ...(read.from ? { from: read.from } : {}),
    ...(read.replyTo ? { replyTo: read.replyTo } : {}),
    participant,
    proof: proofOf(read, mailbox, arrival.channel !== 'smtp' || isLoopback(arrival.remoteAddress)),
    joined: decision.join === undefined ? 'new' : decision.right,
    claims: [...decision.claims],
    subject: read.subject,
    text: read.text,
    ...(read.messageId ? { messageId: read.messageId } : {}),
    references: [...read.references],
    raw,
    attachments: read.attachments.map(({ name, type, bytes }, index) => {
      const blob = files[index];
      return { name, type, bytes, ...(blob ? { blob } : {}) };
    }),
    problems: read.problems.map(({ code, detail }) => ({ code, detail })),
  };
}

/** Looks up what each mail points at, and decides. */
async function decideCases(
  { kernel, runner }: ReceiverParts,
  { threads }: Indexes,
  items: readonly Item[],
): Promise<void> {
  const ids = [...new Set(items.flatMap(({ threadIds }) => threadIds))];
  const found = await threads.getMany(ids);
  const claims: Claims = new Map(ids.flatMap((id, index) => (found[index] ? [[id, found[index]] as const] : [])));
  for (const item of items) {
    item.decision = chooseCase(await candidatesOf(kernel.keys, runner, item, claims));
    item.caseNumber = item.decision.join ?? (await drawNumber(kernel.keys, runner, item));
  }
}

/** Thread claims by the digest of their Message-ID. */
type Claims = ReadonlyMap<string, StoredDocument>;

/** Derived from the mail: when a crash interrupts, the second attempt draws the same number. */
async function drawNumber(keys: KeyStore, runner: Runner<IngestState>, item: Item): Promise<string> {
  for (; ; item.draws += 1) {
    const number = caseNumberFrom(
      Buffer.from(keys.digest('case-number', `${item.draws}/${item.fingerprint}`), 'base64url'),
    );
    const holder = await runner.read(number);
    if (holder === undefined || holder.state.mails.includes(item.fingerprint)) return number;
  }
}

/** Everything that the mail points at: signed addresses, numbers in its subject, its thread. */
async function candidatesOf(
  keys: KeyStore,
  runner: Runner<IngestState>,
  item: Item,
  claims: Claims,
): Promise<Candidate[]> {
  const { read, threadIds, participant } = item;
  const signed = read.plusTags.flatMap((tag) => caseOfReplyTag(keys, tag) ?? []);
  const ours = [read.inReplyTo ?? '', ...read.references].flatMap((id) => caseOfMessageId(id) ?? []);
  const thread = threadIds.flatMap((id) => claims.get(id) ?? []);
  const pointed: { caseNumber: string; by: Candidate['by']; claimedBy?: string }[] = [
    ...signed.map((caseNumber) => ({ caseNumber, by: 'signed' as const })),
    ...read.caseNumbers.filter(isCaseNumber).map((caseNumber) => ({ caseNumber, by: 'number' as const })),
    ...thread.map((claim) => ({
      caseNumber: String(claim.case),
      by: 'thread' as const,
      claimedBy: String(claim.participant),
    })),
    ...ours.map((caseNumber) => ({ caseNumber, by: 'thread' as const })),
  ];
  const candidates = new Map<string, Candidate>();
  for (const { caseNumber, by, claimedBy } of pointed) {
    const state = (await runner.read(caseNumber))?.state;
    // Claimed but not written: the process died between the two. The same person's next mail takes the case up.
    if (!state && claimedBy === undefined) continue;
    const isParticipant = state ? state.participants.includes(participant) : claimedBy === participant;
    candidates.set(`${by}/${caseNumber}`, { caseNumber: state?.mergedInto ?? caseNumber, by, isParticipant });
  }
  return [...candidates.values()];
}

/** Claims the mail's Message-ID and those it refers to, by unique inserts; returns the mails that lost to another mail of their thread. */
async function claimThreads(threads: Collection, items: readonly Item[]): Promise<ReadonlySet<Item>> {
  const claims = items.flatMap((item) => claimedIds(item).map((id) => ({ item, id })));
  if (claims.length === 0) return new Set();
  const outcomes = await threads.write(
    claims.map(({ item, id }) => ({
      op: 'insert',
      doc: { _id: id, case: item.caseNumber, participant: item.participant },
    })),
  );
  const taken = claims.filter(
    ({ item }, index) => outcomes[index]?.outcome !== 'done' && item.decision.join === undefined,
  );
  if (taken.length === 0) return new Set();
  const holders = await threads.getMany(taken.map(({ id }) => id));
  return new Set(taken.filter(({ item }, index) => holders[index]?.case !== item.caseNumber).map(({ item }) => item));
}

/** A stranger to the thread claims nothing; someone who joins claims their own Message-ID; a new thread claims all of it. */
function claimedIds({ read, threadIds, decision }: Item): readonly string[] {
  if (decision.join === undefined) return decision.claims.length > 0 ? [] : threadIds;
  return read.messageId ? threadIds.slice(0, 1) : [];
}
