/** Recognises sealed mails by their shape (RFC 8551, RFC 3156, RFC 4880 §7). Opens and verifies nothing. */
import type { MailProtection } from '../mail.ts';
import type { MimePart } from './read-parts.ts';

const PGP_MESSAGE = '-----BEGIN PGP MESSAGE-----';
const PGP_SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';

/** How the mail below `root` is sealed, whose decoded text is `text`; `undefined` when it is not. */
export function protectionOf(root: MimePart, text: string): MailProtection | undefined {
  const { value, params } = root.contentType;
  const protocol = (params.get('protocol') ?? '').toLowerCase();
  if (/^application\/(?:x-)?pkcs7-mime$/.test(value)) {
    const smimeType = params.get('smime-type')?.toLowerCase();
    return smimeType === 'signed-data' || smimeType === 'certs-only' ? 'smime-signed' : 'smime-encrypted';
  }
  if (value === 'multipart/encrypted') return protocol.includes('pgp') || protocol === '' ? 'pgp-encrypted' : undefined;
  if (value === 'multipart/signed') {
    if (protocol.includes('pgp')) return 'pgp-signed';
    return protocol.includes('pkcs7') ? 'smime-signed' : undefined;
  }
  const start = text.slice(0, 2_000).trimStart();
  if (start.startsWith(PGP_MESSAGE)) return 'pgp-encrypted';
  return start.startsWith(PGP_SIGNED) ? 'pgp-signed' : undefined;
}

/** True for the seals that hide the text. */
export function isSealed(protection: MailProtection | undefined): boolean {
  return protection === 'smime-encrypted' || protection === 'pgp-encrypted';
}

/** The method of the first calendar part (RFC 6047 §2.4), lower case. */
export function calendarMethodOf(root: MimePart): string | undefined {
  const open = [root];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { value, params } = part.contentType;
    if (value === 'text/calendar') return (params.get('method') ?? 'publish').toLowerCase().slice(0, 30);
    open.push(...part.children.slice(0, 50));
  }
  return undefined;
}
