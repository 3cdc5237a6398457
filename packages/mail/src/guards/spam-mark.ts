/** What a spam filter in front of the mailbox wrote into a mail's header. Pure. */
import { readHeaders } from '../headers.ts';

/** Exchange counts from -1 to 9; from 5 on it moves the mail to the junk folder itself. */
const MIN_CONFIDENCE_LEVEL = 5;
/** Words by which filters begin their verdict: SpamAssassin, rspamd, OVHcloud, Barracuda, Bogofilter, Vade. */
const VERDICT = /^(?:yes|true|spam|junk|reject|quarantine|add header|rewrite subject|phishing|malware|virus)(?![a-z])/;
/** Forefront writes a list of fields: `SFV:SPM` and `SFV:SKS` are spam, `SCL` as above. */
const FOREFRONT = /(?:^|;)\s*(?:sfv:(?:spm|sks|skb)|scl:[5-9])\s*(?:;|$)/;

/**
 * The mark that says that the mail is spam, `name: value` (100 characters of it), or `undefined`. Only headers named in
 * `trusted` are read, since anybody can write any: name those that the own filter sets and strips. One that says so is enough.
 */
export function spamMark(raw: Buffer, trusted: readonly string[]): string | undefined {
  if (trusted.length === 0) return undefined;
  const { fields } = readHeaders(raw);
  for (const name of trusted) {
    const marks = fields.get(name.toLowerCase()) ?? [];
    const found = marks.find((value) => saysSpam(name.toLowerCase(), value.slice(0, 1_000).toLowerCase()));
    if (found !== undefined) return `${name}: ${found.slice(0, 100)}`;
  }
  return undefined;
}

function saysSpam(name: string, value: string): boolean {
  if (/-scl$/.test(name)) return Number.parseInt(value, 10) >= MIN_CONFIDENCE_LEVEL;
  return VERDICT.test(value) || FOREFRONT.test(value);
}
