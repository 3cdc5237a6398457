/** What the company's data look like in a mail: shapes of its numbers, its products, its country. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedDataFolder } from '@facteur/connectors/demo';
import type { CompanyData } from '@facteur/nlu';
import { type CatalogueEntry, openCatalogue } from '@facteur/nlu/data';
import { type NumberPattern, orderPattern, parcelPatterns, readNumberPatterns } from '@facteur/nlu/numbers';
import { AppError, messageOf } from '@facteur/primitives';
import { parse } from 'yaml';
import { z } from 'zod';
import { patternOf, productSchema, type Settings } from './settings.ts';

/** Orders of the demo shop, bookings of the demo hotel. */
const DEMO_NUMBERS: readonly NumberPattern[] = [orderPattern, { type: 'booking-number', pattern: 'TIL-#####' }];

/** @throws AppError `CONFIG_INVALID` for a file of products that cannot be read */
export function companyDataOf(settings: Settings, isDemo: boolean): CompanyData {
  const { numbers, products, country } = settings;
  const declared = numbers?.map(patternOf) ?? DEMO_NUMBERS;
  const entries = products === undefined ? (isDemo ? demoProducts(settings) : []) : productsOf(products);
  return {
    country,
    numbers: readNumberPatterns([...declared, ...parcelPatterns]),
    ...(entries.length === 0 ? {} : { catalogue: openCatalogue(entries) }),
  };
}

function productsOf(products: NonNullable<Settings['products']>): CatalogueEntry[] {
  if (typeof products !== 'string') return products.map(entryOf);
  try {
    return z
      .array(productSchema)
      .parse(parse(readFileSync(products, 'utf8')))
      .map(entryOf);
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    const remedy = 'expected a list of { id, name, aliases }';
    throw new AppError('CONFIG_INVALID', `The products in ${products} cannot be read, ${remedy}: ${why}`, { cause });
  }
}

function entryOf({ id, name, aliases }: z.infer<typeof productSchema>): CatalogueEntry {
  return { id, name, ...(aliases && { aliases }) };
}

const soldSchema = z.array(z.object({ sku: z.string(), article: z.string() }));

/** What the demo shop has sold. A fault in its files is told by the back office, which reads them too. */
function demoProducts(settings: Settings): CatalogueEntry[] {
  try {
    const orders = readFileSync(join(settings['demo-data'] ?? shippedDataFolder, 'orders.json'), 'utf8');
    const names = new Map(soldSchema.parse(JSON.parse(orders)).map(({ sku, article }) => [sku, article]));
    return [...names].map(([id, name]) => ({ id, name }));
  } catch {
    return [];
  }
}
