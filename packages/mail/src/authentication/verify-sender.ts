/**
 * Who really sent a mail: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and ARC (RFC 8617), checked here or told by the
 * own mail server. Network is used through the resolver that is handed in, and in no other way.
 */
import { addressList } from '../addresses.ts';
import { readHeaders } from '../headers.ts';
import type { AuthenticationResult } from '../mail.ts';
import { readAuthenticationResults } from './read-results.ts';

/** Answers like `dns.promises.resolve`; rejects with a `code` (`ENOTFOUND`, `ENODATA`: there is none; others: for now). */
export type SenderResolver = (domain: string, type: string) => Promise<string[][] | string[]>;

/** What is known of the mail from its transport, and whom to believe. */
export interface VerifySenderOptions {
  /** Address of the client that handed the mail over; without it SPF is not checked. */
  readonly ip?: string;
  /** What the client called itself. */
  readonly helo?: string;
  /** Sender of the envelope, `''` for bounces. */
  readonly mailFrom?: string;
  readonly resolver: SenderResolver;
  /**
   * The authserv-id of the own mail server (RFC 8601 §2.2), which removes such headers from strangers: what its topmost
   * header says is taken, and nothing is checked again. Default: no header is believed.
   */
  readonly trustedServer?: string;
}

/** What came out. Words as in `AuthenticationResult`, `none` where there was nothing to check. */
export interface SenderVerification extends AuthenticationResult {
  /** `header`: the own server says so; `check`: found out here. */
  readonly by: 'header' | 'check';
  readonly spf: string;
  readonly dkim: string;
  readonly dmarc: string;
  /** Of the chain of those who forwarded the mail; it tells, and proves nothing of the sender by itself. */
  readonly arc: string;
  /** Domain that sealed the chain last, when `arc` is `pass`. */
  readonly arcDomain?: string;
  /** What the sender's domain asks for when DMARC fails: none, quarantine, reject. */
  readonly policy?: string;
}

/** Questions that one mail may cause: SPF alone has a limit of its own (RFC 7208 §4.6.4), signatures have none. */
const MAX_QUESTIONS = 60;

/**
 * Verifies the sender of `raw`. A mail with several From headers, or several addresses in it, has failed DMARC whatever
 * else holds: what is proven is not what is read (RFC 7489 §6.6.1). Never rejects: what cannot be found out is `temperror`.
 */
export async function verifySender(raw: Buffer, options: VerifySenderOptions): Promise<SenderVerification> {
  const { fields } = readHeaders(raw);
  const from = fields.get('from') ?? [];
  const isOne = from.length === 1 && addressList(from).length === 1;
  const told = options.trustedServer === undefined ? undefined : toldBy(options.trustedServer, fields);
  const result = told ?? (await checked(raw, options));
  return isOne ? result : { ...result, dmarc: 'fail' };
}

function toldBy(server: string, fields: ReadonlyMap<string, readonly string[]>): SenderVerification | undefined {
  const id = server.toLowerCase();
  const found = readAuthenticationResults(fields.get('authentication-results') ?? []).find(
    (one) => one.authservId === id,
  );
  if (found === undefined) return undefined;
  return {
    ...found,
    by: 'header',
    spf: found.spf ?? 'none',
    dkim: found.dkim ?? 'none',
    dmarc: found.dmarc ?? 'none',
    arc: 'none',
  };
}

async function checked(raw: Buffer, options: VerifySenderOptions): Promise<SenderVerification> {
  const { ip, helo, mailFrom, resolver } = options;
  try {
    // Loading it takes as long as reading hundreds of mails.
    const { authenticate } = await import('mailauth');
    return resultOf(
      await authenticate(raw, {
        ...(ip === undefined ? {} : { ip }),
        ...(helo === undefined ? {} : { helo }),
        ...(mailFrom === undefined ? {} : { sender: mailFrom }),
        mta: 'localhost',
        resolver: bounded(resolver),
        disableBimi: true,
      }),
    );
  } catch {
    return UNVERIFIED;
  }
}

/** Nothing could be found out: it proves nothing, and trying again may help. */
export const UNVERIFIED: SenderVerification = {
  by: 'check',
  authservId: '',
  spf: 'temperror',
  dkim: 'temperror',
  dkimDomains: [],
  dmarc: 'temperror',
  arc: 'temperror',
};

type Authenticated = Awaited<ReturnType<typeof import('mailauth')['authenticate']>>;

function resultOf({ spf, dkim, dmarc, arc }: Authenticated): SenderVerification {
  const good = dkim.results.filter(({ status }) => status.result === 'pass');
  // `l=`: what stands behind the signed part may be anybody's (RFC 6376 §8.2).
  const whole = good.filter(({ status }) => !status.underSized);
  const spfWord = spf === false ? 'none' : spf.status.result;
  const arcWord = arc === false ? 'none' : arc.status.result;
  const sealer = arc === false || !arc.signature ? undefined : arc.signature.signingDomain;
  const result: { -readonly [K in keyof SenderVerification]: SenderVerification[K] } = {
    by: 'check',
    authservId: '',
    spf: spfWord,
    dkim: whole.length > 0 ? 'pass' : good.length > 0 ? 'policy' : wordOfFailed(dkim.results),
    dkimDomains: [...new Set(whole.map(({ signingDomain }) => signingDomain.toLowerCase()))],
    dmarc: dmarcOf(dmarc),
    arc: arcWord,
  };
  if (spf !== false && spf.domain) result.spfDomain = spf.domain.toLowerCase();
  if (dmarc !== false) {
    result.dmarcDomain = dmarc.domain.toLowerCase();
    if (dmarc.policy) result.policy = dmarc.policy;
  }
  if (arcWord === 'pass' && sealer !== undefined) result.arcDomain = sealer.toLowerCase();
  return result;
}

/** The signature that came furthest; a mail without one has `none`. */
function wordOfFailed(results: Authenticated['dkim']['results']): string {
  const words = results.map(({ status }) => status.result);
  return (
    ['temperror', 'fail', 'policy', 'permerror', 'neutral'].find((word) => words.some((one) => one === word)) ?? 'none'
  );
}

/** DMARC by a signature over a part of the body alone counts as failed. */
function dmarcOf(dmarc: Authenticated['dmarc']): string {
  if (dmarc === false) return 'none';
  const { result } = dmarc.status;
  if (result !== 'pass') return result;
  const { spf, dkim } = dmarc.alignment;
  return !spf.result && dkim.underSized ? 'fail' : result;
}

function bounded(resolver: SenderResolver): SenderResolver {
  let asked = 0;
  return async (domain, type) => {
    asked += 1;
    if (asked > MAX_QUESTIONS)
      throw Object.assign(new Error('Too many DNS questions for one mail'), { code: 'EREFUSED' });
    return await resolver(domain, type);
  };
}
