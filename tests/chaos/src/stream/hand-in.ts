/** Hands a mail in once, as a mail server or a program does. */
import nodemailer from 'nodemailer';
import type { Acknowledgement } from '../audit/facts.ts';
import type { Letter } from '../mails.ts';
import type { Channel } from '../plan/customers.ts';
import type { World } from '../world/world.ts';

/** Where mails can be handed in. */
export type Gates = Pick<World, 'smtp' | 'api'>;

/** True when somebody listens there. */
export function isOpen(channel: Channel, gates: Gates): boolean {
  return (channel === 'api' ? gates.api() : gates.smtp()) !== undefined;
}

/** Resolves once the mail is acknowledged: 250, or 201. @throws Error otherwise; whether it was kept is not known then */
export async function handIn(letter: Letter, channel: Channel, gates: Gates): Promise<Acknowledgement> {
  if (channel === 'api') {
    const api = gates.api();
    if (api === undefined) throw new Error('nobody listens');
    return { channel, caseNumber: await api.handOver(letter.raw) };
  }
  const url = gates.smtp();
  if (url === undefined) throw new Error('nobody listens');
  await sendBySmtp(letter, url);
  return { channel };
}

async function sendBySmtp({ raw, from, to }: Letter, url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const transport = nodemailer.createTransport({
    ...{ host: hostname, port: Number(port), secure: false, ignoreTLS: true },
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
  });
  try {
    await transport.sendMail({ envelope: { from, to: [to] }, raw });
  } finally {
    transport.close();
  }
}
