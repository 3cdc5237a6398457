/** The worst of a set of hostile mails: seconds and memory of reading each whole, in a process that has read nothing before. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Bench } from './figure.ts';
import { secondsOf } from './figure.ts';
import { inFreshProcess } from './fresh-process.ts';

const HEAD = 'From: a@b.example\r\nTo: sav@boutique.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n';
const html = (body: string): string => `${HEAD}Content-Type: text/html\r\n\r\n${body}`;
const text = (body: string): string => `${HEAD}\r\n${body}`;
const numbered = (count: number, part: (nth: number) => string): string =>
  Array.from({ length: count }, (_, nth) => part(nth)).join('');

/** Each is built where it is read. */
const MAILS: Readonly<Record<string, () => string>> = {
  '5 MB of HTML in one line': () => html('<b>mot</b> '.repeat(500_000)),
  '900 000 open elements': () => html('<div>'.repeat(900_000)),
  '5 MB of “<”': () => html('<'.repeat(5_000_000)),
  'one element with a million attributes': () => html(`<a ${'b=c '.repeat(1_200_000)}>`),
  '300 000 tables in each other': () => html('<table><tr><td>'.repeat(300_000)),
  'a million entities': () => html('&amp;'.repeat(1_000_000)),
  '100 000 headers': () => `${numbered(100_000, (nth) => `X-H${nth}: v\r\n`)}${text('bonjour')}`,
  'a header of 300 000 folds': () => `From: a@b.example\r\nSubject: x\r\n${' y\r\n'.repeat(300_000)}\r\nz`,
  'no end of the header': () => `From: a@b.example\r\nSubject: ${'é'.repeat(2_000_000)}`,
  '200 000 encoded words': () => `From: a@b.example\r\nSubject: ${'=?utf-8?Q?=C3=A9?= '.repeat(200_000)}\r\n\r\nz`,
  '100 000 recipients': () => `From: a@b.example\r\nTo: ${numbered(100_000, (nth) => `u${nth}@x.example, `)}\r\n\r\nz`,
  '500 000 open comments': () => `From: ${'('.repeat(500_000)}\r\n\r\nz`,
  '20 000 attachments': () =>
    `${HEAD}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${numbered(20_000, (nth) => `--b\r\nContent-Type: application/pdf; name="f${nth}.pdf"\r\nContent-Disposition: attachment\r\n\r\nx\r\n`)}--b--\r\n`,
  '10 000 parts in each other': () =>
    `${HEAD}${numbered(10_000, (nth) => `Content-Type: multipart/mixed; boundary="b${nth}"\r\n\r\n--b${nth}\r\n`)}\r\nfin`,
  '2 000 messages in each other': () =>
    `${HEAD}${'Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: n\r\n'.repeat(2_000)}\r\nfin`,
  '1 MB of newlines': () => text('\n'.repeat(1_000_000)),
  '1 MB of “On ”': () => text('On '.repeat(400_000)),
  '1 MB of “Le lundi 3 ”': () => text('Le lundi 3 '.repeat(100_000)),
  '1 MB of “>”': () => text('>'.repeat(1_000_000)),
  '300 000 signature marks': () => text('-- \n'.repeat(300_000)),
  '100 000 separators': () => text('-----Message d’origine-----\n'.repeat(100_000)),
  '12 MB in base64': () =>
    `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from('mot '.repeat(3_000_000)).toString('base64')}`,
};

export const mailHostileBench: Bench = async () => {
  const readings: { name: string; seconds: number; megabytes: number }[] = [];
  for (const name of Object.keys(MAILS))
    readings.push({ name, ...(await inFreshProcess(import.meta.url, readHostile, name)) });
  const slowest = readings.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const largest = readings.reduce((a, b) => (b.megabytes > a.megabytes ? b : a));
  const row = (what: string, value: number, unit: string, wanted: number) =>
    ({ bench: 'mail-hostile', what, value, unit, wanted, atMost: true }) as const;
  return [
    row(`the slowest of ${readings.length}: ${slowest.name}`, slowest.seconds, 's', 1),
    row(`most memory of the process: ${largest.name}`, largest.megabytes, 'MB', 256),
  ];
};

/** In a process of its own: seconds of reading, and the most memory that the process had, the mail itself included. */
export async function readHostile(name: string): Promise<{ seconds: number; megabytes: number }> {
  const cli = createRequire(createRequire(import.meta.url).resolve('@facteur/cli/bin'));
  const { readMail } = (await import(pathToFileURL(cli.resolve('@facteur/mail')).href)) as {
    readMail: (raw: Buffer) => Promise<unknown>;
  };
  const raw = Buffer.from(MAILS[name]?.() ?? '', 'latin1');
  const seconds = await secondsOf(() => readMail(raw));
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024 };
}
