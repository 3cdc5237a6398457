/** Who asks. Pure. */
import type { CaseState, Sender, Understood } from './state.ts';

/** On whose behalf `mail` asks, proven or not. */
export function senderOf({ mail }: Understood): Sender {
  return { address: mail.from?.address.toLowerCase() ?? '', proven: mail.proof !== 'none' };
}

/** As `senderOf`, in a case: a customer whom an advisor named is the one who asks, and is proven by no mail but their own. */
export function senderIn({ customer }: Pick<CaseState, 'customer'>, mail: Understood): Sender {
  const sender = senderOf(mail);
  const named = customer?.address.toLowerCase() ?? sender.address;
  return named === sender.address ? sender : { address: named, proven: false };
}
