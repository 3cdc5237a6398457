/** Bounces that a sending service tells as a JSON document in a mail (Amazon SES by SNS). */
import type { ParsedMime } from '../parse-mime.ts';
import type { MailBounce } from './bounce.ts';
import { specificStatus, statusIn } from './status.ts';

const MAX_DOCUMENT = 200_000;

/** The bounce in the JSON document that the text of a mail begins with; `undefined` when there is none. */
export function readNotification({ body }: ParsedMime): MailBounce | undefined {
  if (!announces(body.text, 'Bounce')) return undefined;
  const outer = record(parsed(body.text.slice(0, MAX_DOCUMENT)));
  const document = typeof outer.Message === 'string' ? record(parsed(outer.Message)) : outer;
  const bounce = record(document.bounce);
  const entries = Array.isArray(bounce.bouncedRecipients) ? bounce.bouncedRecipients.map(record) : [];
  const recipients = entries.flatMap(({ emailAddress }) => (typeof emailAddress === 'string' ? [emailAddress] : []));
  const [first = {}] = entries;
  const diagnostic = typeof first.diagnosticCode === 'string' ? first.diagnosticCode.slice(0, 500) : undefined;
  const returnedId = record(record(document.mail).commonHeaders).messageId;
  const status = specificStatus(
    typeof first.status === 'string' ? statusIn(first.status) : undefined,
    diagnostic ?? '',
  );
  return {
    ...(recipients[0] === undefined ? {} : { recipient: recipients[0] }),
    recipients: recipients.slice(0, 100),
    ...(status === undefined ? {} : { status }),
    action: 'failed',
    ...(diagnostic === undefined ? {} : { diagnostic }),
    ...(typeof returnedId === 'string' && returnedId.length < 999 ? { returnedId } : {}),
  };
}

/** Whether the mail is such a document about a complaint (what ARF reports are elsewhere). */
export function isComplaintNotification({ body }: ParsedMime): boolean {
  return announces(body.text, 'Complaint');
}

function announces(text: string, type: string): boolean {
  if (!/^\s*\{/.test(text.slice(0, 200))) return false;
  const begin = text.slice(0, 3_000).replace(/\r?\n/g, '');
  return /(?:notification|event)Type\\?"\s*:\s*\\?"([A-Za-z]{1,40})/.exec(begin)?.[1] === type;
}

/** The document ends where the footer of the service begins. */
function parsed(text: string): unknown {
  const [first = ''] = text.trimStart().split(/\n\s*\n(?=-- ?\n|\S)/);
  // Lines that were broken at 1 000 characters break within strings.
  for (const candidate of [text, first, first.replace(/\r?\n/g, '')]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next candidate may be whole.
    }
  }
  return undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
