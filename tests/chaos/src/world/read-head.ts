/** Header fields of a mail, as far as the audit needs them. */

/** Fields by their names in lower case, unfolded and decoded; of several, the last. */
export function readHead(raw: Buffer): ReadonlyMap<string, string> {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const unfolded = text.slice(0, end < 0 ? text.length : end).replaceAll(/\r\n[ \t]+/g, ' ');
  return new Map(
    unfolded.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
}

const WORD = /=\?utf-8\?([qb])\?([^?]*)\?=/gi;

/** Encoded words of RFC 2047; blanks between two of them do not count. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
    .replaceAll(WORD, (_, encoding: string, text: string) => decode(encoding, text).toString('utf8'));
}

function decode(encoding: string, text: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64');
  const bytes = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** The address in `Name <address>`, in lower case. */
export function addressIn(field: string): string {
  return (/<([^>]*)>\s*$/.exec(field)?.[1] ?? field).trim().toLowerCase();
}
