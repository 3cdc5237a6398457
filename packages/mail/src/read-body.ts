/** What a mail looks like: its text and HTML as they were sent, and the pictures that it shows within itself. */
import { firstField, readHeaders } from './headers.ts';
import { decodeTransfer } from './mime/decode-transfer.ts';
import type { MimePart } from './mime/read-parts.ts';
import { parseMime } from './parse-mime.ts';

/** A picture that the HTML names by `cid:`. */
export interface InlinePicture {
  /** Content-ID (RFC 2392), without its brackets. */
  readonly contentId: string;
  /** As the mail says: `image/…`. */
  readonly type: string;
  readonly content: Buffer;
}

/** The body of a mail, for people to see. Nothing in it is safe to show as it is. */
export interface MailBody {
  readonly text: string;
  /** Undefined when the mail has none. */
  readonly html: string | undefined;
  readonly inline: readonly InlinePicture[];
}

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_PICTURES = 100;

/** Reads the body of `raw`; of a mail above `maxBytes` (default 20 MiB) nothing. Never throws. */
export function readMailBody(raw: Buffer, maxBytes = MAX_BYTES): MailBody {
  const { body, root } = parseMime(raw, readHeaders(raw), maxBytes);
  const inline: InlinePicture[] = [];
  const visit = (part: MimePart): void => {
    for (const child of part.children) visit(child);
    const picture = inline.length < MAX_PICTURES ? pictureOf(raw, part) : undefined;
    if (picture) inline.push(picture);
  };
  visit(root);
  return { text: body.text, html: body.html, inline };
}

function pictureOf(raw: Buffer, part: MimePart): InlinePicture | undefined {
  const contentId = firstField(part, 'content-id')?.trim().replace(/^<|>$/g, '');
  const type = part.contentType.value;
  if (!contentId || !type.startsWith('image/')) return undefined;
  const bytes = raw.subarray(part.start, Math.max(part.start, part.end));
  return { contentId, type, content: decodeTransfer(bytes, firstField(part, 'content-transfer-encoding') ?? '') };
}
