/** Reading a mail whole (kind, new text, files, language) beside mailparser's `simpleParser` with default options, which only parses. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Bench, paired, secondsOf } from './figure.ts';

const MAILS = 400;
const QUOTE = 'Le lun. 16 nov. 2026 à 17:40, Boutique <sav@boutique.example> a écrit :';
const PARAGRAPH =
  'Bonjour, ma commande CMD-2026-01234 devait arriver lundi dernier et je n’ai toujours rien reçu. Pouvez-vous me dire où elle se trouve ?';

type Read = (raw: Buffer) => Promise<unknown>;

/** Both are found from the packages that depend on them, so that what is measured is what the product ships and tests with. */
async function openReaders(): Promise<{ ours: Read; bare: Read }> {
  const cli = createRequire(createRequire(import.meta.url).resolve('@facteur/cli/bin'));
  const mail = cli.resolve('@facteur/mail');
  const { readMail } = (await import(pathToFileURL(mail).href)) as { readMail: Read };
  const { simpleParser } = createRequire(mail)('mailparser') as { simpleParser: Read };
  return { ours: (raw) => readMail(raw), bare: (raw) => simpleParser(raw) };
}

export const mailInspectBench: Bench = async ({ quick }) => {
  const readers = await openReaders();
  const mails = Array.from({ length: MAILS }, (_, n) => sampleMail(n));
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 0; round <= (quick ? 3 : 8); round += 1) {
    const ours = await rate(mails, readers.ours);
    const bare = await rate(mails, readers.bare);
    // The first round warms up, and is not counted.
    if (round > 0) rounds.push({ ours, bare });
  }
  const what = 'whole inspection of text, HTML, quoting, forwarding, files and bounces';
  return [paired({ bench: 'mail-inspect', what, unit: 'mails/s', wanted: 1.5 }, rounds)];
};

async function rate(mails: readonly Buffer[], read: Read): Promise<number> {
  const seconds = await secondsOf(async () => {
    for (const raw of mails) await read(raw);
  });
  return mails.length / seconds;
}

/** Of each kind of mail one after the other. */
function sampleMail(n: number): Buffer {
  const headers = [
    ...Array.from(
      { length: 6 },
      (_, hop) => `Received: from mx${hop}.client.example by mx${hop + 1}.client.example; Tue, 17 Nov 2026`,
    ),
    `DKIM-Signature: v=1; a=rsa-sha256; d=client.example; s=s1; bh=${'A'.repeat(44)};\r\n b=${'B'.repeat(300)}`,
    'Authentication-Results: mx.boutique.example; spf=pass smtp.mailfrom=client.example; dmarc=pass',
    `From: =?utf-8?q?L=C3=A9a_N=C2=B0${n}?= <lea${n}@client.example>`,
    'To: Service clients <sav@boutique.example>',
    'Subject: =?utf-8?q?Re=3A_O=C3=B9_est_mon_colis_=3F?=',
    `Message-ID: <m${n}@client.example>`,
    'Date: Tue, 17 Nov 2026 16:09:12 +0100',
    'MIME-Version: 1.0',
  ];
  const bodies = [text, reply, alternative, page, withFile, forwarded, bounce];
  const body = bodies[n % bodies.length] ?? text;
  return Buffer.from([...headers, body()].join('\r\n'));
}

function text(): string {
  return `Content-Type: text/plain; charset=utf-8\r\n\r\n${PARAGRAPH}\r\n\r\nCordialement,\r\nLéa Martin\r\n`;
}

function reply(): string {
  const quoted = Array.from({ length: 30 }, () => `> ${PARAGRAPH.slice(0, 70)}`).join('\r\n');
  return `Content-Type: text/plain; charset=utf-8\r\n\r\n${PARAGRAPH}\r\n\r\n${QUOTE}\r\n${quoted}\r\n`;
}

function alternative(): string {
  const plain = `${PARAGRAPH}\r\n\r\n${QUOTE}\r\n> ${PARAGRAPH}`;
  const html = htmlOf(`<div class="gmail_quote">${QUOTE}<blockquote>${PARAGRAPH}</blockquote></div>`);
  return multipart('alternative', [part('text/plain', plain), part('text/html', html)]);
}

function page(): string {
  return part('text/html', htmlOf(`<hr><p>${PARAGRAPH}</p>`.repeat(10)));
}

function htmlOf(rest: string): string {
  const style = '<style>p.MsoNormal{margin:0;font-family:Calibri}</style>'.repeat(10);
  return `<html><head>${style}</head><body><p class="MsoNormal">${PARAGRAPH}</p>${rest}</body></html>`;
}

function withFile(): string {
  const picture = Buffer.alloc(60_000, 7).toString('base64').replace(/.{76}/g, '$&\r\n');
  const file = `Content-Type: image/jpeg; name=photo.jpg\r\nContent-Disposition: attachment; filename=photo.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}`;
  return multipart('mixed', [part('text/plain', PARAGRAPH), file]);
}

function forwarded(): string {
  const original = `---------- Forwarded message ---------\r\nDe : Boutique <sav@boutique.example>\r\nSujet : Votre commande\r\n\r\n${PARAGRAPH}`;
  return part('text/plain', `Pour information.\r\n\r\n${original}`);
}

function bounce(): string {
  const status =
    'Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n';
  const parts = [part('text/plain', 'Undelivered'), part('message/delivery-status', status)];
  return multipart('report; report-type=delivery-status', parts);
}

function part(type: string, body: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\n\r\n${body}\r\n`;
}

function multipart(type: string, parts: readonly string[]): string {
  return `Content-Type: multipart/${type}; boundary=b\r\n\r\n${parts.map((one) => `--b\r\n${one}\r\n`).join('')}--b--\r\n`;
}
