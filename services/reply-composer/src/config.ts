/** Settings of the reply composer. */
import { AUTOMATIC_LIMITS, type AutomaticLimits } from '@facteur/mail';
import { z } from 'zod';

export const composerConfigSchema = z.strictObject({
  mailboxes: z
    .array(
      z.strictObject({
        address: z.email().transform((address) => address.toLowerCase()),
        /** Shown as the sender and under each mail. */
        name: z.string().min(1),
      }),
    )
    .min(1),
  /** What the bot may send of itself to one address, and about one case. */
  limits: z
    .strictObject({
      /** Mails in 24 hours. Default 20. */
      'automatic-per-day': z.int().positive().optional(),
      /** Exchanges in an hour; beyond them a loop is suspected. Default 5. */
      'exchanges-per-hour': z.int().positive().optional(),
    })
    .optional(),
});

export type ComposerConfig = z.infer<typeof composerConfigSchema>;

/** The limits with their defaults. */
export function limitsOf({ limits }: ComposerConfig): AutomaticLimits {
  return {
    perDay: limits?.['automatic-per-day'] ?? AUTOMATIC_LIMITS.perDay,
    exchangesPerHour: limits?.['exchanges-per-hour'] ?? AUTOMATIC_LIMITS.exchangesPerHour,
  };
}
