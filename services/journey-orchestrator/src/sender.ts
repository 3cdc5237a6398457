/** Who asks. Pure. */
import type { Sender, Understood } from './state.ts';

/** On whose behalf `mail` asks, proven or not. */
export function senderOf({ mail }: Understood): Sender {
  return { address: mail.from?.address.toLowerCase() ?? '', proven: mail.proof !== 'none' };
}
