/** Settings of a mailbox that is read by IMAP. */
import { isIP } from 'node:net';
import type { AfterAccept } from '@facteur/mail';
import { z } from 'zod';

const text = z.string().trim().min(1);

/** A secret is named, never written down: `env:SAV_PASSWORD`, `file:/run/secrets/sav`. */
const reference = z.string().regex(/^(?:env:[A-Za-z_]\w*|file:.+)$/, {
  error: 'expected where the secret is, env:NAME or file:/path, not the secret itself',
});

/** RFC 9051 §9, flag-keyword: an atom. */
const KEYWORD = /^[A-Za-z0-9$._-]{1,100}$/;

const after = z
  .string()
  .transform((value, context): AfterAccept => {
    const [word = '', rest = ''] = splitOnce(value, ':');
    if (value === 'seen') return { do: 'flag', flag: '\\Seen' };
    if (value === 'leave') return { do: 'leave' };
    if (word === 'move' && rest.trim() !== '') return { do: 'move', folder: rest.trim() };
    if (word === 'flag' && KEYWORD.test(rest)) return { do: 'flag', flag: rest };
    context.addIssue({ code: 'custom', message: 'expected seen, leave, move:FOLDER or flag:KEYWORD' });
    return z.NEVER;
  })
  .prefault('seen')
  .describe('What becomes of a mail once it is kept: `seen`, `flag:KEYWORD`, `move:FOLDER`, `leave`');

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000 };
const [MIN_POLL_MS, MAX_POLL_MS] = [5_000, 28 * 60_000];

const poll = z
  .string()
  .transform((value, context): number => {
    const [, count = '', unit = ''] = /^(\d{1,4})([sm])$/.exec(value) ?? [];
    const ms = Number(count) * (UNIT_MS[unit] ?? 0);
    if (count !== '' && ms >= MIN_POLL_MS && ms <= MAX_POLL_MS) return ms;
    context.addIssue({ code: 'custom', message: 'expected a time from 5s to 28m, such as 60s' });
    return z.NEVER;
  })
  .prefault('60s')
  .describe('The folder is looked at so often, also where the server announces mails by itself');

/** The secrets of the refresh token pass through it: `http` only on this machine. */
const tokenUrl = z.url({ protocol: /^https?$/ }).refine((value) => isSafeUrl(value), {
  error: 'expected https (http is for localhost only), without user and password',
});

const grantSchema = z.strictObject({
  'token-url': tokenUrl,
  'client-id': text,
  'client-secret': reference.optional().describe('A public client has none'),
  'refresh-token': reference,
  scope: text.optional(),
});

export const imapSchema = z
  .strictObject({
    host: text,
    port: z.int().min(1).max(65_535).optional().describe('Default 993; 143 unless `tls` is `implicit`'),
    tls: z
      .enum(['implicit', 'starttls', 'none'])
      .default('implicit')
      .describe('`none`: in clear, to this machine only'),
    ca: text.optional().describe('File (PEM) with the authority that signed the server’s certificate'),
    user: text,
    password: reference.optional(),
    oauth2: z
      .union([reference, grantSchema])
      .optional()
      .describe('Instead of a password: where the access token is, or how one is fetched with a refresh token'),
    folder: z.union([text.transform((one) => [one]), z.array(text).min(1)]).prefault('INBOX'),
    after,
    poll,
    history: z
      .enum(['context', 'skip', 'import'])
      .default('context')
      .describe(
        'Mails that are there at the first connection: kept and never answered, left alone, or answered like new ones',
      ),
    'max-bytes': z
      .int()
      .positive()
      .default(35 * 1024 * 1024)
      .describe('Of a larger mail only the header is fetched; an advisor sees it'),
  })
  .superRefine((imap, context) => {
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if ((imap.password === undefined) === (imap.oauth2 === undefined)) {
      refuse('password', 'expected either password or oauth2');
    }
    if (imap.tls === 'none' && !isThisMachine(imap.host)) {
      refuse('tls', 'the password would cross the network in clear: `none` is for localhost only');
    }
    const { after: then, folder } = imap;
    if (then.do === 'move' && folder.includes(then.folder)) {
      refuse('after', 'mails would be moved to the folder that they are read from');
    }
  });

export type ImapConfig = z.infer<typeof imapSchema>;
/** How access tokens are fetched. */
export type ImapGrant = z.infer<typeof grantSchema>;

/** References of all secrets that reading the mailbox takes. */
export function imapSecrets({ password, oauth2 }: ImapConfig): readonly string[] {
  const all = typeof oauth2 === 'object' ? [oauth2['refresh-token'], oauth2['client-secret']] : [oauth2, password];
  return all.filter((one) => one !== undefined);
}

function splitOnce(value: string, by: string): [string, string] {
  const at = value.indexOf(by);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isPrivate = protocol === 'https:' || isThisMachine(hostname.replace(/^\[|\]$/g, ''));
  return isPrivate && username === '' && password === '';
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
