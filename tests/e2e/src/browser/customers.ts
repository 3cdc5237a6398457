/** What customers do in the stories: they write, wait for an advisor, and read what comes back. */
import type { Buyer } from '../company.ts';
import { eventually } from '../eventually.ts';
import type { SentMail } from '../outbox.ts';
import { lost, unclear } from '../texts.ts';
import type { Office } from './office.ts';

/** A case that waits for an advisor, and whose it is. */
export interface Waiting {
  readonly buyer: Buyer;
  readonly number: string;
}

/** Somebody new writes `text`, about which an advisor is asked. */
export async function waitingCase(office: Office, subject: string, text: (buyer: Buyer) => string): Promise<Waiting> {
  const buyer = office.next();
  await office.product.send({ from: buyer.address, subject, text: text(buyer) });
  return { buyer, number: await waitingNumber(office, buyer, subject) };
}

/** The number of the customer's case of that subject, once it waits for an advisor. */
export function waitingNumber(office: Office, { address }: Buyer, subject: string): Promise<string> {
  return eventually(`« ${subject} » waits for an advisor`, async () => {
    const cases = await office.product.casesOf(address);
    return cases.find((one) => one.subject === subject && one.status === 'waiting-advisor')?.number;
  });
}

/** A parcel of 189 euros is lost: whether it is sent again is an advisor’s to say. */
export const dearParcel = (office: Office): Promise<Waiting> => waitingCase(office, 'Colis', ({ big }) => lost(big));

/** Something that no journey answers. */
export const question = (office: Office): Promise<Waiting> =>
  waitingCase(office, 'Question', ({ small }) => unclear(small));

/** The mail to `address` that holds `words`, in its subject or text. French typography sets spaces that do not break. */
export function mailTo(office: Office, address: string, words: string): Promise<SentMail> {
  return eventually(`a mail to ${address} says « ${words} »`, async () =>
    (await office.product.outboxTo(address)).find(({ subject, text }) => spaced(`${subject}\n${text}`).includes(words)),
  );
}

const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

/** The customer answers `mail` as mail programs do. */
export function answer(office: Office, mail: SentMail, from: string, text: string): Promise<void> {
  const to = mail.replyTo?.address ?? mail.from?.address ?? '';
  const references = mail.messageId === undefined ? {} : { inReplyTo: mail.messageId, references: mail.messageId };
  return office.product.send({ from, to, subject: `Re: ${mail.subject}`, text, ...references });
}
