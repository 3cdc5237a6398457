/** The product with a company of its own, for the tests of one file: each takes a customer that no other test uses. */
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { type Buyer, writeCompany } from './company.ts';
import { type Product, startProduct } from './product.ts';
import type { Env } from './program.ts';

/** A running product and its customers. */
export interface Shop {
  readonly product: Product;
  /** A customer who has not written yet. @throws Error when there is none left */
  next(): Buyer;
}

const CUSTOMERS = 60;
const open: Product[] = [];

/** Opens the shop, on a new data folder. */
export async function openShop(env: Env = {}): Promise<Shop> {
  const data = await temporaryFolder();
  const buyers = [...(await writeCompany(data, CUSTOMERS))];
  const settings = { FACTEUR_DEMO_DATA: data, FACTEUR_LOG: 'warn', ...env };
  const product = await startProduct({ home: await temporaryFolder(), env: settings });
  open.push(product);
  return {
    product,
    next() {
      const buyer = buyers.shift();
      if (buyer === undefined) throw new Error('The company has no more customers');
      return buyer;
    },
  };
}

/** For `afterAll`: stops the product, which must end with 0, and removes everything. */
export async function closeShops(): Promise<void> {
  const codes = await Promise.all(open.map((product) => product.stop()));
  await cleanUp();
  const bad = open.splice(0).filter((_, index) => codes[index] !== 0);
  if (bad.length > 0) throw new Error(`The product ended with ${codes}:\n${bad.map(({ printed }) => printed.stderr)}`);
}
