/** Reads Authentication-Results headers (RFC 8601). Says what they say; whom to believe is the caller's choice. */
import type { AuthenticationResult } from '../mail.ts';

/** Headers above these limits are cut: nobody honest writes them. */
const MAX_HEADERS = 20;
const MAX_VALUE = 10_000;

/** One entry per header, in the order given. */
export function readAuthenticationResults(values: readonly string[]): AuthenticationResult[] {
  return values.slice(0, MAX_HEADERS).map((value) => readOne(value.slice(0, MAX_VALUE)));
}

function readOne(value: string): AuthenticationResult {
  const [head = '', ...clauses] = splitClauses(value.toLowerCase());
  const result: { -readonly [K in keyof AuthenticationResult]: AuthenticationResult[K] } = {
    authservId: upTo(head, ' '),
    dkimDomains: [],
  };
  for (const clause of clauses) {
    const first = upTo(clause, ' ');
    const outcome = first.slice(first.indexOf('=') + 1);
    const method = upTo(upTo(first, '='), '/');
    if (method === 'spf') {
      result.spf = outcome;
      const checked = domainIn(clause, ' smtp.mailfrom=') ?? domainIn(clause, ' smtp.helo=');
      if (checked !== undefined) result.spfDomain = checked;
    } else if (method === 'dkim') {
      result.dkim = result.dkim === 'pass' ? 'pass' : outcome;
      const signer = domainIn(clause, ' header.d=') ?? domainIn(clause, ' header.i=');
      if (outcome === 'pass' && signer !== undefined) result.dkimDomains = [...result.dkimDomains, signer];
    } else if (method === 'dmarc') {
      result.dmarc = outcome;
      const checked = domainIn(clause, ' header.from=');
      if (checked !== undefined) result.dmarcDomain = checked;
    }
  }
  return result;
}

function upTo(text: string, end: string): string {
  const at = text.indexOf(end);
  return at < 0 ? text : text.slice(0, at);
}

/** The domain of the address or domain that follows `property` in a clause. */
function domainIn(clause: string, property: string): string | undefined {
  const at = clause.indexOf(property);
  if (at < 0) return undefined;
  const value = upTo(clause.slice(at + property.length), ' ');
  return value.slice(value.lastIndexOf('@') + 1) || undefined;
}

/** Splits on `;`, without comments, quotes opened; blanks collapsed and `a = b` closed up. One pass. */
function splitClauses(value: string): string[] {
  const clauses = /["(]/.test(value) ? splitAtTopLevel(value) : value.split(';');
  return clauses.map((text) => text.split(/\s+/).join(' ').replaceAll(' =', '=').replaceAll('= ', '=').trim());
}

function splitAtTopLevel(value: string): string[] {
  const clauses: string[] = [];
  let clause = '';
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '\\' && (quoted || depth > 0)) i++;
    else if (depth > 0) depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    else if (char === '"') quoted = !quoted;
    else if (quoted) clause += char === ' ' || char === '=' ? '_' : char;
    else if (char === '(') depth++;
    else if (char === ';') {
      clauses.push(clause);
      clause = '';
    } else clause += char;
  }
  clauses.push(clause);
  return clauses;
}
