/** Enhanced status codes (RFC 3463) in what servers say. */

/** A code that is no part of an address, a version or a longer number. */
const CODE = /(?<![\d.@[/-])([245])\.(\d{1,3})\.(\d{1,3})(?![\d@]|\.\d)/g;
/** Codes looked at in one text. */
const MAX_CODES = 50;

/** The code in `text` that says most; the first of several that say as much. */
export function statusIn(text: string): string | undefined {
  const codes: string[] = [];
  for (const [, kind = '', subject = '', detail = ''] of text.matchAll(CODE)) {
    codes.push(`${kind}.${Number(subject)}.${Number(detail)}`);
    if (codes.length >= MAX_CODES) break;
  }
  return mostSpecific(codes);
}

/** `status`, unless `diagnostic` holds a code that says more. */
export function specificStatus(status: string | undefined, diagnostic: string): string | undefined {
  const found = statusIn(diagnostic);
  return mostSpecific([...(status === undefined ? [] : [status]), ...(found === undefined ? [] : [found])]);
}

function mostSpecific(codes: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const code of codes) if (best === undefined || weight(code) > weight(best)) best = code;
  return best;
}

/** How much a code tells (RFC 3463 §3): success beside a failure nothing, `5.0.0` that it failed, `5.1.0` in which way. */
function weight(code: string): number {
  if (code.startsWith('2')) return 0;
  if (code.endsWith('.0.0')) return 1;
  // "Too old": why it was tried for so long is what the other code says.
  if (code.endsWith('.4.7')) return 2;
  return code.endsWith('.0') ? 3 : 4;
}
