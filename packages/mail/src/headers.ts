/** The header block of a raw mail, read without decoding: for identity, kinds and mails that the MIME parser refuses. */

/** Above this the rest of a header block is not looked at. */
const MAX_HEADER_BYTES = 256 * 1024;

/** The header fields of a mail and where its body begins. */
export interface HeaderBlock {
  /** Lower-case field name → values in order, unfolded and trimmed. Values are byte strings (latin1). */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Index of the body's first byte; the length of the mail when there is none. */
  readonly bodyStart: number;
}

/** Reads the header block of `raw` (RFC 5322 §2.2), CRLF or LF. Lines that are no field are left out. */
export function readHeaders(raw: Buffer): HeaderBlock {
  const { headerEnd, bodyStart } = findBody(raw);
  const block = raw.toString('latin1', 0, Math.min(headerEnd, MAX_HEADER_BYTES));
  const fields = new Map<string, string[]>();
  let current: string[] = [];
  const keep = (): void => {
    const line = current.length === 1 ? (current[0] ?? '') : current.join(' ');
    const colon = line.indexOf(':');
    if (colon <= 0) return;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [line.slice(colon + 1).trim()]);
    else values.push(line.slice(colon + 1).trim());
  };
  for (const line of block.split('\n')) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      current.push(line.trim());
    } else {
      keep();
      current = [line.trimEnd()];
    }
  }
  keep();
  return { fields, bodyStart };
}

function findBody(raw: Buffer): { headerEnd: number; bodyStart: number } {
  if (raw[0] === 0x0a) return { headerEnd: 0, bodyStart: 1 };
  if (raw[0] === 0x0d && raw[1] === 0x0a) return { headerEnd: 0, bodyStart: 2 };
  const crlf = raw.indexOf('\n\r\n', 0, 'latin1');
  const lf = (crlf < 0 ? raw : raw.subarray(0, crlf)).indexOf('\n\n', 0, 'latin1');
  if (lf >= 0) return { headerEnd: lf + 1, bodyStart: lf + 2 };
  if (crlf >= 0) return { headerEnd: crlf + 1, bodyStart: crlf + 3 };
  return { headerEnd: raw.length, bodyStart: raw.length };
}

/** The first value of a field; `undefined` when it is absent. */
export function firstField({ fields }: HeaderBlock, name: string): string | undefined {
  return fields.get(name)?.[0];
}

/** A byte string as the text that it most likely is. */
export function decodeByteString(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

/** Every `<…>` of a value, in order, with its brackets; linear, whatever the value. */
export function angleTokens(value: string, limit = 100): string[] {
  const tokens: string[] = [];
  let open = value.indexOf('<');
  while (open >= 0 && tokens.length < limit) {
    const close = value.indexOf('>', open);
    if (close < 0) break;
    const token = value.slice(value.lastIndexOf('<', close), close + 1).replaceAll(' ', '');
    if (token.length > 2 && token.length <= 998) tokens.push(token);
    open = value.indexOf('<', close);
  }
  return tokens;
}
