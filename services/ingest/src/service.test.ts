/** Ingest behind its SMTP listener: what a sender is told. */

import { join } from 'node:path';
import { openFileBlobs } from '@facteur/blobs/embedded';
import { mailReceived } from '@facteur/contracts';
import type { SenderResolver } from '@facteur/mail';
import { type OutgoingMail, openSmtpOut } from '@facteur/mail/outgoing';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ingestConfigSchema } from './config.ts';
import { openIngest } from './service.ts';
import { SAV } from './testing/test-ingest.ts';

let kernel: TestKernel;
let free = 1e9;
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  free = 1e9;
  kernel = await openTestKernel();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await kernel.dispose();
});

const MAIL: OutgoingMail = {
  id: 'mail-1',
  from: { address: 'camille@courriel.example' },
  to: [{ address: SAV }],
  subject: 'Ma commande',
  text: 'Bonjour.',
  html: '<p>Bonjour.</p>',
  messageId: '<1@courriel.example>',
  dateMs: 0,
  headers: {},
};

/** Sends by SMTP to an ingest that listens; rejects with what the server said. */
async function sender(): Promise<(changes?: Partial<OutgoingMail>) => Promise<void>> {
  const { clock, keys } = kernel.kernel();
  const statfs = async () => ({ bavail: free, bsize: 1 });
  const blobs = await openFileBlobs({ folder: join(kernel.folder, 'blobs'), keys, clock, minFreeBytes: 0, statfs });
  const config = ingestConfigSchema.parse({ mailboxes: [{ address: SAV }] });
  const smtp = { host: '127.0.0.1', port: 0 };
  const resolver: SenderResolver = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
  const ports = { kernel: kernel.kernel(), parking: kernel.parking(), blobs, resolver };
  const ingest = await openIngest({ ...ports, config, smtp });
  await ingest.start();
  const out = openSmtpOut({ url: `smtp://127.0.0.1:${ingest.smtpPort()}` });
  closers.push(
    () => blobs.close(),
    () => ingest.stop(),
    () => out.close(),
  );
  return (changes = {}) => out.send({ ...MAIL, ...changes });
}

describe('the SMTP listener of ingest', () => {
  it('says 250 for a mail that is in its case', async () => {
    const send = await sender();
    await send();
    await kernel.idle();
    const [mail] = await kernel.published(mailReceived);
    expect(mail?.data).toMatchObject({ channel: 'smtp', mailbox: SAV, text: 'Bonjour.' });
  });

  it('lets the envelope tell a bounce', async () => {
    const send = await sender();
    await send({ envelopeFrom: '', subject: 'Undelivered Mail Returned to Sender' });
    await kernel.idle();
    expect((await kernel.published(mailReceived))[0]?.data.kind).toBe('bounce');
  });

  it('refuses for now when the disk is nearly full or the store is away, and for good what is for nobody here', async () => {
    const send = await sender();
    free = 0;
    await expect(send()).rejects.toMatchObject({ details: { reply: 452, status: '4.3.1' } });
    free = 1e9;
    await kernel.clock.advance(2_000);
    kernel.faults.crash();
    await expect(send()).rejects.toMatchObject({ details: { reply: 451 } });
    kernel.faults.revive();
    await expect(send({ to: [{ address: 'x@ailleurs.example' }] })).rejects.toMatchObject({ details: { reply: 550 } });
    await expect(send()).resolves.toBeUndefined();
  });
});
