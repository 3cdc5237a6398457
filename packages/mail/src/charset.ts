/** Charsets named by a mail's text parts: which of them nobody here can decode, and how to read on regardless. */

/** Charsets that the MIME parser decodes though `TextDecoder` does not know them. */
const ALSO_KNOWN =
  /^(?:utf-?7(?:-imap)?|cp-?\d{3,5}|ibm-?\d{3,5}|win(?:dows)?-?\d{3,4}|iso-?8859-?\d{1,2}|iso-?2022-?jp|jis|mac\w{3,12}|usascii|ascii|latin-?\d|binary|hz-gb-2312|tis-?620|ks_c_5601-\d{4})$/i;
/** Those of nearly all mails, asked first as making a decoder costs. */
const USUAL = new Set(['utf-8', 'us-ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252']);
/** Places looked at: a mail with more parts has other problems. */
const MAX_LABELS = 200;

/** Where a charset label that is not known stands in a raw mail. */
export interface UnknownCharset {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** The unknown charset labels of `text/…` parts, in order. */
export function findUnknownCharsets(raw: Buffer): UnknownCharset[] {
  const found: UnknownCharset[] = [];
  let at = -1;
  for (let i = 0; i < MAX_LABELS; i++) {
    at = raw.indexOf('harset=', at + 1, 'latin1');
    if (at < 0) break;
    const isTextPart = /content-type:\s{0,4}text\//i.test(raw.toString('latin1', Math.max(0, at - 120), at));
    const quote = raw[at + 7] === 0x22 ? 1 : 0;
    const start = at + 7 + quote;
    const label = /^[^\s"';,<>]{1,40}/.exec(raw.toString('latin1', start, start + 41))?.[0] ?? '';
    if (isTextPart && label !== '' && !isKnown(label)) found.push({ label, start, end: start + label.length });
  }
  return found;
}

function isKnown(label: string): boolean {
  if (USUAL.has(label.toLowerCase()) || ALSO_KNOWN.test(label)) return true;
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/** `raw` with the unknown labels replaced by windows-1252, which every byte is a character of. */
export function relabelled(raw: Buffer, unknown: readonly UnknownCharset[]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { start, end } of unknown) {
    pieces.push(raw.subarray(at, start), Buffer.from('windows-1252'));
    at = end;
  }
  return Buffer.concat([...pieces, raw.subarray(at)]);
}
