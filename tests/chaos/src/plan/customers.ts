/** Who writes, what they want, when and how they hand it in. Pure. */
import type { Random } from '@facteur/primitives';
import { moments, msBetween, onceIn, pick } from './draw.ts';

/** What a customer of the run asks for. Each writes about an order of their own. */
export type Wish =
  | 'where-is-it'
  | 'refund-with-document'
  | 'refund-when-asked'
  | 'refund-without-document'
  | 'two-intents';

export type Channel = 'smtp' | 'api';

/** How a mail is handed in, until it is acknowledged. */
export interface PlannedMail {
  /** Since the stream began for a first mail, since our question came for an answer. */
  readonly afterMs: number;
  readonly channel: Channel;
  /** The very same mail once more, that long after the first was begun: before its acknowledgement, or after. */
  readonly again?: { readonly afterMs: number; readonly channel: Channel };
}

/** A customer, numbered from 0. `answer`: the mail with the document that we asked for. */
export interface PlannedCustomer {
  readonly index: number;
  readonly wish: Wish;
  readonly first: PlannedMail;
  readonly answer?: PlannedMail;
}

/** In ten customers. Refunds are what must not happen twice. */
const WISHES: readonly Wish[] = [
  ...(['refund-with-document', 'refund-with-document', 'refund-with-document'] as const),
  ...(['refund-when-asked', 'refund-when-asked', 'refund-when-asked'] as const),
  ...(['where-is-it', 'where-is-it', 'refund-without-document', 'two-intents'] as const),
];

/** Most mails come by SMTP. */
const CHANNELS: readonly Channel[] = ['smtp', 'smtp', 'api'];
const ONE_TWICE_IN = 6;

/** Those who write from the beginning until `streamMs`, `perSecond` of them on average. */
export function drawCustomers(random: Random, streamMs: number, perSecond: number): readonly PlannedCustomer[] {
  return moments(random, 0, streamMs, 1_000 / perSecond).map((atMs, index) => {
    const wish = pick(random, WISHES);
    const first = drawMail(random, atMs);
    if (wish !== 'refund-when-asked') return { index, wish, first };
    return { index, wish, first, answer: drawMail(random, msBetween(random, 0, 3_000)) };
  });
}

function drawMail(random: Random, afterMs: number): PlannedMail {
  const mail = { afterMs, channel: pick(random, CHANNELS) };
  if (!onceIn(random, ONE_TWICE_IN)) return mail;
  const lateMs = onceIn(random, 2) ? 0 : msBetween(random, 50, 8_000);
  return { ...mail, again: { afterMs: lateMs, channel: pick(random, CHANNELS) } };
}
