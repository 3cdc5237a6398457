/** A company's systems in memory, which a test can make fail at any point. They do what they are asked once per idempotency key. */
import type { CallRequest, CallResult, Connector, Operation } from '@facteur/connectors';
import { demoOperations } from '@facteur/connectors/demo';
import { AppError, type JsonObject } from '@facteur/primitives';

/** How a call goes wrong: nothing leaves; the request is lost; it is done and the answer is lost. */
export type Trouble = 'unsent' | 'lost-request' | 'lost-answer';

export interface FakeCompany extends Connector {
  /** Calls made, in order. */
  readonly calls: CallRequest[];
  /** Money and goods that moved, with the key they moved under. */
  readonly effects: { readonly operation: string; readonly key: string; readonly input: JsonObject }[];
  /** Orders by number; a test may change them. */
  readonly orders: Map<string, JsonObject>;
  readonly stock: Map<string, number>;
  /** The next calls of `operation` go wrong so, one after the other. */
  fail(operation: string, ...troubles: Trouble[]): void;
}

/** How the systems differ from the demo company's. */
export interface CompanyOptions {
  /** Of every operation with an effect. Default true. */
  readonly idempotent?: boolean;
  /** Whether they tell what became of an effect. Default true. */
  readonly hasStatus?: boolean;
}

const OWNER = 'claire@client.example';

/** One customer with a small order, a large one and one that is lost on its way. */
export function fakeCompany({ idempotent = true, hasStatus = true }: CompanyOptions = {}): FakeCompany {
  const orders = new Map<string, JsonObject>([
    ['CMD-2026-00001', order('CMD-2026-00001', 4_990, 'delivered')],
    ['CMD-2026-00002', order('CMD-2026-00002', 18_900, 'delivered')],
    ['CMD-2026-00003', order('CMD-2026-00003', 18_900, 'shipped')],
  ]);
  const stock = new Map([['VASE', 3]]);
  const company = { calls: [] as CallRequest[], effects: [] as FakeCompany['effects'][number][], orders, stock };
  const troubles = new Map<string, Trouble[]>();
  const answers = new Map<string, CallResult>();

  const answer = (call: CallRequest): CallResult => {
    const { operation, idempotencyKey: key = '', input } = call;
    if (operation === 'comptabilite.effect') return statusOf(answers.get(String(input.key)));
    const known = idempotent ? answers.get(key) : undefined;
    if (known) return known;
    const result = read(call, company);
    if (key === '') return result;
    answers.set(key, result);
    if (result.ok) company.effects.push({ operation, key, input });
    return result;
  };
  return {
    ...company,
    name: 'fake',
    operations: demoOperations.map((operation) => variant(operation, idempotent, hasStatus)),
    fail: (operation, ...more) => troubles.set(operation, [...(troubles.get(operation) ?? []), ...more]),
    async call(call) {
      company.calls.push(call);
      const trouble = troubles.get(call.operation)?.shift();
      if (trouble === 'unsent' || trouble === 'lost-request') throw failure(call, trouble !== 'unsent');
      const result = answer(call);
      if (trouble === 'lost-answer') throw failure(call, true);
      return result;
    },
    async close() {},
  };
}

function variant(operation: Operation, idempotent: boolean, hasStatus: boolean): Operation {
  const { status, ...rest } = operation;
  if (operation.effect === 'none') return operation;
  return { ...rest, idempotent, ...(hasStatus && status !== undefined ? { status } : {}) };
}

function order(number: string, minor: number, status: string): JsonObject {
  const total = { minor, currency: 'EUR' };
  return { number, customer: 'C-1', sku: 'VASE', article: 'Vase', quantity: 1, total, status, refunded: false };
}

function failure({ operation }: CallRequest, sent: boolean): AppError {
  return new AppError('CONNECTOR_FAILED', `${operation} failed`, { retry: 'later', sent });
}

function statusOf(result: CallResult | undefined): CallResult {
  if (result === undefined) return { ok: true, output: { state: 'none' } };
  return {
    ok: true,
    output: result.ok ? { state: 'done', output: result.output } : { state: 'refused', code: result.code },
  };
}

function refuse(code: string): CallResult {
  return { ok: false, code, message: `${code}, dit le système` };
}

function read(
  { operation, input, sender }: CallRequest,
  { orders, stock, effects }: Pick<FakeCompany, 'orders' | 'stock' | 'effects'>,
): CallResult {
  const isOwner = sender?.proven === true && sender.address === OWNER;
  const found = orders.get(String(input.number ?? input.order));
  if (operation === 'boutique.stock')
    return { ok: true, output: { sku: String(input.sku), available: stock.get(String(input.sku)) ?? 0 } };
  if (!isOwner) return refuse('not-yours');
  if (operation === 'boutique.customer')
    return { ok: true, output: { id: 'C-1', name: 'Claire', balance: { minor: -1_250, currency: 'EUR' }, orders: [] } };
  if (operation === 'boutique.cancelReship')
    return { ok: true, output: { shipment: String(input.shipment), cancelled: true } };
  if (!found) return refuse('not-found');
  if (operation === 'boutique.order') return { ok: true, output: found };
  const isDone = effects.some((effect) => effect.operation === operation && effect.input.order === input.order);
  if (isDone) return refuse('already-done');
  if (operation === 'boutique.reship')
    return { ok: true, output: { shipment: 'EXP-1', order: String(input.order), carrier: 'Colissimo' } };
  const amount = input.amount ?? null;
  return { ok: true, output: { refund: 'RB-1', order: String(input.order), amount, bookedOn: '2026-01-05' } };
}
