/** Content-Transfer-Encodings (RFC 2045 §6) to bytes: all that can be had of them, and never an exception. */

const EQUALS = 0x3d;
const NEWLINE = 0x0a;

/** The bytes of a part's body under `encoding`; as they are when it is unknown. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase().split(/[\s;]/)[0]) {
    case 'base64':
      return decodeBase64(body.toString('latin1'));
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return decodeUu(body.toString('latin1'));
    default:
      return body;
  }
}

/** Base64 with anything between its characters, also several padded pieces one after the other. */
export function decodeBase64(text: string): Buffer {
  const padding = text.indexOf('=');
  // Buffer.from stops at padding, though programs that encode piecewise go on behind it.
  if (padding < 0 || !/[A-Za-z0-9+/]/.test(text.slice(padding, padding + 200))) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
}

/** Quoted-printable; an `=` that begins no escape stands for itself. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  if (!body.includes(EQUALS)) return body;
  const out = Buffer.allocUnsafe(body.length);
  let written = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte !== EQUALS) {
      out[written++] = byte;
      continue;
    }
    const value = (hexDigit(body[i + 1]) << 4) | hexDigit(body[i + 2]);
    if (value >= 0) {
      out[written++] = value;
      i += 2;
      continue;
    }
    const lineEnd = softBreakEnd(body, i + 1);
    if (lineEnd < 0) out[written++] = byte;
    else i = lineEnd;
  }
  return out.subarray(0, written);
}

/** Index of the line feed when only blanks stand between `at` and it (relays add them); −1 otherwise. */
function softBreakEnd(body: Buffer, at: number): number {
  for (let i = at; i < Math.min(body.length, at + 80); i++) {
    const byte = body[i];
    if (byte === NEWLINE) return i;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return -1;
  }
  return at >= body.length ? body.length : -1;
}

/** Its value, or a negative number that makes every sum with it negative. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -256;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -256;
}

/** Uuencoded lines, with or without `begin` and `end` around them. */
export function decodeUu(text: string): Buffer {
  const pieces: Buffer[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^begin [0-7]{3,4} /.test(line)) continue;
    if (line === 'end') break;
    const length = line === '' ? 0 : (line.charCodeAt(0) - 0x20) & 0x3f;
    if (length > 0) pieces.push(decodeUuLine(line, length));
  }
  return Buffer.concat(pieces);
}

function decodeUuLine(line: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let i = 1; i < line.length && written < length; i++) {
    held = ((held << 6) | ((line.charCodeAt(i) - 0x20) & 0x3f)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written++] = (held >> bits) & 0xff;
  }
  return bytes;
}
