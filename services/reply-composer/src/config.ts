/** Settings of the reply composer. */
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
});

export type ComposerConfig = z.infer<typeof composerConfigSchema>;
