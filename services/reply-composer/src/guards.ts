/** Whether the bot may send a mail at all: what it must never answer, what was told before, what looks like a loop. Pure. */
import type { Suppression } from '@facteur/contracts';
import {
  type AutomaticLimits,
  type AutomaticMail,
  afterAutomatic,
  heldBack,
  isNoReplyAddress,
  NO_AUTOMATIC_MAILS,
} from '@facteur/mail';
import type { ComposerState, ReplyRecord, ReplyRequest } from './state.ts';
import { isSpoken } from './write.ts';

/** Tells only that the customer's mail arrived. */
export function isAcknowledgement({ purpose }: Pick<ReplyRequest, 'purpose'>): boolean {
  return purpose === 'acknowledgement';
}

/** A person's own words go wherever the person wants. */
export function isAutomatic({ author }: ReplyRequest): boolean {
  return author.id === 'bot';
}

/** It goes to somebody outside, of whom the customer never hears: nothing that is the customer's holds, counts or merges it. */
export function isAside({ side }: { readonly side?: string | undefined }): boolean {
  return side !== undefined;
}

/** A reply as the rates count it. */
export function automaticMailOf({ replyId, inReplyTo }: ReplyRequest, now: number): AutomaticMail {
  return { id: replyId, answers: inReplyTo ?? replyId, at: now };
}

/** What the case itself says against a reply, and its count afterwards. A person who writes shows that people are at it. */
export function judgeReply(
  request: ReplyRequest,
  { replies, automatic = NO_AUTOMATIC_MAILS }: ComposerState,
  now: number,
  limits: AutomaticLimits,
): { held?: Suppression; automatic: NonNullable<ComposerState['automatic']> } {
  if (!isAutomatic(request)) return { automatic: NO_AUTOMATIC_MAILS };
  if (isNoReplyAddress(request.to.address)) return { held: 'no-reply-address', automatic };
  if (isAcknowledgement(request) && replies.some(hasTold)) return { held: 'acknowledged', automatic };
  const mail = automaticMailOf(request, now);
  const held = heldBack(automatic, mail, limits);
  return { ...(held === undefined ? {} : { held }), automatic: afterAutomatic(automatic, mail, held) };
}

/** The customer knows that we have the mail, or is about to: by an acknowledgement, or by an answer that left before it was asked for. */
function hasTold(reply: ReplyRecord): boolean {
  if (isAcknowledgement(reply)) return reply.status !== 'suppressed';
  return mayTell(reply) && (reply.status === 'sent' || reply.status === 'bounced');
}

/** An answer can say what an acknowledgement says, unless it is not in the customer's language: acknowledgements speak more of them. */
export function mayTell(reply: Pick<ReplyRequest, 'purpose' | 'side'> & Pick<ReplyRecord, 'language'>): boolean {
  return !isAside(reply) && !isAcknowledgement(reply) && isSpoken(reply.language ?? 'fr');
}

/** What people read of it on the case. */
export function whyHeld(held: Suppression, { perDay, exchangesPerHour }: AutomaticLimits): string {
  return {
    'loop-suspected': `plus de ${exchangesPerHour} échanges automatiques en une heure : une autre machine répond sans doute`,
    'daily-limit': `déjà ${perDay} mails automatiques à cette adresse en un jour`,
    'no-reply-address': 'personne ne lit les mails envoyés à cette adresse',
    acknowledged: 'le client sait déjà que son message est arrivé',
  }[held];
}
