/** A demo company with a customer for everyone who writes, each with one order that may be refunded alone. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Who writes about which order. */
export interface Person {
  readonly name: string;
  readonly address: string;
  readonly order: string;
}

/** The amount of every order, minor units of EUR: small enough to be refunded without an advisor. */
export const ORDER_MINOR = 4_990;
export const CURRENCY = 'EUR';

/** The person number `index`, from 0 to 99 999. */
export function personOf(index: number): Person {
  const digits = String(index).padStart(5, '0');
  return {
    name: `Camille Essai ${digits}`,
    address: `camille.${digits}@courriel.example`,
    order: `CMD-2026-${digits}`,
  };
}

/** Writes the four files of `FACTEUR_DEMO_DATA` into `folder`. */
export async function writeCompany(folder: string, people: readonly Person[]): Promise<void> {
  const customers = people.map(({ name, address, order }) => {
    return { id: order.replace('CMD', 'C'), name, address, balance: euros(0), since: '2024-01-19' };
  });
  const orders = people.map(({ order }) => ({
    ...{ number: order, customer: order.replace('CMD', 'C'), sku: 'BOUGIE', article: 'Bougie parfumée', quantity: 1 },
    ...{ total: euros(ORDER_MINOR), status: 'shipped', carrier: 'Colissimo', tracking: `6A${order.slice(-5)}` },
    ...{ orderedOn: '2026-11-09', shippedOn: '2026-11-12' },
  }));
  const files = { customers, orders, stock: [{ sku: 'BOUGIE', available: 10 }], bookings: [] };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, `${name}.json`), JSON.stringify(content));
}

function euros(minor: number) {
  return { minor, currency: CURRENCY };
}
