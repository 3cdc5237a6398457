import { afterEach, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type MailServer, openMailServer } from './mail-server.ts';

let server: MailServer | undefined;
afterEach(() => server?.close());

const mail = {
  from: 'La Boutique <sav@boutique.example>',
  to: 'Zoé <zoe@courriel.example>',
  replyTo: 'La Boutique <sav+7q2k@boutique.example>',
  subject: 'Nous avons bien reçu votre message du début à la fin, et même un peu au delà [7Q2K-9MXD-4]',
  messageId: '<one@boutique.example>',
  headers: { 'X-Facteur-Case': '7Q2K-9MXD-4' },
  date: new Date(0),
  text: 'Bonjour',
};

async function send({ url }: MailServer): Promise<void> {
  const { hostname, port } = new URL(url);
  const transport = nodemailer.createTransport({ host: hostname, port: Number(port), secure: false });
  await transport.sendMail(mail);
}

describe('the customers’ mail server', () => {
  it('keeps what it takes, with its decoded subject', async () => {
    server = await openMailServer();
    await send(server);
    expect(server.arrivals()).toEqual([
      {
        messageId: '<one@boutique.example>',
        to: ['zoe@courriel.example'],
        caseNumber: '7Q2K-9MXD-4',
        subject: mail.subject,
        replyTo: 'sav+7q2k@boutique.example',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        isAnswered: true,
      },
    ]);
  });

  it('keeps a mail whose answer it loses, and takes it again afterwards', async () => {
    server = await openMailServer();
    const end = server.loseAnswers(() => true);
    await expect(send(server)).rejects.toThrow();
    end();
    await send(server);
    expect(server.arrivals().map(({ isAnswered }) => isAnswered)).toEqual([false, true]);
  });

  it('tells of every mail', async () => {
    server = await openMailServer();
    const told: string[] = [];
    server.onArrival(({ messageId }) => told.push(messageId));
    await send(server);
    expect(told).toEqual(['<one@boutique.example>']);
  });
});
