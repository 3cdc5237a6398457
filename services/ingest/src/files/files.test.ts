/** Files from the mail to the event: what is kept, what is held back, what is said of it. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Mail } from '@facteur/contracts';
import { systemClock } from '@facteur/primitives';
import { openMetrics, silentLog } from '@facteur/runtime';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openTestIngest, SAV, type TestIngest } from '../testing/test-ingest.ts';
import type { ClamdAddress } from './clamd.ts';
import { type FileDesk, type FileDeskParts, openFileDesk } from './file-desk.ts';
import { attachment, pdf } from './testing/sample-files.ts';

const metrics = openMetrics({ processMetrics: false });
/** Smallest GIF there is: one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64');
const MUTE = new URL('./testing/mute-worker.mjs', import.meta.url);

let ingest: TestIngest;
let desk: FileDesk;
let scanner: Server | undefined;
/** Files that were looked into. */
let inspected: number;

async function open(parts: Partial<FileDeskParts> = {}): Promise<void> {
  metrics.registry.clear();
  inspected = 0;
  desk = openFileDesk({ kernel: { clock: systemClock, metrics, log: silentLog }, ...parts });
  const files: FileDesk = {
    ...desk,
    inspect: (all, options) => {
      inspected += all.length;
      return desk.inspect(all, options);
    },
  };
  ingest = await openTestIngest({ files });
}
afterEach(async () => {
  await desk.close();
  await ingest.dispose();
  if (scanner) await new Promise((resolve) => scanner?.close(resolve));
  scanner = undefined;
});

/** A scanner that takes whatever says VIRUS for one. */
async function scanning(at = 0): Promise<ClamdAddress> {
  scanner = createServer((socket) => {
    let got = '';
    socket.on('data', (chunk: Buffer) => {
      got += chunk.toString('latin1');
      if (got.endsWith('\0\0\0\0')) socket.end(got.includes('VIRUS') ? 'stream: Test.Virus FOUND\0' : 'stream: OK\0');
    });
  });
  scanner.listen(at, '127.0.0.1');
  await once(scanner, 'listening');
  return { host: '127.0.0.1', port: (scanner.address() as AddressInfo).port };
}

/** Where a scanner was. */
async function goneAway(): Promise<ClamdAddress> {
  const address = await scanning();
  await new Promise((resolve) => scanner?.close(resolve));
  scanner = undefined;
  return address;
}

