/** The customers of a run: each hands their mails in until they are acknowledged, and answers our question when it comes. */
import { setMaxListeners } from 'node:events';
import { messageOf, systemClock } from '@facteur/primitives';
import { kindOfReply } from '../audit/expected.ts';
import type { Acknowledgement, CustomerFacts, HandedIn } from '../audit/facts.ts';
import { personOf } from '../company.ts';
import { answerLetter, firstLetter, type Letter, type Question } from '../mails.ts';
import type { Channel, PlannedCustomer, PlannedMail } from '../plan/customers.ts';
import type { MailServer } from '../world/mail-server.ts';
import { type Gates, handIn, isOpen } from './hand-in.ts';
import { openPlaces, type Places } from './places.ts';

/** What the customers have come to. */
export interface Customers {
  /** Mails that are on their way: begun, or about to be. Those who wait for our question have none. */
  pending(): number;
  /** Of mails, distinct: handed in and taken. */
  taken(): number;
  facts(): readonly CustomerFacts[];
  /** Nobody tries again from now on. */
  giveUp(): void;
}

const AT_ONCE = 24;
/** How long a sender waits before trying again: longer each time. */
const AGAIN_AFTER_MS = [250, 500, 1_000, 2_000];
const LAST_AGAIN_AFTER_MS = 4_000;

/** A mail under way; it is in its customer's facts from its first attempt on. */
interface Sending {
  messageId: string;
  attempts: number;
  acknowledgements: Acknowledgement[];
  lastFailure?: string;
}

/** What all customers share. */
interface Street {
  readonly gates: Gates;
  readonly places: Places;
  readonly end: AbortController;
  /** Resolves with our question to that address. */
  readonly questionTo: (address: string) => Promise<Question>;
  pending: number;
}

/** Lets them write, from now on as planned. */
export function openCustomers(plan: readonly PlannedCustomer[], gates: Gates, mailServer: MailServer): Customers {
  const places = openPlaces(AT_ONCE);
  const street: Street = { gates, places, end: new AbortController(), questionTo: questions(mailServer), pending: 0 };
  const all = plan.map((customer) => ({ customer, mails: [] as Sending[] }));
  // Everyone who waits listens: that is no leak.
  setMaxListeners(0, street.end.signal);
  for (const { customer, mails } of all) void write(street, customer, mails);
  const handedIn = (): CustomerFacts[] =>
    all
      .filter(({ mails }) => mails.length > 0)
      .map(({ customer, mails }) => ({
        person: personOf(customer.index),
        wish: customer.wish,
        mails: mails as HandedIn[],
      }));
  return {
    pending: () => street.pending,
    taken: () => all.flatMap(({ mails }) => mails).filter(({ acknowledgements }) => acknowledgements.length > 0).length,
    facts: handedIn,
    giveUp: () => street.end.abort(),
  };
}

function questions(mailServer: MailServer): Street['questionTo'] {
  const waiting = new Map<string, (question: Question) => void>();
  mailServer.onArrival((mail) => {
    if (kindOfReply(mail.subject) !== 'question') return;
    for (const address of mail.to) waiting.get(address)?.(mail);
  });
  return (address) => new Promise((resolve) => waiting.set(address, resolve));
}

async function write(street: Street, { index, wish, first, answer }: PlannedCustomer, mails: Sending[]): Promise<void> {
  const person = personOf(index);
  const question = street.questionTo(person.address);
  const atMs = systemClock.now();
  await onTheWay(street, async () => {
    await systemClock.wait(first.afterMs, street.end.signal);
    await deliver(street, await firstLetter(person, wish, atMs + first.afterMs), first, mails);
  });
  if (answer === undefined) return;
  const asked = await question;
  await onTheWay(street, async () => {
    await systemClock.wait(answer.afterMs, street.end.signal);
    await deliver(street, await answerLetter(person, asked, systemClock.now()), answer, mails);
  });
}

async function onTheWay(street: Street, work: () => Promise<void>): Promise<void> {
  street.pending += 1;
  await work();
  street.pending -= 1;
}

/** Until it is acknowledged; where planned, the very same mail once more beside. */
async function deliver(street: Street, letter: Letter, plan: PlannedMail, mails: Sending[]): Promise<void> {
  const sending: Sending = { messageId: letter.messageId, attempts: 0, acknowledgements: [] };
  mails.push(sending);
  const again = async ({ afterMs, channel }: { afterMs: number; channel: Channel }): Promise<void> => {
    await systemClock.wait(afterMs, street.end.signal);
    await untilTaken(street, letter, channel, sending);
  };
  await Promise.all([untilTaken(street, letter, plan.channel, sending), plan.again && again(plan.again)]);
}

/** As senders do: what was not acknowledged is handed in again. */
async function untilTaken(
  { gates, places, end }: Street,
  letter: Letter,
  channel: Channel,
  sending: Sending,
): Promise<void> {
  for (let tries = 0; !end.signal.aborted; tries += 1) {
    try {
      const acknowledgement = await places(() => {
        if (isOpen(channel, gates)) sending.attempts += 1;
        return handIn(letter, channel, gates);
      });
      sending.acknowledgements.push(acknowledgement);
      return;
    } catch (error) {
      sending.lastFailure = messageOf(error);
      await systemClock.wait(AGAIN_AFTER_MS[tries] ?? LAST_AGAIN_AFTER_MS, end.signal);
    }
  }
}
