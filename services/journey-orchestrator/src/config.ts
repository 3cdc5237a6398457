/** Settings of the journey orchestrator. */
import { z } from 'zod';

export const orchestratorConfigSchema = z.strictObject({
  mailboxes: z
    .array(
      z.strictObject({
        address: z.email().transform((address) => address.toLowerCase()),
        /** `assist`: an advisor validates every decision. */
        mode: z.enum(['auto', 'assist']).default('assist'),
      }),
    )
    .min(1),
});

export type OrchestratorConfig = z.infer<typeof orchestratorConfigSchema>;

/** The mode of a mailbox; one that is not configured is never answered alone. */
export function modeOf({ mailboxes }: OrchestratorConfig, mailbox: string | undefined): 'auto' | 'assist' {
  return mailboxes.find(({ address }) => address === mailbox)?.mode ?? 'assist';
}
