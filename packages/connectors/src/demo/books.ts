/** The back office's documents and where they are kept. Only the shapes and how they are found; the rules are elsewhere. */
import { AppError } from '@facteur/primitives';
import type { Collection, NewDocument, Store, StoredDocument } from '@facteur/store';
import type { Answer } from './answers.ts';
import type { Booking, Customer, Order, StockLine } from './data-shapes.ts';

export type EffectKind =
  | 'refund'
  | 'reship'
  | 'cancel'
  | 'cancel-order'
  | 'return'
  | 'cancel-return'
  | 'exchange'
  | 'change-booking'
  | 'cancel-booking'
  | 'contact'
  | 'prospect';

/** What an effect is made of, beside its key and its answer. */
export type EffectFacts = {
  readonly order?: string;
  readonly customer?: string;
  readonly minor?: number;
  readonly currency?: string;
  readonly reason?: string;
  readonly sku?: string;
  readonly quantity?: number;
  /** `_id` of the shipment or return that a cancellation cancels. */
  readonly target?: string;
  readonly booking?: string;
  /** The days to which a booking was changed. */
  readonly from?: string;
  readonly to?: string;
  /** 1 for the first change of a booking or a customer; the highest counts. */
  readonly nth?: number;
  /** What was changed of a customer, and to what. */
  readonly field?: string;
  readonly value?: string;
  /** What a prospect asked about, and the name given. */
  readonly topic?: string;
  readonly name?: string;
  /** In lower case: of a prospect, or the one that a customer changed to. */
  readonly address?: string;
};

/**
 * One idempotency key and the effect it stands for, in one document, so that key, answer and booking are durable together.
 * `claim` names what may happen once (`refund:CMD-…`) and is unique; a refusal has none.
 */
export type EffectRecord = EffectFacts & {
  readonly _id: string;
  readonly kind: EffectKind;
  readonly key: string;
  /** Hash of operation, input and sender: the same key with another one is refused. */
  readonly fingerprint: string;
  readonly state: 'begun' | 'done';
  readonly at: string;
  readonly claim?: string;
  /** What customers and accountants see: `RB-…`, `EXP-…`. */
  readonly reference?: string;
  readonly cancelled?: boolean;
  readonly answer?: Answer;
};

/** Stock as kept: `moves` are the effects that were counted in `available` and are perhaps not finished yet. */
export type StockRecord = StockLine & { readonly _id: string; readonly moves: readonly string[] };

export interface Books {
  readonly orders: Collection;
  readonly stock: Collection;
  readonly customers: Collection;
  readonly bookings: Collection;
  readonly effects: Collection;
  readonly meta: Collection;
}

/** Opens the collections, whose names all begin with `demo-`. */
export async function openBooks(store: Store): Promise<Books> {
  return {
    orders: await store.collection({
      name: 'demo-orders',
      indexes: { customer: ['customer', 'number'], number: ['number'], tracking: ['tracking'] },
    }),
    stock: await store.collection({ name: 'demo-stock' }),
    customers: await store.collection({ name: 'demo-customers', indexes: { address: ['foldedAddress'] } }),
    bookings: await store.collection({ name: 'demo-bookings', indexes: { number: ['number'] } }),
    effects: await store.collection({
      name: 'demo-effects',
      unique: { claim: ['claim'], reference: ['reference'] },
      indexes: {
        claimed: ['claim'],
        referred: ['reference'],
        state: ['state'],
        booked: ['kind', 'reference'],
        customer: ['kind', 'customer', 'reference'],
        address: ['kind', 'address'],
      },
    }),
    meta: await store.collection({ name: 'demo-meta' }),
  };
}

/** Longer than any identifier here; what is longer is not looked up, as stores limit their keys. */
const MAX_ID_CHARACTERS = 200;

/** The document `id` as `T`: collections hold what this module's callers wrote. */
export async function read<T>(
  collection: Collection,
  id: string,
): Promise<(T & { readonly version: number }) | undefined> {
  return id.length > MAX_ID_CHARACTERS ? undefined : as<T>(await collection.get(id));
}

/** The one document whose indexed field has `value`. */
export async function findOne<T>(
  collection: Collection,
  index: string,
  field: string,
  value: string,
): Promise<(T & { readonly version: number }) | undefined> {
  if (value.length > MAX_ID_CHARACTERS) return undefined;
  const page = await collection.find({ index, equals: { [field]: value }, limit: 1 });
  return as<T>(page.documents[0]);
}

/** Every document of an index, or of those whose leading fields are `equals`. */
export async function findAll<T>(
  collection: Collection,
  index: string,
  equals: Readonly<Record<string, string>> = {},
): Promise<readonly (T & { readonly version: number })[]> {
  const all: StoredDocument[] = [];
  let after: string | undefined;
  do {
    const page = await collection.find({ index, equals, limit: 1_000, ...(after === undefined ? {} : { after }) });
    all.push(...page.documents);
    after = page.cursor;
  } while (after !== undefined);
  return all as unknown as readonly (T & { readonly version: number })[];
}

/** @throws AppError `CONFLICT` (later) when the document is not at version `at` any more */
export async function replace(collection: Collection, doc: NewDocument, at: number): Promise<void> {
  const [write] = await collection.write([{ op: 'replace', doc, at }]);
  if (write?.outcome === 'done') return;
  throw new AppError('CONFLICT', `${doc._id} was written by someone else`, { retry: 'later' });
}

function as<T>(document: StoredDocument | undefined): (T & { readonly version: number }) | undefined {
  return document as unknown as (T & { readonly version: number }) | undefined;
}

export type { Booking, Customer, Order };
