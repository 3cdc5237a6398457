/** A telephone call as a mail: what the customer said, as an advisor noted it. Nothing of it is taken for quotes or a signature. Pure. */
import type { BlobRef } from '@facteur/blobs';
import type { Address, Language, Mail } from '@facteur/contracts';
import { derivedId, isoTime } from '@facteur/primitives';

/** A call that was noted. */
export interface Call {
  readonly mailbox: string;
  readonly address?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly subject: string;
  readonly text: string;
}

/** How an advisor is named in events. */
export type Advisor = NonNullable<Mail['notedBy']>;

/** RFC 5322 bytes: a From where there is an address, the number in `X-Phone`, the name of somebody without address in `X-Caller`. */
export function callBytes({ mailbox, address, name, phone, subject, text }: Call, nowMs: number): Buffer {
  const lines = [
    address === undefined ? [] : `From: ${name === undefined ? '' : `${encodedWords(name)} `}<${address}>`,
    `To: <${mailbox}>`,
    `Subject: ${wordsOf(subject)}`,
    `Date: ${new Date(nowMs).toUTCString().replace('GMT', '+0000')}`,
    phone === undefined ? [] : `X-Phone: ${wordsOf(phone)}`,
    name === undefined || address !== undefined ? [] : `X-Caller: ${wordsOf(name)}`,
    ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? [],
  ];
  return Buffer.from(`${lines.flat().join('\r\n')}\r\n`);
}

/** What of a call is known besides what was said. */
export interface CallFacts {
  readonly fingerprint: string;
  /** Keyed digest of the address; of somebody without, one that nobody else has. */
  readonly participant: string;
  readonly language: Language;
  readonly notedBy: Advisor;
  readonly nowMs: number;
}

/** The mail that the other services see. No Message-ID: nobody got one that an answer could refer to. */
export function callMail(
  call: Call,
  raw: BlobRef,
  { fingerprint, participant, language, notedBy, nowMs }: CallFacts,
): Mail {
  const from = senderOf(call);
  return {
    ...{ mailId: derivedId('mail', fingerprint), mailbox: call.mailbox, channel: 'phone', kind: 'human' },
    ...{ receivedAt: isoTime(nowMs), language },
    ...(from ? { from } : {}),
    ...{ participant, proof: 'none', joined: 'new', claims: [], subject: call.subject },
    text: textOf(call, language),
    ...{ references: [], raw, attachments: [], problems: [], notedBy },
  };
}

function senderOf({ address, name }: Call): Address | undefined {
  return address === undefined ? undefined : { address, ...(name === undefined ? {} : { name }) };
}

/**
 * What has no other place stands below, as people sign: a mail's sender needs an address, and the number is to be found by whoever
 * searches and by the journeys. Left out where the advisor noted it already.
 */
function textOf({ address, name, phone, text }: Call, language: Language): string {
  const isNamed = name === undefined || address !== undefined || text.includes(name);
  const isNumbered = phone === undefined || digitsOf(text).includes(digitsOf(phone));
  const label = language === 'fr' ? 'Tél. : ' : 'Phone: ';
  const below = [isNamed ? [] : name, isNumbered ? [] : `${label}${phone}`].flat();
  return below.length === 0 ? text : `${text}\n\n${below.join('\n')}`;
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** As it is where no reader could take it for anything else. */
function wordsOf(text: string): string {
  return /^[\x20-\x7e]{1,200}$/.test(text) && !text.includes('=?') ? text : encodedWords(text);
}

/** RFC 2047 §2: words of at most 75 characters, on lines of their own, none with half a character. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}
