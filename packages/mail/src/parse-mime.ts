/** A raw mail as addresses, subject, text and files. One pass, bounded, and an answer whatever the bytes. */
import { addressInValue, addressList } from './addresses.ts';
import { firstField, type HeaderBlock } from './headers.ts';
import type { Address, MailAttachment, MailProblem } from './mail.ts';
import type { BodyText } from './mime/body-text.ts';
import { decodeWords } from './mime/decode-words.ts';
import { readContent } from './mime/read-content.ts';
import { MAX_DEPTH, MAX_PARTS, type MimePart, type PartTree, readParts } from './mime/read-parts.ts';

/** A mail, parsed. */
export interface ParsedMime {
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** The text, quotes and signature included. */
  readonly body: BodyText;
  readonly attachments: readonly MailAttachment[];
  /** The tree of parts; without children when the mail is above the limit. */
  readonly root: MimePart;
  readonly problems: readonly MailProblem[];
}

/** Reads `raw`; above `maxBytes` its headers only. Never throws: what could not be read is in `problems`. */
export function parseMime(raw: Buffer, headers: HeaderBlock, maxBytes: number): ParsedMime {
  const isTooLarge = raw.length > maxBytes;
  const read = isTooLarge ? raw.subarray(0, headers.bodyStart) : raw;
  const tree = readParts(read, headers);
  const { body, attachments, problems } = readContent(read, tree.root);
  const first = (name: string): readonly string[] => headers.fields.get(name)?.slice(0, 1) ?? [];
  return {
    from: senders(first('from')),
    replyTo: addressList(first('reply-to')),
    to: addressList(headers.fields.get('to')),
    cc: addressList(headers.fields.get('cc')),
    subject: decodeWords(firstField(headers, 'subject') ?? '')
      .replace(/[\s\0]+/g, ' ')
      .trim(),
    body,
    attachments,
    root: tree.root,
    problems: [...(isTooLarge ? [tooLarge(raw.length, maxBytes)] : []), ...cutOf(tree), ...problems],
  };
}

/** The sender matters more than the others: an address is taken from a value that is no list of addresses, too. */
function senders(values: readonly string[]): readonly Address[] {
  const list = addressList(values);
  if (list.length > 0) return list;
  const address = addressInValue(values[0] ?? '');
  return address === undefined ? [] : [address];
}

function tooLarge(bytes: number, maxBytes: number): MailProblem {
  return { code: 'too-large', detail: `${bytes} bytes, above ${maxBytes}` };
}

function cutOf({ cut }: PartTree): MailProblem[] {
  if (cut === undefined) return [];
  const detail = cut === 'parts' ? `more than ${MAX_PARTS} parts` : `parts nested more than ${MAX_DEPTH} deep`;
  return [{ code: 'too-many-parts', detail }];
}
