/** What stands in the data files of the demo company. Members that came later are optional, so that older folders stay valid. */
import { z } from 'zod';
import { type ContactField, tidyContact } from './crm/contact-values.ts';
import { isDay, resolveDay } from './days.ts';

const money = z.strictObject({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
const name = z.string().min(1).max(100);
const day = z
  .string()
  .refine(
    (text) => isDay(text) || /^[+-]\d{1,4}d$/.test(text),
    'a day is YYYY-MM-DD, or counts from the first start: -3d, +10d',
  );
const contact = (field: ContactField) =>
  z
    .string()
    .refine((text) => tidyContact(field, text) !== undefined, `is no ${field}`)
    .transform((text) => tidyContact(field, text) ?? text)
    .nullable()
    .default(null);
const parcel = z.strictObject({
  state: z.enum(['in-transit', 'out-for-delivery', 'delivered', 'lost', 'returned']),
  place: name,
  at: day,
});

export const order = z.strictObject({
  number: name,
  customer: name,
  sku: name,
  article: name,
  quantity: z.int().positive(),
  total: money.refine(({ minor }) => minor >= 0, 'a total is not negative'),
  status: z.enum(['preparation', 'shipped', 'delivered', 'cancelled']),
  carrier: name.nullable().default(null),
  tracking: name.nullable().default(null),
  orderedOn: day,
  shippedOn: day.nullable().default(null),
  expectedOn: day.nullable().default(null),
  deliveredOn: day.nullable().default(null),
  parcel: parcel.optional(),
  refunded: z.boolean().default(false),
});
export const stockLine = z.strictObject({ sku: name, available: z.int().nonnegative(), restockOn: day.optional() });
export const customer = z.strictObject({
  id: name,
  name,
  address: z.email(),
  balance: money,
  since: day,
  phone: contact('phone'),
  postal: contact('postal'),
  iban: contact('iban'),
});
export const booking = z.strictObject({
  number: name,
  customer: name,
  room: name,
  from: day,
  to: day,
  total: money,
  status: z.enum(['confirmed', 'cancelled']),
  guests: z.int().positive().default(2),
  breakfast: z.boolean().default(false),
  cancellableUntil: day.nullable().default(null),
});
export const room = z.strictObject({ room: name, count: z.int().positive(), night: money });
export const article = z.strictObject({
  id: name,
  language: z.string().regex(/^[a-z]{2}$/),
  title: z.string().min(1).max(200),
  questions: z.array(z.string().min(1).max(300)).default([]),
  answer: z.string().min(1).max(4_000),
  link: z.url({ protocol: /^https?$/ }),
});

export type Order = z.infer<typeof order>;
export type StockLine = z.infer<typeof stockLine>;
export type Customer = z.infer<typeof customer>;
export type Booking = z.infer<typeof booking>;
export type Room = z.infer<typeof room>;
export type Article = z.infer<typeof article>;

export interface DemoData {
  readonly orders: readonly Order[];
  readonly stock: readonly StockLine[];
  readonly customers: readonly Customer[];
  readonly bookings: readonly Booking[];
  /** Absent where the folder has no `rooms.json`. */
  readonly rooms?: readonly Room[];
  readonly articles: readonly Article[];
}

const DAYS: ReadonlySet<string> = new Set([
  ...['orderedOn', 'shippedOn', 'expectedOn', 'deliveredOn', 'restockOn'],
  ...['since', 'from', 'to', 'cancellableUntil', 'at'],
]);

/** `data` with every day that is written as `-3d` counted from `base`. */
export function withDays<T>(data: T, base: string): T {
  if (Array.isArray(data)) return data.map((item) => withDays(item, base)) as T;
  if (typeof data !== 'object' || data === null) return data;
  const members = Object.entries(data).map(([key, value]) => {
    return [key, DAYS.has(key) && typeof value === 'string' ? resolveDay(value, base) : withDays(value, base)];
  });
  return Object.fromEntries(members) as T;
}