function mailWith(files: Readonly<Record<string, Buffer>>, subject = 'Ma facture'): Buffer {
  const parts = Object.entries(files).map(
    ([name, content]) =>
      `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64')}\r\n`,
  );
  const head = `From: camille@courriel.example\r\nTo: ${SAV}\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n`;
  return Buffer.from(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`);
}

async function kept(files: Readonly<Record<string, Buffer>>): Promise<Mail> {
  await ingest.receive(mailWith(files));
  const [mail] = await ingest.received();
  if (!mail) throw new Error('No mail was received');
  return mail;
}

const FACTURE = { 'facture.pdf': pdf({ page: 'Facture CMD-2026-00001' }) };
const counted = async (): Promise<string[]> =>
  (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('facteur_files_'));

describe('a file that comes with a mail', () => {
  it('is kept with the text and the thumbnail that were found in it, sealed with its case', async () => {
    await open();
    const mail = await kept({ ...FACTURE, 'logo.gif': PIXEL, 'jeu.zip': Buffer.from('PK\u0003\u0004') });
    expect(mail.problems).toEqual([]);
    expect(mail.attachments.map(({ name, ...refs }) => [name, ...Object.keys(refs)])).toEqual([
      ['facture.pdf', 'type', 'bytes', 'blob', 'text'],
      ['logo.gif', 'type', 'bytes', 'blob', 'thumbnail'],
      ['jeu.zip', 'type', 'bytes', 'blob'],
    ]);
    const [facture, logo] = mail.attachments;
    if (!facture?.text || !facture.blob || !logo?.thumbnail) throw new Error('Not kept');
    expect(facture.text.scope).toBe(mail.raw.scope);
    expect((await ingest.blobs().get(facture.text)).toString()).toContain('Facture CMD-2026-00001');
    expect(await ingest.blobs().get(facture.blob)).toEqual(FACTURE['facture.pdf']);
    expect((await ingest.blobs().get(logo.thumbnail)).toString('latin1', 8, 12)).toBe('WEBP');
  });

  it('that cannot be read is kept all the same, and the mail says so', async () => {
    await open();
    const mail = await kept({ 'cassé.pdf': Buffer.from('%PDF-1.7\nrien') });
    expect(mail.attachments).toMatchObject([{ name: 'cassé.pdf', blob: { bytes: 13 } }]);
    expect(mail.problems).toEqual([{ code: 'file-not-read', detail: 'cassé.pdf (damaged)' }]);
    expect(await counted()).toEqual(['facteur_files_read_total{kind="pdf",outcome="damaged"} 1']);
  });

  it('that ends its reader costs neither the mail nor the other files anything', async () => {
    await open({ worker: MUTE });
    const mail = await kept({ 'a.txt': Buffer.from('die'), 'b.txt': Buffer.from('lu') });
    expect(mail.attachments.map(({ blob, text }) => [blob?.bytes, text?.bytes])).toEqual([
      [3, undefined],
      [2, 2],
    ]);
    expect(mail.problems).toMatchObject([{ code: 'file-not-read' }]);
  });

  it('is looked into once, however often the mail comes', async () => {
    await open();
    const mail = mailWith(FACTURE);
    expect((await ingest.receive(mail)).isNew).toBe(true);
    expect((await ingest.receive(mail)).isNew).toBe(false);
    expect(inspected).toBe(1);
  });

  it('is one of twenty at most that are read; all are kept, and the event stays small', async () => {
    await open({ worker: MUTE });
    const many = Array.from({ length: 200 }, (_, n) => [`${n}${'é'.repeat(200)}.txt`, Buffer.from(`${n}`)] as const);
    const mail = await kept(Object.fromEntries(many));
    expect(mail.attachments.filter(({ blob }) => blob)).toHaveLength(200);
    expect(mail.attachments.filter(({ text }) => text)).toHaveLength(20);
    const [message] = ingest.kernel.faults.published;
    // With the text twice, in base64 (kept-mail.ts).
    expect(Buffer.byteLength(JSON.stringify(message?.value)) + 2 * (4 / 3) * 200_000).toBeLessThan(800_000);
  });

  it('of history is kept and not read', async () => {
    await open();
    await ingest.receive(mailWith(FACTURE), { history: {} });
    const [mail] = await ingest.received();
    expect(mail?.attachments.map(({ blob, text }) => [blob !== undefined, text])).toEqual([[true, undefined]]);
  });

  it('is not looked into when there is none', async () => {
    await open({ antivirus: { host: '127.0.0.1', port: 1 } });
    await ingest.receive({ text: 'Bonjour' });
    expect(inspected).toBe(0);
  });
});

describe('a virus scanner', () => {
  it('keeps an infected file in the raw mail alone, unread, and lets the others pass', async () => {
    await open({ antivirus: await scanning() });
    const mail = await kept({ 'VIRUS.txt': Buffer.from('VIRUS'), ...FACTURE });
    const [bad, good] = mail.attachments;
    expect(bad).toEqual({ name: 'VIRUS.txt', type: 'text/plain', bytes: 5, danger: 'Test.Virus' });
    expect(good?.text).toBeDefined();
    expect(mail.problems).toEqual([{ code: 'file-infected', detail: 'VIRUS.txt (Test.Virus)' }]);
    expect((await ingest.blobs().get(mail.raw)).includes(Buffer.from('VIRUS').toString('base64'))).toBe(true);
    expect((await counted()).sort()).toEqual([
      'facteur_files_checked_total{outcome="clean"} 1',
      'facteur_files_checked_total{outcome="infected"} 1',
      'facteur_files_read_total{kind="pdf",outcome="read"} 1',
    ]);
  });

  it('that is away holds every file back, and the mail comes in', async () => {
    await open({ antivirus: await goneAway() });
    const mail = await kept({ 'a.txt': Buffer.from('a'), 'b.txt': Buffer.from('b') });
    expect(mail.attachments.map(({ blob, text, danger }) => [blob, text, danger])).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    expect(mail.problems.map(({ code }) => code)).toEqual(['file-not-checked']);
    expect(await counted()).toEqual(['facteur_files_checked_total{outcome="unchecked"} 2']);
  });

  it('that was away is asked again after five seconds', async () => {
    let now = 0;
    const antivirus = await goneAway();
    await open({ antivirus, kernel: { clock: { ...systemClock, now: () => now }, metrics, log: silentLog } });
    const file = attachment('VIRUS.txt', Buffer.from('VIRUS'));
    const ask = async () => (await desk.inspect([file])).get(file);
    expect(await ask()).toEqual({ isHeldBack: true });
    await scanning('port' in antivirus ? antivirus.port : 0);
    now = 4_999;
    expect(await ask()).toEqual({ isHeldBack: true });
    now = 5_000;
    expect(await ask()).toEqual({ isHeldBack: true, danger: 'Test.Virus' });
  });
});
