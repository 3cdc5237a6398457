import type { Json, JsonObject } from '@facteur/primitives';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutputType } from '../../connector.ts';
import { demoOperations } from '../demo-operations.ts';
import { openOffice, WHO } from '../testing/office.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
/** What each operation answered. */
const answers = new Map<string, JsonObject[]>();

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const calls: readonly (readonly [operation: string, input: JsonObject, from: string])[] = [
  ['boutique.order', { number: 'CMD-2026-00123' }, WHO.claire],
  ['boutique.order', { number: 'CMD-2026-00124' }, WHO.claire],
  ['boutique.customer', { id: 'C-1001' }, WHO.claire],
  ['boutique.stock', { sku: 'PLAID-LAINE' }, WHO.claire],
  ['boutique.reship', { order: 'CMD-2026-00123' }, WHO.claire],
  ['boutique.cancelOrder', { order: 'CMD-2026-00127' }, WHO.elodie],
  ['boutique.returnLabel', { order: 'CMD-2026-00124' }, WHO.claire],
  ['boutique.exchange', { order: 'CMD-2026-00124', sku: 'CARNET-LIN' }, WHO.claire],
  ['comptabilite.refund', { order: 'CMD-2026-00123', amount: eur(4990) }, WHO.claire],
  ['comptabilite.balance', { customer: 'C-1001' }, WHO.claire],
  ['comptabilite.invoice', { order: 'CMD-2026-00123' }, WHO.claire],
  ['comptabilite.effect', { key: 'key:4' }, WHO.claire],
  ['transport.tracking', { tracking: '6A10293847561' }, WHO.claire],
  ['hotel.booking', { number: 'TIL-20417' }, WHO.karim],
  ['hotel.availability', { room: 'Chambre simple', from: '2026-02-01', to: '2026-02-02' }, WHO.karim],
  ['hotel.changeBooking', { booking: 'TIL-20417', from: '2026-03-01', to: '2026-03-02' }, WHO.karim],
  ['hotel.cancelBooking', { booking: 'TIL-20417' }, WHO.karim],
  ['crm.customer', { address: WHO.claire }, WHO.claire],
  ['crm.updateContact', { customer: 'C-1001', field: 'phone', value: '0612345679' }, WHO.claire],
  ['crm.prospect', { address: WHO.claire, topic: 'catalogue' }, WHO.claire],
  ['savoir.search', { question: 'Avez-vous un parking ?' }, WHO.claire],
];

beforeAll(async () => {
  office = await openOffice();
  const note = async (operation: string, input: JsonObject, nth: number, from: string): Promise<void> => {
    const isEffect = demoOperations.find(({ name }) => name === operation)?.effect !== 'none';
    const call = isEffect ? office.act(operation, input, `key:${nth}`, from) : office.ask(operation, input, from);
    answers.set(operation, [...(answers.get(operation) ?? []), await office.output(call)]);
  };
  for (const [nth, [operation, input, from]] of calls.entries()) {
    await note(operation, input, nth, from);
  }
  const last = (operation: string, member: string): Json => answers.get(operation)?.at(-1)?.[member] ?? null;
  await note('boutique.cancelReship', { shipment: last('boutique.reship', 'shipment') }, 100, WHO.claire);
  await note('boutique.cancelReturn', { return: last('boutique.returnLabel', 'return') }, 101, WHO.claire);
  const refused = { customer: 'C-1001', field: 'phone', value: '1' };
  await office.act('crm.updateContact', refused, 'refused', WHO.claire);
  await note('comptabilite.effect', { key: 'refused' }, 102, WHO.claire);
});
afterAll(() => office.close());

function isOfType(value: Json | undefined, type: OutputType): boolean {
  if (typeof type === 'object') return typeof value === 'string' && type.of.includes(value);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const isMoney = isObject && Object.keys(value).sort().join() === 'currency,minor';
  return {
    text: typeof value === 'string',
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
    date: typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
    list: Array.isArray(value),
    object: isObject,
    money: isMoney && Number.isSafeInteger((value as JsonObject).minor),
  }[type];
}

describe('the demo company’s catalogue', () => {
  it('says of no operation that it may answer nothing', () => {
    const bare = demoOperations.filter(({ outputs }) => Object.keys(outputs ?? {}).length === 0);
    expect(bare).toEqual([]);
  });

  it.each(demoOperations.map(({ name, outputs = {} }) => ({ name, outputs })))(
    'tells what $name really answers',
    ({ name, outputs }) => {
      const seen = answers.get(name) ?? [];
      const members = new Set(seen.flatMap(Object.keys));
      expect([...members].sort()).toEqual(Object.keys(outputs).sort());
      for (const [path, type] of Object.entries(outputs)) {
        const values = seen.map((answer) => answer[path]).filter((value) => value !== null && value !== undefined);
        const wrong = values.filter((value) => !isOfType(value, type));
        expect({ path, wrong, isSeen: values.length > 0 }).toEqual({ path, wrong: [], isSeen: true });
      }
    },
  );
});
