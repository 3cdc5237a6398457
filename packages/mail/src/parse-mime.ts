/** The MIME parser behind one function that always answers, whatever the bytes. */
import { messageOf } from '@facteur/primitives';
import { type ParsedMail, simpleParser } from 'mailparser';
import { addressInValue, addressList } from './addresses.ts';
import { findUnknownCharsets, relabelled } from './charset.ts';
import { decodeByteString, firstField, type HeaderBlock } from './headers.ts';
import { htmlToText } from './html-to-text.ts';
import type { Address, MailAttachment, MailProblem } from './mail.ts';

/** No conversions that nobody reads: they cost more than the parsing. */
const PARSER_OPTIONS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
} as const;

/** Characters of a body that is kept though the parser refused the mail. */
const MAX_RAW_TEXT = 1_000_000;

/** What the MIME parser yields, in our shapes. */
export interface ParsedMime {
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** The body as plain text, quotes and signature included. */
  readonly body: string;
  readonly attachments: readonly MailAttachment[];
  readonly problems: readonly MailProblem[];
}

/** Reads `raw`; above `maxBytes` its headers only. Never rejects: what went wrong is in `problems`. */
export async function parseMime(raw: Buffer, headers: HeaderBlock, maxBytes: number): Promise<ParsedMime> {
  if (raw.length > maxBytes) {
    const detail = `${raw.length} bytes, above ${maxBytes}`;
    return { ...(await parseHeadersOnly(raw, headers)), problems: [{ code: 'too-large', detail }] };
  }
  try {
    return await parseWhole(raw);
  } catch (error) {
    const body = raw.subarray(headers.bodyStart, headers.bodyStart + MAX_RAW_TEXT);
    return {
      ...(await parseHeadersOnly(raw, headers)),
      body: body.includes(0) ? '' : body.toString('utf8'),
      problems: [{ code: 'unparseable', detail: messageOf(error).slice(0, 200) }],
    };
  }
}

async function parseWhole(raw: Buffer): Promise<ParsedMime> {
  const parsed = await simpleParser(raw, PARSER_OPTIONS);
  const unknown = findUnknownCharsets(raw);
  if (unknown.length === 0) return shaped(parsed, []);
  const label = unknown.map((charset) => charset.label).join(', ');
  const problems: MailProblem[] = [{ code: 'unknown-charset', detail: label.slice(0, 200) }];
  const readAsUtf8 = shaped(parsed, problems);
  if (!readAsUtf8.body.includes('\ufffd')) return readAsUtf8;
  return shaped(await simpleParser(relabelled(raw, unknown), PARSER_OPTIONS), problems);
}

async function parseHeadersOnly(raw: Buffer, headers: HeaderBlock): Promise<ParsedMime> {
  try {
    return { ...shaped(await simpleParser(raw.subarray(0, headers.bodyStart), PARSER_OPTIONS), []), body: '' };
  } catch {
    const addresses = (name: string): Address[] => {
      const address = addressInValue(firstField(headers, name) ?? '');
      return address === undefined ? [] : [address];
    };
    return {
      from: addresses('from'),
      replyTo: addresses('reply-to'),
      to: addresses('to'),
      cc: [],
      subject: decodeByteString(firstField(headers, 'subject') ?? ''),
      body: '',
      attachments: [],
      problems: [],
    };
  }
}

function shaped(parsed: ParsedMail, problems: readonly MailProblem[]): ParsedMime {
  return {
    from: addressList(parsed.from),
    replyTo: addressList(parsed.replyTo),
    to: addressList(parsed.to),
    cc: addressList(parsed.cc),
    subject: (parsed.subject ?? '').split(/\s+/).join(' ').trim(),
    body: bodyOf(parsed),
    attachments: parsed.attachments.map(({ filename, contentType, content }) => ({
      name: fileName(filename ?? ''),
      type: contentType.toLowerCase(),
      bytes: content.length,
      content,
    })),
    problems,
  };
}

function bodyOf({ text, html }: ParsedMail): string {
  if (text !== undefined && text.trim() !== '') return text;
  return typeof html === 'string' ? htmlToText(html) : '';
}

/** A name without folders and control characters: it may end up in a file system. */
function fileName(name: string): string {
  const clean = name.slice(-255).replace(/\p{Cc}/gu, '');
  return clean.slice(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1).trim();
}
