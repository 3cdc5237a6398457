/** Header blocks, of a mail and of its parts, read without decoding: values are byte strings. Linear, whatever the bytes. */

/** Above this the rest of a header block is not looked at. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** The header fields of a mail or part and where its body begins. */
export interface HeaderBlock {
  /** Lower-case field name → values in order, unfolded and trimmed. Values are byte strings (latin1). */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Index of the body's first byte; the length of the mail when there is none. */
  readonly bodyStart: number;
}

/** Reads the header block of `raw` (RFC 5322 §2.2), CRLF or LF. Lines that are no field are left out. */
export function readHeaders(raw: Buffer): HeaderBlock {
  const { headerEnd, bodyStart } = findBody(raw);
  return { fields: readFields(raw.toString('latin1', 0, Math.min(headerEnd, MAX_HEADER_BYTES))), bodyStart };
}

/** The fields of a block of header lines, a byte string. */
export function readFields(block: string): Map<string, string[]> {
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
  return fields;
}

function findBody(raw: Buffer): { headerEnd: number; bodyStart: number } {
  if (raw[0] === NEWLINE) return { headerEnd: 0, bodyStart: 1 };
  if (raw[0] === RETURN && raw[1] === NEWLINE) return { headerEnd: 0, bodyStart: 2 };
  const crlf = raw.indexOf('\n\r\n', 0, 'latin1');
  const lf = (crlf < 0 ? raw : raw.subarray(0, crlf)).indexOf('\n\n', 0, 'latin1');
  if (lf >= 0) return { headerEnd: lf + 1, bodyStart: lf + 2 };
  if (crlf >= 0) return { headerEnd: crlf + 1, bodyStart: crlf + 3 };
  const end = endOfFieldLines(raw);
  return { headerEnd: end, bodyStart: end };
}

/** Without a blank line the body begins with the first line that is neither a field nor the continuation of one. */
function endOfFieldLines(raw: Buffer): number {
  let at = 0;
  while (at < raw.length) {
    const next = raw.indexOf(NEWLINE, at);
    const end = next < 0 ? raw.length : next + 1;
    const start = raw.toString('latin1', at, Math.min(end, at + 100));
    if (!/^(?:[ \t>]|From |[!-9;-~]{1,99}[ \t]*:|[!-9;-~]{100})/.test(start)) return at;
    at = end;
  }
  return raw.length;
}

/** The first value of a field; `undefined` when it is absent. */
export function firstField({ fields }: Pick<HeaderBlock, 'fields'>, name: string): string | undefined {
  return fields.get(name)?.[0];
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
