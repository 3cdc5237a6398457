import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EXAMPLES, MAILBOXES } from './examples.ts';

interface Owned {
  readonly number: string;
  readonly customer: string;
}

/** The demo company's own data: what it sold, and to whom. */
function read<Row>(name: string): readonly Row[] {
  const file = new URL(`../../../connectors/demo-data/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Row[];
}

const sold = [...read<Owned>('orders'), ...read<Owned>('bookings')];
const customers = read<{ id: string; name: string; address: string }>('customers');

describe('the examples', () => {
  it.each(EXAMPLES)('« $label » is from a customer, about what that customer bought', (example) => {
    const writer = customers.find(({ address }) => address === example.fromAddress);
    expect(writer?.name).toBe(example.fromName);
    const named = example.text.match(/(?:CMD-\d{4}|TIL)-\d+/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(named.map((number) => sold.find((one) => one.number === number)?.customer)).toEqual(
      named.map(() => writer?.id),
    );
  });

  it('cover every mailbox of the demo', () => {
    expect([...new Set(EXAMPLES.map(({ to }) => to))].sort()).toEqual([...MAILBOXES].sort());
  });
});
