/** What makes a mail the same mail, whatever the route it came by (DESIGN §4.10). */
import { hash } from 'node:crypto';
import { addressInValue } from './addresses.ts';
import { firstField, type HeaderBlock } from './headers.ts';

/**
 * The canonical text of a mail: a JSON list of version, Message-ID, From, Date, Subject and SHA-256 of the body.
 * Trace headers, folding, CRLF or LF, and blank lines at the end do not change it.
 */
export function mailIdentity(raw: Buffer, headers: HeaderBlock): string {
  const field = (name: string): string => (firstField(headers, name) ?? '').split(/\s+/).join(' ');
  return JSON.stringify([
    'v1',
    field('message-id'),
    addressInValue(field('from'))?.address.toLowerCase() ?? '',
    field('date'),
    field('subject'),
    bodyDigest(raw.subarray(headers.bodyStart)),
  ]);
}

/** SHA-256 of the body with LF line ends and without blank lines at its end, as relays add and drop these. */
function bodyDigest(body: Buffer): string {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end--;
  return hash('sha256', withLf(body.subarray(0, end)), 'base64url');
}

function withLf(body: Buffer): Buffer {
  if (!body.includes('\r\n')) return body;
  const out = Buffer.allocUnsafe(body.length);
  let written = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte === 0x0d && body[i + 1] === 0x0a) continue;
    out[written++] = byte;
  }
  return out.subarray(0, written);
}
