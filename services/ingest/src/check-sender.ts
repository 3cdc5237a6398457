/** Asks the sender's domain who may send for it, before a mail is kept, and for a bounded time. */
import { type ReadMail, type SenderResolver, type SenderVerification, UNVERIFIED, verifySender } from '@facteur/mail';
import type { Clock } from '@facteur/primitives';
import type { IngestMailbox } from './config.ts';
import type { Arrival } from './item.ts';
import { isLoopback, wantsCheck } from './sender.ts';

/** What checking needs. */
export interface SenderCheck {
  readonly resolver: SenderResolver;
  readonly clock: Clock;
}

/** A client waits for its 250 meanwhile: rather a mail without proof than one sent twice. */
const MAX_CHECK_MS = 5_000;

/** What came out, `temperror` after 5 s; `undefined` when none of the mailboxes wants to know. */
export async function checkSender(
  { resolver, clock }: SenderCheck,
  arrival: Arrival,
  read: ReadMail,
  mailboxes: readonly IngestMailbox[],
): Promise<SenderVerification | undefined> {
  if (!mailboxes.some((mailbox) => wantsCheck(read, mailbox))) return undefined;
  const { raw, remoteAddress, helo, mailFrom } = arrival;
  // A server of our own that hands the mail on is no server of the sender's: its address says nothing.
  const isDirect = arrival.channel === 'smtp' && remoteAddress !== '' && !isLoopback(remoteAddress);
  const session = isDirect
    ? {
        ip: remoteAddress,
        ...(helo === undefined ? {} : { helo }),
        ...(mailFrom === undefined ? {} : { mailFrom }),
      }
    : {};
  const over = new AbortController();
  try {
    const late = clock.wait(MAX_CHECK_MS, over.signal).then(() => UNVERIFIED);
    return await Promise.race([verifySender(raw, { ...session, resolver }), late]);
  } finally {
    over.abort();
  }
}
