/** Why an advisor is asked: reasons with their figures, in words. Pure. */
import type { ReviewReason } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import type { Actor, Understood } from './state.ts';

/** A reason with its figures, in words. */
export interface Reason {
  readonly code: ReviewReason;
  readonly detail?: string | undefined;
}

/** Each code once, where it first stands, with all that was said of it. */
export function mergeReasons(reasons: readonly Reason[]): Reason[] {
  const details = new Map<ReviewReason, Set<string>>();
  for (const { code, detail } of reasons) {
    const known = details.get(code) ?? new Set();
    details.set(code, detail === undefined ? known : known.add(detail));
  }
  return [...details].map(([code, said]) => (said.size === 0 ? { code } : { code, detail: [...said].join(' ; ') }));
}

/** The file is there, only its text or its thumbnail is not: what the customer wrote was read whole. */
const FILE_NOT_READ = 'file-not-read';

/** What speaks against answering `mail` alone, whatever it asks for. `journeys`: those that would answer it. */
export function objectionsTo({ mail, tone, wishes }: Understood, journeys: readonly Journey[]): Reason[] {
  const reasons: Reason[] = [];
  const problems = mail.problems.filter(({ code }) => code !== FILE_NOT_READ);
  if (problems.length > 0) {
    const detail = problems.map(({ code, detail: what }) => `${code}: ${what}`).join(' ; ');
    reasons.push({ code: 'unreadable-mail', detail });
  }
  if (mail.channel === 'phone') reasons.push(notedCall(mail));
  if (!mail.replyTo && !mail.from) reasons.push({ code: 'reply-undelivered', detail: NO_ADDRESS });
  if (tone !== 'neutral') reasons.push({ code: 'customer-upset', detail: tone });
  if (wishes?.human) reasons.push({ code: 'advisor-asked', detail: 'le client demande une personne' });
  if (mail.claims.length > 0)
    reasons.push({ code: 'unproven-sender', detail: `désigne ${mail.claims.join(', ')} sans y prendre part` });
  if (mail.proof === 'none') reasons.push(...journeys.filter(needsProof).map(unproven));
  return reasons;
}

/** What a customer said on the telephone was written by somebody else, and proves nobody. */
function notedCall({ notedBy }: Understood['mail']): Reason {
  return { code: 'advisor-asked', detail: `appel noté par ${notedBy?.name ?? notedBy?.id ?? 'un conseiller'}` };
}

/** Said of a mail that cannot be answered. */
export const NO_ADDRESS = 'le mail ne donne aucune adresse où répondre';

/** Why the bot leaves a case alone. */
export function takenOver({ id, name = id }: Actor): Reason {
  return { code: 'advisor-asked', detail: `${name}${TOOK_OVER}` };
}

/** True when an advisor is asked only for having taken the case over. */
export function isTakeOver({ code, detail = '' }: Reason): boolean {
  return code === 'advisor-asked' && detail.split(' ; ').every((one) => one.endsWith(TOOK_OVER));
}

const TOOK_OVER = ' a pris la main';

/** Said of a mail whose writer seems to want no more of what was asked. */
export const RENOUNCES = 'le client semble renoncer à sa demande';

/** True when a journey discloses or pays to a proven sender only. */
export function needsProof({ sender }: Journey): boolean {
  return sender === 'authenticated';
}

/** The reason of a journey that needs a proof which the mail does not give. */
export function unproven({ name }: Journey): Reason {
  return { code: 'unproven-sender', detail: `${name} demande un expéditeur authentifié` };
}
