/** A raw mail as `facteur mail inspect` shows it (DESIGN §6), and the lines of its batch. */
import { readFile } from 'node:fs/promises';
import type { MailAttachment, ReadMail } from '@facteur/mail';
import { readMail } from '@facteur/mail';
import { messageOf } from '@facteur/primitives';

/** What is shown of a mail; everything that it does not say is `null` or empty. */
export interface Inspection {
  readonly from: string | null;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string | null;
  readonly language: string;
  readonly kind: string;
  readonly reply: string;
  readonly quoted: string;
  readonly signature: string;
  readonly forward: { readonly from: string | null; readonly subject: string | null } | null;
  readonly attachments: readonly Pick<MailAttachment, 'name' | 'type' | 'bytes'>[];
  readonly auth: { readonly spf: string | null; readonly dkim: string | null; readonly dmarc: string | null };
  readonly bounce: {
    readonly recipient: string | null;
    readonly status: string | null;
    readonly action: string;
  } | null;
}

/** A line of a batch whose file could not be read. */
export interface InspectionError {
  readonly error: { readonly code: string; readonly message: string; readonly path: string };
}

/** Reads `raw`; `own` are addresses that the mail would be a loop for. */
export async function inspect(raw: Buffer, own: readonly string[]): Promise<Inspection> {
  return shown(await readMail(raw, { ownAddresses: own }));
}

function shown(mail: ReadMail): Inspection {
  const { forward, bounce } = mail;
  const [auth] = mail.authentication;
  return {
    from: mail.from?.address ?? null,
    to: mail.to.map(({ address }) => address),
    subject: mail.subject,
    messageId: mail.messageId ?? null,
    language: mail.language,
    kind: mail.kind,
    reply: mail.text,
    quoted: mail.quoted,
    signature: mail.signature,
    forward: forward === undefined ? null : { from: forward.from ?? null, subject: forward.subject ?? null },
    attachments: mail.attachments.map(({ name, type, bytes }) => ({ name, type, bytes })),
    auth: { spf: auth?.spf ?? null, dkim: auth?.dkim ?? null, dmarc: auth?.dmarc ?? null },
    bounce:
      bounce === undefined
        ? null
        : { recipient: bounce.recipient ?? null, status: bounce.status ?? null, action: bounce.action },
  };
}

/**
 * For each line, `path` or `path<TAB>own-address`, what is in that file, in order; empty lines are passed over. `own` holds
 * for lines that name no address.
 */
export async function* inspectFiles(
  lines: AsyncIterable<string>,
  own: readonly string[],
): AsyncIterable<Inspection | InspectionError> {
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const tab = line.indexOf('\t');
    const path = tab < 0 ? line : line.slice(0, tab);
    const named = tab < 0 ? '' : line.slice(tab + 1).trim();
    yield await inspectFile(path, named === '' ? own : [named]);
  }
}

async function inspectFile(path: string, own: readonly string[]): Promise<Inspection | InspectionError> {
  try {
    return await inspect(await readFile(path), own);
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    return { error: { code: typeof code === 'string' ? code : 'INTERNAL', message: messageOf(error), path } };
  }
}
