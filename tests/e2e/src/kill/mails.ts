/** 500 distinct mails and what each must lead to. */
import type { Random } from '@facteur/primitives';
import type { Buyer } from '../company.ts';
import { type CustomerMail, compose, PDF } from '../mail.ts';
import { refund, unclear, whereIs } from '../texts.ts';

/** What a customer of the run asks for. */
export type Wish =
  | 'where-is-it'
  | 'refund-with-document'
  | 'refund-in-two-mails'
  | 'refund-without-document'
  | 'unclear';

/** What must come of a wish: mails beside the acknowledgement, whether money is paid, where the case ends. */
export interface Expected {
  readonly answers: readonly RegExp[];
  readonly isRefunded: boolean;
  readonly status: string;
  readonly mails: number;
}

export const EXPECTED: Readonly<Record<Wish, Expected>> = {
  'where-is-it': { answers: [/est en route/], isRefunded: false, status: 'closed', mails: 1 },
  'refund-with-document': { answers: [/remboursement de 49,90/], isRefunded: true, status: 'closed', mails: 1 },
  'refund-in-two-mails': {
    answers: [/justificatif/, /remboursement de 49,90/],
    isRefunded: true,
    status: 'closed',
    mails: 2,
  },
  'refund-without-document': { answers: [/justificatif/], isRefunded: false, status: 'waiting-customer', mails: 1 },
  unclear: { answers: [], isRefunded: false, status: 'waiting-advisor', mails: 1 },
};

/** A customer of the run, and the mails that they send one after the other. */
export interface Correspondent {
  readonly buyer: Buyer;
  readonly wish: Wish;
  readonly mails: readonly Buffer[];
}

/** Mails in ten: with those in two mails, ten mails from nine customers. */
const SHARES: readonly Wish[] = [
  ...(['where-is-it', 'where-is-it', 'where-is-it'] as const),
  ...(['refund-with-document', 'refund-with-document'] as const),
  ...(['refund-in-two-mails', 'refund-without-document', 'unclear', 'unclear'] as const),
];

/** Customers whose mails are `count` together, in an order drawn from `random`. */
export async function correspondents(
  buyers: readonly Buyer[],
  count: number,
  random: Random,
): Promise<readonly Correspondent[]> {
  const drawn: Correspondent[] = [];
  let mails = 0;
  for (const [index, buyer] of buyers.entries()) {
    const wish = SHARES[index % SHARES.length] ?? 'unclear';
    mails += EXPECTED[wish].mails;
    if (mails > count) break;
    drawn.push({ buyer, wish, mails: await mailsOf(buyer, wish) });
  }
  return drawn
    .map((correspondent) => ({ correspondent, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ correspondent }) => correspondent);
}

async function mailsOf({ name, address, small }: Buyer, wish: Wish): Promise<readonly Buffer[]> {
  const from = `${name} <${address}>`;
  const first = `<${small}@courriel.example>`;
  const mail: CustomerMail = { from, subject: 'Bonjour', text: TEXTS[wish](small), messageId: first };
  if (wish === 'refund-with-document') return [await compose({ ...mail, attachments: [PDF] })];
  if (wish !== 'refund-in-two-mails') return [await compose(mail)];
  const answer: CustomerMail = {
    from,
    subject: 'Re: Bonjour',
    text: 'Bonjour,\n\nVoici le justificatif demandé.\n\nMerci',
    attachments: [PDF],
    inReplyTo: first,
    references: [first],
  };
  return [await compose(mail), await compose(answer)];
}

const TEXTS: Readonly<Record<Wish, (order: string) => string>> = {
  'where-is-it': whereIs,
  'refund-with-document': refund,
  'refund-in-two-mails': refund,
  'refund-without-document': refund,
  unclear,
};
