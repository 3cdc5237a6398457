/** A demo company with as many customers as a test needs, each with orders of their own, so that tests never meet. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A customer and what they bought. */
export interface Buyer {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** 49.90 EUR, shipped: a refund goes alone, a lost parcel is sent again alone. */
  readonly small: string;
  /** 189.00 EUR, shipped, in stock: an advisor validates. */
  readonly big: string;
}

/** The amount of every small order, minor units of EUR. */
export const SMALL_MINOR = 4990;
/** The amount of every big order, minor units of EUR. */
export const BIG_MINOR = 18_900;
/** Every customer's balance, minor units of EUR. */
export const BALANCE_MINOR = 1250;

/** Writes the four files of `FACTEUR_DEMO_DATA` into `folder`, for `count` customers. */
export async function writeCompany(folder: string, count: number): Promise<readonly Buyer[]> {
  const buyers = Array.from({ length: count }, (_, index) => buyerOf(index));
  const customers = buyers.map(({ id, name, address }) => {
    return { id, name, address, balance: euros(BALANCE_MINOR), since: '2024-01-19' };
  });
  const orders = buyers.flatMap(({ id, small, big }) => [
    orderOf(small, id, 'BOUGIE', 'Bougie parfumée', SMALL_MINOR),
    orderOf(big, id, 'FAUTEUIL', 'Fauteuil en rotin', BIG_MINOR),
  ]);
  const stock = [
    { sku: 'BOUGIE', available: 10_000 },
    { sku: 'FAUTEUIL', available: 7 },
  ];
  const files = { customers, orders, stock, bookings: [] };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, `${name}.json`), JSON.stringify(content));
  return buyers;
}

function buyerOf(index: number): Buyer {
  const digits = String(index).padStart(4, '0');
  return {
    id: `C-${digits}`,
    name: `Camille Essai ${digits}`,
    address: `camille.${digits}@courriel.example`,
    small: `CMD-2026-1${digits}`,
    big: `CMD-2026-2${digits}`,
  };
}

function orderOf(number: string, customer: string, sku: string, article: string, minor: number) {
  const shipping = {
    status: 'shipped',
    carrier: 'Colissimo',
    tracking: `6A${number.slice(-5)}`,
    shippedOn: '2026-11-12',
  };
  return { number, customer, sku, article, quantity: 1, total: euros(minor), orderedOn: '2026-11-09', ...shipping };
}

function euros(minor: number) {
  return { minor, currency: 'EUR' };
}
