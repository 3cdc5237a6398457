/** The product's lives: started, given mails, killed at a moment drawn from a seed, started again on the same data. */
import { type Random, systemClock } from '@facteur/primitives';
import { eventually } from '../eventually.ts';
import { MAILBOX, sendRaw } from '../mail.ts';
import { type Launched, launchProduct, type Product, type ProductOptions, startProduct } from '../product.ts';
import type { Correspondent } from './mails.ts';

/** What happened on the way. */
export interface Story {
  /** Kills before the product was ready, and after. */
  readonly kills: { starting: number; running: number };
  /** SMTP transactions that failed and were tried again. */
  failedSends: number;
  accepted: number;
  /** Mails accepted before the last kill: the others met none. */
  acceptedAmongKills: number;
}

/** One kill in five falls into the start, where recovery runs; a start takes about so long. */
const KILLED_STARTING = 0.2;
const START_MS = 1_200;
/** After the mails drawn for a life were accepted it goes on for up to that: most are answered meanwhile. */
const AFTERWARDS_MS = 300;
const SENDERS = 16;
const PATIENT = { timeoutMs: 460_000 };

/** The run as all its parts see it. */
interface Run {
  readonly people: readonly Correspondent[];
  readonly random: Random;
  readonly story: Story;
  /** How many of `people` may write by now. */
  released: number;
  /** Where mails can be handed over at the moment. */
  smtp: string | undefined;
}

/** Sends all mails over `kills` lives; the product that lives on is returned, running. */
export async function sendThroughKills(
  people: readonly Correspondent[],
  { options, kills, random }: { options: ProductOptions; kills: number; random: Random },
): Promise<{ product: Product; story: Story }> {
  const story: Story = { kills: { starting: 0, running: 0 }, failedSends: 0, accepted: 0, acceptedAmongKills: 0 };
  const run: Run = { people, random, story, released: 0, smtp: undefined };
  const sending = sendAll(run);
  sending.catch(() => undefined); // awaited below, however long that takes
  for (let life = 1; life <= kills; life += 1) {
    run.released = Math.ceil((life * people.length) / kills);
    await liveAndDie(options, run);
  }
  story.acceptedAmongKills = story.accepted;
  const product = await startProduct(options);
  run.smtp = product.smtp;
  await sending;
  return { product, story };
}

async function liveAndDie(options: ProductOptions, run: Run): Promise<void> {
  const process = launchProduct(options);
  await (run.random.next() < KILLED_STARTING ? startAwhile(run) : takeMailsAwhile(process, run));
  run.smtp = undefined;
  const code = await process.end('SIGKILL');
  if (code !== null) throw new Error(`The product ended by itself with ${code}:\n${process.printed.stderr}`);
}

async function startAwhile({ random, story }: Run): Promise<void> {
  story.kills.starting += 1;
  await systemClock.wait(random.next() * START_MS);
}

/** Until some of the mails that can be sent were accepted, drawn from none to all, and a little longer. */
async function takeMailsAwhile(process: Launched, run: Run): Promise<void> {
  const { people, random, story, released } = run;
  story.kills.running += 1;
  const share = random.next();
  const afterwardsMs = random.next() * AFTERWARDS_MS;
  run.smtp = (await process.ready()).smtp;
  const sendable = people.slice(0, released).reduce((sum, { mails }) => sum + mails.length, 0);
  const enough = story.accepted + Math.round(share * (sendable - story.accepted));
  await eventually('the life’s mails are accepted', async () => story.accepted >= enough || undefined, PATIENT);
  await systemClock.wait(afterwardsMs);
}

/** A few customers at a time; each writes their next mail after the one before was accepted. */
async function sendAll(run: Run): Promise<void> {
  let next = 0;
  const sender = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      const person = run.people[index];
      if (person === undefined) return;
      await eventually('more mails are released', async () => run.released > index || undefined, PATIENT);
      for (const mail of person.mails) await sendUntilAccepted(mail, person.buyer.address, run);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

/** As a mail server does: a transaction that was not answered 250 is tried again. */
async function sendUntilAccepted(raw: Buffer, from: string, run: Run): Promise<void> {
  const attempt = async (): Promise<true | undefined> => {
    if (run.smtp === undefined) return undefined;
    try {
      await sendRaw(run.smtp, raw, { from, to: [MAILBOX] });
      run.story.accepted += 1;
      return true;
    } catch {
      run.story.failedSends += 1;
      return undefined;
    }
  };
  await eventually('the mail is accepted', attempt, PATIENT);
}
