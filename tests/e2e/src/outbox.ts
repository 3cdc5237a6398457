/** What the product wrote, read from the outbox folder as a mail program would. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReadMail, readMail } from '@facteur/mail';

/** A mail that left. */
export interface SentMail extends ReadMail {
  /** Its bytes, as text. */
  readonly source: string;
  /** The field of that name, unfolded. */
  header(name: string): string | undefined;
}

/** Every mail in the outbox of the data folder `home`, oldest first. */
export async function readOutbox(home: string): Promise<SentMail[]> {
  const folder = join(home, 'outbox');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name)).then(asSent)));
  return mails.sort((a, b) => (a.dateMs ?? 0) - (b.dateMs ?? 0));
}

async function asSent(raw: Buffer): Promise<SentMail> {
  const source = raw.toString('utf8');
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  const fields = new Map(
    head
      .split('\r\n')
      .map((line) => [line.split(':', 1).join('').toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { ...(await readMail(raw)), source, header: (name) => fields.get(name.toLowerCase()) };
}
