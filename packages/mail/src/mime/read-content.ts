/** What the parts of a mail hold: its text, its files, and of which kind of sealed or calendar mail it is. */

import { safeFileName } from '../attachments/file-name.ts';
import { fileType } from '../attachments/file-type.ts';
import { readTnef } from '../attachments/tnef.ts';
import { firstField } from '../headers.ts';
import type { MailAttachment, MailProblem } from '../mail.ts';
import { alternatives, type BodyText, sequence } from './body-text.ts';
import { decodeCharset } from './decode-charset.ts';
import { decodeTransfer, decodeUu } from './decode-transfer.ts';
import { decodeWords } from './decode-words.ts';
import { type HeaderValue, readHeaderValue } from './header-value.ts';
import type { MimePart } from './read-parts.ts';

/** Files of one mail that are handed on; the rest is counted. */
export const MAX_FILES = 500;
/** Bytes of a text part that are decoded. */
const MAX_TEXT_BYTES = 6 * 1024 * 1024;
/** A uuencoded file in a text: from here on. */
const UU_BEGIN = /(?:^|\n)begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n(?=[!-`][!-`]{1,200}\r?\n)/;

/** The content of a mail. */
export interface MailContent {
  readonly body: BodyText;
  readonly attachments: readonly MailAttachment[];
  readonly problems: readonly MailProblem[];
}

/** Everything gathered on the way through the tree. */
interface Gathering {
  readonly raw: Buffer;
  readonly files: MailAttachment[];
  filesLeftOut: number;
  /** Whether a text of this type was found: a further one with a name is a file. */
  readonly seen: Set<string>;
  readonly unknownCharsets: Set<string>;
  tnefBody: BodyText | undefined;
}

/** Decodes the parts below `root`. */
export function readContent(raw: Buffer, root: MimePart): MailContent {
  const gathering: Gathering = {
    raw,
    files: [],
    filesLeftOut: 0,
    seen: new Set(),
    unknownCharsets: new Set(),
    tnefBody: undefined,
  };
  const own = bodyOf(gathering, root);
  const isEmpty = own.text.trim() === '' && (own.html ?? '').trim() === '';
  const body = isEmpty && gathering.tnefBody !== undefined ? gathering.tnefBody : own;
  const problems: MailProblem[] = [];
  if (gathering.unknownCharsets.size > 0) {
    const labels = [...gathering.unknownCharsets].slice(0, 10).join(', ');
    problems.push({ code: 'unknown-charset', detail: labels.slice(0, 200) });
  }
  if (gathering.filesLeftOut > 0) {
    const detail = `${gathering.filesLeftOut + MAX_FILES} files, of which ${MAX_FILES} are read`;
    problems.push({ code: 'too-many-parts', detail });
  }
  return { body, attachments: gathering.files, problems };
}

const NOTHING: BodyText = { text: '', isFlowed: false, deletesSpace: false };

function bodyOf(gathering: Gathering, part: MimePart): BodyText {
  const { value: type } = part.contentType;
  if (!type.startsWith('multipart/')) return leafBody(gathering, part);
  if (part.children.length === 0)
    return isWithoutParts(gathering.raw, part) ? textOf(gathering, part, 'text/plain') : NOTHING;
  const bodies = part.children.map((child) => bodyOf(gathering, child));
  return type === 'multipart/alternative' ? alternatives(bodies) : sequence(bodies);
}

/** Its boundary is nowhere: what is there is text. Otherwise its parts lie beyond the limits. */
function isWithoutParts(raw: Buffer, { contentType, start, end }: MimePart): boolean {
  const boundary = contentType.params.get('boundary') ?? '';
  return boundary === '' || !raw.subarray(start, end).includes(`--${boundary}`, 0, 'latin1');
}

