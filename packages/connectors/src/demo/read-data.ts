/** Reads and checks the data files of the demo company; a fault names the file, the place and the remedy. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, messageOf } from '@facteur/primitives';
import { z } from 'zod';
import { article, booking, customer, type DemoData, order, room, stockLine, withDays } from './data-shapes.ts';

/** The folder with the data that ships with the product. */
export const shippedDataFolder: string = fileURLToPath(new URL('../../demo-data', import.meta.url));

/**
 * Days such as `-3d` count from `base` (`YYYY-MM-DD`). `rooms.json` and `articles.json` may be missing.
 * @throws AppError `CONFIG_INVALID`, naming file, place and remedy
 */
export async function readData(folder: string, base: string): Promise<DemoData> {
  const rooms = await readOptional(folder, 'rooms.json', room, (entry) => entry.room);
  const data = {
    orders: await readList(folder, 'orders.json', order, ({ number }) => number),
    stock: await readList(folder, 'stock.json', stockLine, ({ sku }) => sku),
    customers: await readList(folder, 'customers.json', customer, ({ id }) => id),
    bookings: await readList(folder, 'bookings.json', booking, ({ number }) => number),
    articles: (await readOptional(folder, 'articles.json', article, ({ id }) => id)) ?? [],
    ...(rooms === undefined ? {} : { rooms }),
  };
  checkReferences(folder, data);
  return withDays(data, base);
}

async function readOptional<T>(folder: string, file: string, item: z.ZodType<T>, keyOf: (item: T) => string) {
  return existsSync(join(folder, file)) ? readList(folder, file, item, keyOf) : undefined;
}

async function readList<T>(folder: string, file: string, item: z.ZodType<T>, keyOf: (item: T) => string): Promise<T[]> {
  const parsed = z.array(item).safeParse(parse(folder, file, await load(folder, file)));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(folder, file, placeOf(issue?.path ?? []), issue?.message ?? 'unreadable');
  }
  const seen = new Set<string>();
  for (const [index, entry] of parsed.data.entries()) {
    const key = keyOf(entry);
    if (seen.has(key)) throw invalid(folder, file, placeOf([index]), `${key} is listed twice`);
    seen.add(key);
  }
  return parsed.data;
}

async function load(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (cause) {
    throw invalid(folder, file, 'whole file', `cannot be read (${messageOf(cause)})`, cause);
  }
}

function parse(folder: string, file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const position = Number(/position (\d+)/.exec(messageOf(cause))?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    throw invalid(
      folder,
      file,
      `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`,
      messageOf(cause),
      cause,
    );
  }
}

/** An order or a booking without its customer, or an order without its stock line, could never be answered about. */
function checkReferences(folder: string, { orders, stock, customers, bookings }: DemoData): void {
  const ids = new Set(customers.map(({ id }) => id));
  const skus = new Set(stock.map(({ sku }) => sku));
  for (const [index, { customer: id, sku }] of orders.entries()) {
    if (!ids.has(id))
      throw invalid(folder, 'orders.json', placeOf([index, 'customer']), `${id} is not in customers.json`);
    if (!skus.has(sku)) throw invalid(folder, 'orders.json', placeOf([index, 'sku']), `${sku} is not in stock.json`);
  }
  for (const [index, { customer: id }] of bookings.entries()) {
    if (!ids.has(id))
      throw invalid(folder, 'bookings.json', placeOf([index, 'customer']), `${id} is not in customers.json`);
  }
}

/** `[3].total.minor` */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place === '' ? 'whole file' : place;
}

function invalid(folder: string, file: string, place: string, what: string, cause?: unknown): AppError {
  const remedy =
    'Correct it as demo-data/README.md of @facteur/connectors says, or unset FACTEUR_DEMO_DATA to use the shipped files.';
  return new AppError('CONFIG_INVALID', `${join(folder, file)}, ${place}: ${what}. ${remedy}`, { file, place, cause });
}
