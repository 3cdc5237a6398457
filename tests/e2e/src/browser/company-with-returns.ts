/** The tests' company with an order more for each customer: a vase that was delivered a few days ago and can be exchanged. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../clean-up.ts';
import { type Buyer, writeCompany } from '../company.ts';

const CUSTOMERS = 60;
const VASE = {
  ...{ sku: 'VASE-BLEU', article: 'Vase bleu', quantity: 1, total: { minor: 4990, currency: 'EUR' } },
  ...{ status: 'delivered', carrier: 'Colissimo', tracking: '6A00000000001' },
  ...{ orderedOn: '-9d', shippedOn: '-8d', deliveredOn: '-5d' },
};

/** What the vase can be exchanged for. */
export const GREEN_VASE = 'VASE-VERT';

/** The number of a customer's vase. */
export const vaseOf = ({ id }: Buyer): string => `CMD-2026-3${id.slice(2)}`;

/** The folder for `FACTEUR_DEMO_DATA`, and the customers in it. */
export async function companyWithReturns(): Promise<{ readonly folder: string; readonly buyers: readonly Buyer[] }> {
  const folder = await temporaryFolder();
  const buyers = await writeCompany(folder, CUSTOMERS);
  const vases = buyers.map((buyer) => ({ ...VASE, number: vaseOf(buyer), customer: buyer.id }));
  await add(folder, 'orders.json', vases);
  await add(folder, 'stock.json', [
    { sku: VASE.sku, available: 5 },
    { sku: GREEN_VASE, available: 60 },
  ]);
  return { folder, buyers };
}

async function add(folder: string, file: string, more: readonly object[]): Promise<void> {
  const path = join(folder, file);
  const items = JSON.parse(await readFile(path, 'utf8')) as object[];
  await writeFile(path, JSON.stringify([...items, ...more]));
}
