// @ts-check
/**
 * Text of .docx and .odt: of the zip only the one entry that holds it is unfolded, within a bound. The XML is not parsed but scanned:
 * entities of a document's own, external parts and links mean nothing here.
 */
import { inflateRawSync } from 'node:zlib';
import { bounded, MAX_TEXT, MAX_XML_BYTES } from './limits.mjs';
import { Unreadable } from './unreadable.mjs';

const ENTRY = { docx: 'word/document.xml', odt: 'content.xml' };
/** Where the text begins: styles and scripts stand before it. */
const BODY = { docx: '<w:body', odt: '<office:body' };
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** Length of the record and of the longest comment after it (APPNOTE 4.3.16). */
const END_REACH = 22 + 65_535;
const MAX_ENTRIES = 10_000;

/**
 * @param {Uint8Array} content
 * @param {'docx' | 'odt'} kind
 * @returns {string}
 */
export function readZipped(content, kind) {
  const zip = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return textOfXml(unfold(zip, findEntry(zip, ENTRY[kind])).toString('utf8'), kind);
}

/**
 * @param {Buffer} zip
 * @param {string} name
 * @returns {{ flags: number, method: number, packed: number, at: number }}
 */
function findEntry(zip, name) {
  const end = findEnd(zip);
  const count = Math.min(zip.readUInt16LE(end + 10), MAX_ENTRIES);
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count && zip.readUInt32LE(at) === DIRECTORY_ENTRY; index += 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    if (zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)) === name) {
      const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)];
      return { flags, method, packed: zip.readUInt32LE(at + 20), at: zip.readUInt32LE(at + 42) };
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Unreadable('damaged');
}

/** @param {Buffer} zip */
function findEnd(zip) {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - END_REACH); at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new Unreadable('damaged');
}

/**
 * @param {Buffer} zip
 * @param {ReturnType<typeof findEntry>} entry
 */
function unfold(zip, { flags, method, packed, at }) {
  if ((flags & 1) !== 0) throw new Unreadable('protected');
  if (zip.readUInt32LE(at) !== LOCAL_HEADER) throw new Unreadable('damaged');
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === 0 && bytes.length <= MAX_XML_BYTES) return bytes;
  if (method !== 8) throw new Unreadable('damaged');
  try {
    // What the directory says of its size is the sender's word; this bound is not.
    return inflateRawSync(bytes, { maxOutputLength: MAX_XML_BYTES });
  } catch (error) {
    const isBomb =
      error instanceof RangeError ||
      (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE');
    throw new Unreadable(isBomb ? 'too-large' : 'damaged');
  }
}

/** A tag that stands for white space, by kind. */
const SPACES = {
  docx: { lines: /^\/w:p>|^w:(?:br|cr)\b/, gaps: /^w:tab\b(?!s)/, text: /^w:t[ >]/ },
  odt: { lines: /^\/text:[ph]>|^text:line-break\b/, gaps: /^text:(?:tab|s)\b/, text: /./ },
};

/**
 * @param {string} xml
 * @param {'docx' | 'odt'} kind
 */
function textOfXml(xml, kind) {
  const { lines, gaps, text: opensText } = SPACES[kind];
  let text = '';
  let at = Math.max(0, xml.indexOf(BODY[kind]));
  let isText = false;
  while (at < xml.length && text.length < MAX_TEXT) {
    const open = xml.indexOf('<', at);
    if (isText) text += decode(xml.slice(at, open < 0 ? xml.length : Math.min(open, at + MAX_TEXT)));
    const close = open < 0 ? -1 : xml.indexOf('>', open);
    if (close < 0) break;
    const tag = xml.slice(open + 1, Math.min(close + 1, open + 40));
    if (lines.test(tag)) text += '\n';
    else if (gaps.test(tag)) text += ' ';
    isText = opensText.test(tag) && !(kind === 'docx' && xml[close - 1] === '/');
    at = close + 1;
  }
  return bounded(text);
}

/** @type {Readonly<Record<string, string>>} */
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @param {string} text */
function decode(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
