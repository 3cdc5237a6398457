/** A read mail as the other services see it, within bounds that keep every event about it below the bus' limit. Pure. */
import type { BlobRef } from '@facteur/blobs';
import type { Address, Mail } from '@facteur/contracts';
import { absentUntil, type ReadMail } from '@facteur/mail';
import { AppError, isoTime } from '@facteur/primitives';
import type { IngestMailbox } from './config.ts';
import { refsByFile } from './files/file-blobs.ts';
import { fileProblems } from './files/findings.ts';
import { type Item, MAX_ATTACHMENTS } from './item.ts';
import { mailboxOf } from './mailboxes.ts';
import { isLoopback, proofOf } from './sender.ts';

const MAX_REFERENCES = 50;
const MAX_SUBJECT = 1_000;
/** RFC 5321 §4.5.3.1: nothing can be sent to a longer one. */
const MAX_ADDRESS = 320;
const MAX_NAME = 150;
/** RFC 6838 §4.2: a type and a subtype of at most 127 characters. */
const MAX_TYPE = 255;
/** The text as JSON. `mail.understood` says it twice, sealed in base64: 533 kB of the 900. */
const MAX_TEXT_BYTES = 200_000;

/** @param blobs those of `blobsOf` */
export function keptMail(
  item: Item,
  [raw, ...blobs]: readonly BlobRef[],
  mailboxes: readonly IngestMailbox[],
  nowMs: number,
): Mail {
  const { read, arrival, mailbox, decision, participant } = item;
  if (!raw) throw new AppError('INTERNAL', 'the raw mail has no blob');
  const text = cutToBytes(read.text, MAX_TEXT_BYTES);
  const from = usable(read.from);
  const replyTo = usable(read.replyTo);
  return {
    mailId: item.mailId,
    mailbox: mailbox.address,
    channel: arrival.channel,
    receivedAt: isoTime(arrival.history?.receivedMs ?? nowMs),
    ...(read.dateMs === undefined ? {} : { sentAt: isoTime(read.dateMs) }),
    kind: read.kind,
    language: read.language,
    ...(from ? { from } : {}),
    // An answer to ourselves would reach nobody, and come back as a new case.
    ...(replyTo && !mailboxOf(mailboxes, replyTo.address) ? { replyTo } : {}),
    participant,
    ...proofOf(read, mailbox, isLocal(arrival), item.checked),
    joined: decision.join === undefined ? 'new' : decision.right,
    claims: [...decision.claims],
    subject: cut(read.subject, MAX_SUBJECT),
    text,
    ...(read.messageId ? { messageId: read.messageId } : {}),
    references: referencesOf(read),
    raw,
    attachments: attachmentsOf(item, blobs),
    problems: problemsOf(item, text),
    ...bounceOf(item),
    ...absenceOf(read, nowMs),
    ...(arrival.history ? { history: true } : {}),
    ...(decision.join !== undefined && decision.side !== undefined ? { side: decision.side } : {}),
  };
}

/** Handed over by this machine itself, or by whoever holds the key of its API. */
function isLocal({ channel, remoteAddress }: Item['arrival']): boolean {
  return channel === 'smtp' ? isLoopback(remoteAddress) : ['import', 'api', 'form'].includes(channel);
}

/** A reply of another case is not this case's to tell of; what came back long ago is nobody's to act upon. */
function bounceOf({ arrival: { history }, read: { bounce }, returned, caseNumber }: Item): Pick<Mail, 'bounce'> {
  if (bounce === undefined) return {};
  const { action, status, recipient, diagnostic } = bounce;
  const of = returned.flatMap((reply) => (reply.caseNumber === caseNumber && !history ? reply.token : []));
  return {
    bounce: {
      action,
      ...(status === undefined ? {} : { status }),
      ...(recipient === undefined ? {} : { recipient: cut(recipient, MAX_ADDRESS) }),
      ...(diagnostic === undefined ? {} : { diagnostic }),
      of: [...new Set(of)],
    },
  };
}

function absenceOf({ kind, subject, text, dateMs }: ReadMail, nowMs: number): Pick<Mail, 'absentUntil'> {
  const until = kind === 'auto-reply' ? absentUntil(subject, text, dateMs ?? nowMs) : undefined;
  return until === undefined ? {} : { absentUntil: isoTime(until) };
}

function usable(address: Address | undefined): Address | undefined {
  if (!address || address.address.length > MAX_ADDRESS) return undefined;
  return address.name === undefined ? address : { ...address, name: cut(address.name, MAX_NAME) };
}

/** RFC 5322 §3.6.4: a parent without References hands on its In-Reply-To. The first names the thread, the last are the nearest. */
function referencesOf({ references, inReplyTo }: ReadMail): string[] {
  const all = references.length === 0 && inReplyTo ? [inReplyTo] : references;
  return all.length <= MAX_REFERENCES ? [...all] : [...all.slice(0, 1), ...all.slice(1 - MAX_REFERENCES)];
}

function attachmentsOf(item: Item, blobs: readonly BlobRef[]): Mail['attachments'] {
  const refs = refsByFile(item, blobs);
  return item.read.attachments.slice(0, MAX_ATTACHMENTS).map((attachment) => {
    const { name, type, bytes } = attachment;
    const danger = item.found.get(attachment)?.danger;
    return {
      // The end of a name tells more than its beginning: it holds the extension.
      ...{ name: name.slice(-MAX_NAME), type: type.slice(0, MAX_TYPE), bytes },
      ...refs.get(attachment),
      ...(danger === undefined ? {} : { danger }),
    };
  });
}

function problemsOf({ read, files, found }: Item, text: string): Mail['problems'] {
  const problems: Mail['problems'] = read.problems.map(({ code, detail }) => ({ code, detail }));
  const isCut = text.length < read.text.length && problems.every(({ code }) => code !== 'too-long');
  if (isCut) problems.push({ code: 'too-long', detail: `text cut at ${MAX_TEXT_BYTES} bytes` });
  const count = read.attachments.length;
  if (count > MAX_ATTACHMENTS)
    problems.push({ code: 'too-many-attachments', detail: `${count}, of which ${MAX_ATTACHMENTS} are listed` });
  const heldBack = [...found.values()].filter(({ isHeldBack }) => isHeldBack).length;
  const large = Math.min(count, MAX_ATTACHMENTS) - files.length - heldBack;
  if (large > 0) problems.push({ code: 'large-attachments', detail: `${large} kept in the raw mail alone` });
  return [...problems, ...fileProblems(found)];
}

/** The longest beginning of `text` that takes at most `maxBytes` as JSON in UTF-8. */
function cutToBytes(text: string, maxBytes: number): string {
  const fits = (length: number): boolean => Buffer.byteLength(JSON.stringify(text.slice(0, length))) <= maxBytes;
  // No character takes more than six bytes (an escaped control character).
  if (text.length * 6 + 2 <= maxBytes || fits(text.length)) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return cut(text, low);
}

/** At most `most` UTF-16 units, never half a character. */
function cut(text: string, most: number): string {
  const short = text.slice(0, most);
  return short.length < text.length && /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
