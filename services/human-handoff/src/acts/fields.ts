/** Fields that the bodies and answers of several acts share. */
import { z } from 'zod';
import { MOST_COPIES } from './writing.ts';

export const actorSchema = z.object({ id: z.string(), name: z.string().exactOptional() });

/** Of a person by id and name; counts with the administrator's token alone. */
export const named = z.object({ id: z.string().min(1), name: z.string().exactOptional() }).exactOptional();
export const text = z.string().trim().min(1).max(100_000);
/** A line: what would break a mail's header is none. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^\r\n]*$/);
/** RFC 5321 §4.5.3.1.3, less the angle brackets. */
export const address = z.email().max(254);
export const addresses = z.array(address).max(MOST_COPIES);
export const copies = addresses.default([]).describe('With the others, at most 20');
const tag = z.string().trim().min(1).max(40);
export const tags = z.array(tag).max(50).default([]);
export const until = z.iso.datetime({ offset: true });
export const assigned = z
  .string()
  .min(1)
  .nullable()
  .describe('A person’s id; null: nobody; `auto`: whoever suits best; `team:<name>`: of that team');
export const outcome = z.string().trim().min(1).max(200);

/** A file of the case: one that was brought, or the `index`th of a mail. */
export const fileRefSchema = z.union([
  z.object({ file: z.string().min(1) }),
  z.object({ mailId: z.string().min(1), index: z.int().nonnegative() }),
]);
export const attachments = z.array(fileRefSchema).max(50).exactOptional().describe('Together at most 20 MiB');

/** As they come with a body, absent where there are none. */
export function addressed(list: readonly string[]): { address: string }[] {
  return list.map((one) => ({ address: one }));
}
