/**
 * What Outlook hides in winmail.dat (TNEF, MS-OXTNEF): the attached files, and the body where it is not in the mail itself.
 * Bounded by the length of the file; what is cut off or damaged ends the reading.
 */
import { decodeCharset } from '../mime/decode-charset.ts';

const SIGNATURE = 0x223e9f78;
const MAX_FILES = 200;
/** Values that one property may have. */
const MAX_VALUES = 1_000;
/** Attribute ids (MS-OXTNEF §2.1.3.2), without their types. */
const ATTRIBUTE = {
  body: 0x800c,
  properties: 0x9003,
  codepage: 0x9007,
  fileBegins: 0x9002,
  fileName: 0x8010,
  fileData: 0x800f,
  fileProperties: 0x9005,
};
/** Property ids (MS-OXPROPS). */
const PROPERTY = {
  body: 0x1000,
  html: 0x1013,
  fileData: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mimeType: 0x370e,
};

/** A file in a TNEF part. */
export interface TnefFile {
  readonly name: string;
  /** `''` when it is not told. */
  readonly type: string;
  readonly content: Buffer;
}

/** What a TNEF part holds. */
export interface Tnef {
  readonly text: string;
  readonly html: string;
  readonly files: readonly TnefFile[];
}

/** Reads `content`; `undefined` when it is no TNEF. Never throws. */
export function readTnef(content: Buffer): Tnef | undefined {
  if (content.length < 6 || content.readUInt32LE(0) !== SIGNATURE) return undefined;
  let charset = 'windows-1252';
  let text = '';
  let html = '';
  const files: { name: string; type: string; content: Buffer }[] = [];
  for (const { id, data } of attributes(content)) {
    const file = files.at(-1);
    if (id === ATTRIBUTE.codepage && data.length >= 4) charset = codepage(data.readUInt32LE(0));
    else if (id === ATTRIBUTE.body) text ||= textOf(data, charset);
    else if (id === ATTRIBUTE.properties) {
      const found = readProperties(data, charset);
      text ||= found.text.get(PROPERTY.body) ?? '';
      html ||= htmlOf(found, charset);
    } else if (id === ATTRIBUTE.fileBegins) {
      if (files.length >= MAX_FILES) break;
      files.push({ name: '', type: '', content: Buffer.alloc(0) });
    } else if (file !== undefined && id === ATTRIBUTE.fileName) file.name ||= textOf(data, charset);
    else if (file !== undefined && id === ATTRIBUTE.fileData) file.content = data;
    else if (file !== undefined && id === ATTRIBUTE.fileProperties) describe(file, readProperties(data, charset));
  }
  return { text, html, files: files.filter(({ name, content: bytes }) => name !== '' || bytes.length > 0) };
}

function describe(file: { name: string; type: string; content: Buffer }, found: Properties): void {
  file.name = found.text.get(PROPERTY.longFileName) ?? (file.name || (found.text.get(PROPERTY.fileName) ?? ''));
  file.type = found.text.get(PROPERTY.mimeType)?.toLowerCase() ?? file.type;
  const data = found.bytes.get(PROPERTY.fileData);
  if (file.content.length === 0 && data !== undefined) file.content = data;
}

function htmlOf(found: Properties, charset: string): string {
  const bytes = found.bytes.get(PROPERTY.html);
  return bytes === undefined ? (found.text.get(PROPERTY.html) ?? '') : decodeCharset(bytes, charset).text;
}

/** Level (1 byte), id and type (4), length (4), data, checksum (2). */
function* attributes(content: Buffer): Iterable<{ id: number; data: Buffer }> {
  let at = 6;
  while (at + 9 <= content.length) {
    const id = content.readUInt16LE(at + 1);
    const length = content.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end > content.length) return;
    yield { id, data: content.subarray(at + 9, end) };
    at = end + 2;
  }
}

interface Properties {
  readonly text: ReadonlyMap<number, string>;
  readonly bytes: ReadonlyMap<number, Buffer>;
}

/** Bytes of the property types of fixed length, each padded to four. */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

function readProperties(data: Buffer, charset: string): Properties {
  const text = new Map<number, string>();
  const bytes = new Map<number, Buffer>();
  let at = 4;
  while (at + 4 <= data.length) {
    const type = data.readUInt16LE(at) & 0x0fff;
    const isMultiple = (data.readUInt16LE(at) & 0x1000) !== 0;
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) at = afterName(data, at);
    const fixed = FIXED[type];
    if (fixed !== undefined) {
      const count = isMultiple && at + 4 <= data.length ? data.readUInt32LE(at) : 1;
      at += (isMultiple ? 4 : 0) + fixed * count;
      continue;
    }
    if (at + 4 > data.length) break;
    const count = data.readUInt32LE(at);
    at += 4;
    if (count > MAX_VALUES) break;
    for (let n = 0; n < count && at + 4 <= data.length; n++) {
      const length = data.readUInt32LE(at);
      const value = data.subarray(at + 4, at + 4 + length);
      if (type === 0x1e) text.set(id, textOf(value, charset));
      else if (type === 0x1f) text.set(id, textOf(value, 'utf-16le'));
      // An object begins with the 16 bytes of its interface's id.
      else bytes.set(id, type === 0x0d ? value.subarray(16) : value);
      at += 4 + padded(length);
    }
  }
  return { text, bytes };
}

/** A named property: the id of its set (16), then a number, or a length and a name. */
function afterName(data: Buffer, at: number): number {
  if (at + 24 > data.length) return data.length;
  const isString = data.readUInt32LE(at + 16) !== 0;
  return at + 24 + (isString ? padded(data.readUInt32LE(at + 20)) : 0);
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function textOf(data: Buffer, charset: string): string {
  return decodeCharset(data, charset).text.replace(/\0[\s\S]*$/, '');
}

function codepage(number: number): string {
  if (number === 65001) return 'utf-8';
  return number === 20127 ? 'us-ascii' : `cp${number}`;
}
