/** Bounces that are told in words (qmail, Exim, sendmail, Exchange, Notes, providers): whom, why, and where the returned mail begins. */
import { readAttached } from './returned-mail.ts';
import { statusIn } from './status.ts';

/** What a bounce's text says. */
export interface BounceText {
  /** Addresses that it names as not reached, the surest first. */
  readonly recipients: readonly string[];
  readonly status?: string;
  /** The line that tells why. */
  readonly diagnostic?: string;
  /** Message-ID of the mail that came back, where its header is in the text. */
  readonly returnedId?: string;
  /** True when it says in words that a mail was not delivered. */
  readonly saysUndelivered: boolean;
  /** True when it says that the server goes on trying. */
  readonly saysDelayed: boolean;
}

const MAX_LINES = 400;
const ADDRESS = /[^\s<>()[\]{},;:"'«»|\\]{1,200}@[^\s<>()[\]{},;:"'«»|\\]{1,250}/g;
/** What stands between the report and the mail that came back. */
const RETURNED_BEGINS = [
  /^[-=_*\s]{2,40}.{0,60}\b(?:original|returned|unsent|undelivered)\b.{0,20}\b(?:message|mail)\b/i,
  /^[-=_*\s]{2,40}.{0,60}\b(?:copy of|below this line|headers? of|message header|end of message)\b/i,
  /^(?:the )?(?:original|undelivered) (?:message|mail)(?: headers?)?(?: (?:follows|is attached|was))?\s{0,3}[.:]/i,
  /^message headers follow/i,
  /^[-=_*\s]{2,40}(?:message d['’]origine|message original|ursprüngliche nachricht|mensaje original)/i,
];
const HEADER_LINE =
  /^(?:return-path|received|message-id|mime-version|x-[a-z-]+|dkim-signature|authentication-results): ?/i;
const UNDELIVERED = new RegExp(
  [
    "(?:could|can|was|were|has|have|is|are)(?: ?not|n['’]t)(?: yet)?(?: be(?:en)?)? (?:delivered|reach|sent|accepted)",
    '(?:unable|failed|not able|failure|error|trouble|problem)s? (?:occurred )?(?:while |in )?(?:trying )?(?:to )?deliver',
    "did(?: ?not|n['’]t) reach",
    'undeliver(?:able|ed)',
    'delivery (?:has |of your (?:message|mail) )?(?:to the following (?:recipient|address)|(?:has )?(?:failed|been delayed))',
    'deli?very to the following recipients? (?:failed|has been)',
    'following (?:recipient|address)(?:es|s|\\(s\\)|\\(es\\))? .{0,40}(?:fail|error|reject|not )',
    'had (?:permanent|transient|delivery|fatal).{0,20}errors?',
    'permanent error',
    'giving up on',
    'there was an error (?:delivering|sending)',
    'was rejected by a remote',
    "n['’](?:a|ont) pas (?:pu )?(?:être|été) (?:remis|délivré|distribué|livré|acheminé)",
    '(?:remise|distribution) .{0,60}(?:a échoué|impossible)',
    'impossible de (?:remettre|distribuer|délivrer|livrer)',
    'nicht zugestellt|unzustellbar|zustellung .{0,40}fehlgeschlagen',
    'no se (?:ha )?(?:pudo|podido|puede) entregar',
    'impossibile (?:recapitare|consegnare)|non (?:è stato possibile|può essere) .{0,10}(?:recapitar|consegnar)',
    'niet (?:worden )?(?:bezorgd|afgeleverd)',
    'não (?:foi|pôde|pode) .{0,20}entreg',
    '(?:^|\\n)[^\\n]{0,20}(?:>>>|<<<) (?:RCPT|MAIL|DATA|[45]\\d\\d)',
    '(?:^|\\n)\\W{0,4}(?:unknown (?:user|recipient|address)|user unknown|no such user|mailbox full|user mailbox exceeds)',
    'delivery failed \\d+ attempts',
    '送信できません|配信できません',
    'не может быть доставлено|не доставлено',
  ].join('|'),
  'i',
);
const DELAYED = new RegExp(
  [
    'has been delayed|delivery (?:is )?delayed|warning message only|(?:this is a )?warning only',
    'not yet been delivered|will (?:be retried|retry|continue|keep trying)|still being retried',
    'a été retardée?|(?:sera|seront) (?:à nouveau )?(?:retenté|réessayé)',
  ].join('|'),
  'i',
);

/** Reads the text of what may be a bounce. `own` are the addresses of the mail's own header: less likely to be the one. */
export function readBounceText(body: string, own: readonly string[]): BounceText {
  const lines = body.split('\n', MAX_LINES).map((line) => line.slice(0, 1_000).trimEnd());
  const begin = lines.findIndex((line, index) => index > 0 && isReturnedBegin(line));
  const report = begin < 0 ? lines : lines.slice(0, begin);
  const told = report.join('\n');
  const recipients = recipientsIn(report, own);
  const returned = begin < 0 || recipients.length > 0 ? undefined : returnedTo(lines.slice(begin));
  const returnedId = begin < 0 ? undefined : returnedIdIn(lines.slice(begin));
  const status = statusIn(told);
  const diagnostic = report
    .find((line) => /\b[45]\d\d\b[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.test(line))
    ?.trim();
  return {
    recipients: returned === undefined ? recipients : [returned],
    ...(status === undefined ? {} : { status }),
    ...(diagnostic === undefined ? {} : { diagnostic: diagnostic.slice(0, 500) }),
    ...(returnedId === undefined ? {} : { returnedId }),
    saysUndelivered: UNDELIVERED.test(told),
    saysDelayed: DELAYED.test(told),
  };
}

function isReturnedBegin(line: string): boolean {
  return line !== '' && (HEADER_LINE.test(line) || RETURNED_BEGINS.some((pattern) => pattern.test(line)));
}

/** The To of the mail that came back, when its header is in the text. */
function returnedTo(lines: readonly string[]): string | undefined {
  const start = lines.findIndex((line) => /^[A-Za-z-]{2,40}:/.test(line));
  return start < 0 ? undefined : readAttached(lines.slice(start).join('\n')).to;
}

function returnedIdIn(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const id = /^\s{0,8}message-id: ?(<[^<>\s]{3,990}>)/i.exec(line)?.[1];
    if (id !== undefined) return id;
  }
  return undefined;
}

interface Candidate {
  readonly address: string;
  readonly score: number;
}

/** Addresses by how surely the line they stand in names them as not reached. */
function recipientsIn(lines: readonly string[], own: readonly string[]): string[] {
  const candidates: Candidate[] = [];
  for (const line of lines) {
    for (const match of line.matchAll(ADDRESS)) {
      if (candidates.length >= 200) break;
      const address = match[0].replace(/^(?:mailto:|smtp:|rfc822;)/i, '').replace(/[.:!?*=]+$/, '');
      if (!/^[^@]+@[^@]*[a-z0-9]$/i.test(address) || isServerAddress(address)) continue;
      const score = scoreOf(line, match.index, match[0].length) - (own.includes(address.toLowerCase()) ? 3 : 0);
      candidates.push({ address, score });
    }
  }
  const best = Math.max(...candidates.map(({ score }) => score));
  if (candidates.length === 0 || best < 0) return [];
  const chosen = candidates.filter(({ score }) => score === best).map(({ address }) => address);
  return [...new Set(chosen)].slice(0, 100);
}

function isServerAddress(address: string): boolean {
  return /^(?:postmaster|mailer-?daemon|abuse|hostmaster|noreply|no-reply|help|support)@/i.test(address);
}

function scoreOf(line: string, at: number, length: number): number {
  const before = line.slice(0, at);
  const after = line.slice(at + length);
  if (/(?:final|original)-recipient:|rcpt to:|failed recipient/i.test(before)) return 6;
  if (/(?:mail from|from):?\s*<?$/i.test(before)) return -3;
  // Alone in its line, or with what the server said behind it.
  if (/^[\s<("'*•-]{0,20}$/.test(before))
    return /^[>)"']{0,3}\s{0,20}(?:[:;.(…[-]|$|on |\.\.\.|\d{3} )/.test(after) ? 5 : 4;
  if (/(?:recipient|address|user|mailbox|destinataire|adresse|to|à|for|an|für)\b[^@]{0,30}$/i.test(before)) return 3;
  return 1;
}