function leafBody(gathering: Gathering, part: MimePart): BodyText {
  const { contentType, fields } = part;
  const disposition = readHeaderValue(firstField({ fields }, 'content-disposition') ?? '');
  const name = decodeWords(disposition.params.get('filename') ?? contentType.params.get('name') ?? '');
  const type = textTypeOf(gathering, part);
  const isFile =
    type === undefined ||
    (disposition.value !== '' && disposition.value !== 'inline') ||
    // A second text that has a name is a file that was dropped into the mail; the first may be just labelled.
    (name !== '' && gathering.seen.has(type));
  if (!isFile) {
    gathering.seen.add(type);
    return textOf(gathering, part, type);
  }
  addFile(gathering, part, name);
  return NOTHING;
}

function addFile(gathering: Gathering, part: MimePart, name: string): void {
  const declared = part.contentType.value;
  if (gathering.files.length >= MAX_FILES) {
    gathering.filesLeftOut++;
    return;
  }
  const content = decoded(gathering.raw, part);
  const isTnef = declared.endsWith('ms-tnef') || /^win(?:mail|\.dat)/i.test(name);
  const tnef = isTnef ? readTnef(content) : undefined;
  if (tnef === undefined) {
    gathering.files.push(file(content, declared, name));
    return;
  }
  gathering.tnefBody ??= { text: tnef.text, html: tnef.html || undefined, isFlowed: false, deletesSpace: false };
  for (const one of tnef.files) {
    if (gathering.files.length < MAX_FILES) gathering.files.push(file(one.content, one.type, one.name));
    else gathering.filesLeftOut++;
  }
}

function file(content: Buffer, declared: string, name: string): MailAttachment {
  const safe = safeFileName(name);
  return { name: safe, type: fileType(content, declared, safe), bytes: content.length, content };
}

/** `text/plain` or `text/html` for what may be the mail's text. */
function textTypeOf({ raw }: Gathering, part: MimePart): 'text/plain' | 'text/html' | undefined {
  const { value } = part.contentType;
  if (value === 'text/html') return value;
  if (value !== 'text/plain') return undefined;
  const isDeclared = part.fields.has('content-type');
  // Programs that know no MIME send pages too.
  const start = isDeclared ? '' : raw.toString('latin1', part.start, Math.min(part.end, part.start + 200));
  return /^\s{0,100}<(?:!doctype html|html)\b/i.test(start) ? 'text/html' : 'text/plain';
}

function textOf(gathering: Gathering, part: MimePart, type: 'text/plain' | 'text/html'): BodyText {
  const { params } = part.contentType;
  const bytes = decoded(gathering.raw, part).subarray(0, MAX_TEXT_BYTES);
  const label = charsetOf(part.contentType);
  const { text: read, isKnown } = decodeCharset(bytes, label);
  if (!isKnown) gathering.unknownCharsets.add(label.slice(0, 40));
  const text = read.replaceAll('\r\n', '\n');
  if (type === 'text/html') return { ...NOTHING, html: text };
  return {
    text: withoutUuencoded(gathering, text),
    isFlowed: params.get('format')?.toLowerCase() === 'flowed',
    deletesSpace: params.get('delsp')?.toLowerCase() === 'yes',
  };
}

function charsetOf({ params }: HeaderValue): string {
  return (params.get('charset') ?? '')
    .trim()
    .replace(/^["']|["']$/g, '')
    .slice(0, 60);
}

/** Takes uuencoded files out of a text, as programs before MIME attached them. */
function withoutUuencoded(gathering: Gathering, text: string): string {
  let rest = text;
  let kept = '';
  for (let n = 0; n < 20; n++) {
    const begin = UU_BEGIN.exec(rest);
    if (begin === null) break;
    const end = rest.indexOf('\nend', begin.index);
    if (end < 0) break;
    const content = decodeUu(rest.slice(begin.index, end).replace(/^\n/, ''));
    if (gathering.files.length < MAX_FILES) gathering.files.push(file(content, '', begin[1] ?? ''));
    else gathering.filesLeftOut++;
    kept += rest.slice(0, begin.index);
    rest = rest.slice(end + 4);
  }
  return kept + rest;
}

function decoded(raw: Buffer, part: MimePart): Buffer {
  const body = raw.subarray(part.start, Math.max(part.start, part.end));
  return decodeTransfer(body, firstField(part, 'content-transfer-encoding') ?? '');
}
