/** The type of an attached file by its first bytes, for where the mail names none or a wrong one. */

/** Bytes that are looked at. */
const LOOKED_AT = 4_096;

/** What a file of each type begins with: text as latin1, at an offset. */
const MAGIC: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/bmp', 0, 'BM'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['application/rtf', 0, '{\\rtf'],
  ['application/gzip', 0, '\x1f\x8b'],
  ['application/x-7z-compressed', 0, "7z\xbc\xaf'\x1c"],
  ['application/vnd.rar', 0, 'Rar!\x1a\x07'],
  ['application/x-msdownload', 0, 'MZ'],
  ['application/x-elf', 0, '\x7fELF'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/amr', 0, '#!AMR'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['application/ms-tnef', 0, '\x78\x9f\x3e\x22'],
];
/** By its "brand", a file of the ISO base media format. */
const BRANDS: readonly (readonly [type: string, brands: RegExp])[] = [
  ['image/heic', /^(?:hei[cxms]|hev[cmsx]|mif1|msf1)/],
  ['image/avif', /^avi[fs]/],
  ['video/quicktime', /^qt {2}/],
  ['audio/mp4', /^M4[AB] /],
  ['video/3gpp', /^3g[pg]/],
  ['video/mp4', /^(?:isom|iso\d|mp4[12v]|avc1|M4V |dash|MSNV|mmp4)/],
];
const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** Types that say nothing, or that programs give to everything. */
const GENERIC = new Set([
  'application/octet-stream',
  'application/binary',
  'application/x-download',
  'application/force-download',
  'application/unknown',
  'application/x-unknown',
  'application/download',
  'application/attachment',
  'binary/octet-stream',
  'multipart/mixed',
  '',
]);
const BY_EXTENSION: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  htm: 'text/html',
  html: 'text/html',
  xml: 'application/xml',
  json: 'application/json',
  md: 'text/markdown',
  eml: 'message/rfc822',
  msg: 'application/vnd.ms-outlook',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};
/** Containers: what is in them is told by more than the first bytes, or by the name. */
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/**
 * The MIME type of `content`, lower case. What the bytes say wins over what the mail declares, save where the declared
 * type is a finer name for the same thing. Text formats are told by the name when nothing is declared.
 */
export function fileType(content: Buffer, declared: string, name: string): string {
  const found = typeByContent(content, extensionOf(name));
  const isGeneric = GENERIC.has(declared);
  if (found === undefined) return isGeneric ? (typeOfText(content, name) ?? 'application/octet-stream') : declared;
  // A declared "application/vnd.…+zip" knows better than the bytes; a declared image that is a program does not.
  const isVague = found === 'application/zip' || found === 'application/x-ole-storage';
  if (isVague && !isGeneric && declared.startsWith('application/')) return declared;
  return sameFamily(found, declared) ? declared : found;
}

function typeByContent(content: Buffer, extension: string): string | undefined {
  const start = content.toString('latin1', 0, Math.min(content.length, LOOKED_AT));
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return typeOfZip(content, start, extension);
  if (start.startsWith(OLE)) return typeOfOle(content, extension);
  if (start.startsWith('RIFF')) return typeOfRiff(start.slice(8, 12));
  if (start.slice(4, 8) === 'ftyp')
    return BRANDS.find(([, brands]) => brands.test(start.slice(8, 12)))?.[0] ?? 'video/mp4';
  const found = MAGIC.find(([, offset, bytes]) => start.startsWith(bytes, offset))?.[0];
  // Two letters begin many texts too.
  const isShort = found === 'image/bmp' || found === 'application/x-msdownload';
  return isShort && !start.slice(0, 64).includes('\0') ? undefined : found;
}

function typeOfRiff(form: string): string | undefined {
  return { WEBP: 'image/webp', WAVE: 'audio/wav', 'AVI ': 'video/x-msvideo' }[form];
}

/** OpenDocument and EPUB name their type in the first entry; Office files are told by the folder of their parts. */
function typeOfZip(content: Buffer, start: string, extension: string): string {
  const named = start.startsWith('mimetype', 30)
    ? /application\/[a-z0-9.+-]{3,80}?(?=PK|[^a-z0-9.+-]|$)/.exec(start.slice(38, 160))?.[0]
    : undefined;
  if (named !== undefined) return named;
  const has = (folder: string): boolean => content.includes(folder, 0, 'latin1');
  if (!start.includes('[Content_Types].xml') && !has('[Content_Types].xml')) return 'application/zip';
  if (has('word/')) return `${OFFICE}.wordprocessingml.document`;
  if (has('xl/')) return `${OFFICE}.spreadsheetml.sheet`;
  if (has('ppt/')) return `${OFFICE}.presentationml.presentation`;
  return BY_EXTENSION[extension] ?? 'application/zip';
}

/** The streams of an OLE file are named in UTF-16. */
function typeOfOle(content: Buffer, extension: string): string {
  const has = (stream: string): boolean => content.includes(Buffer.from(stream, 'utf16le'));
  if (has('WordDocument')) return 'application/msword';
  if (has('Workbook')) return 'application/vnd.ms-excel';
  if (has('PowerPoint Document')) return 'application/vnd.ms-powerpoint';
  if (has('__properties_version1.0')) return 'application/vnd.ms-outlook';
  return /^(?:doc|xls|ppt|msg)$/.test(extension) ? (BY_EXTENSION[extension] ?? '') : 'application/x-ole-storage';
}

function typeOfText(content: Buffer, name: string): string | undefined {
  const start = content.toString('latin1', 0, Math.min(content.length, LOOKED_AT));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what holds them is no text
  if (/[\x00-\x08\x0e-\x1a]/.test(start)) return undefined;
  if (/^BEGIN:VCALENDAR/i.test(start)) return 'text/calendar';
  if (/^BEGIN:VCARD/i.test(start)) return 'text/vcard';
  const byName = BY_EXTENSION[extensionOf(name)];
  if (byName?.startsWith('text/') || byName === 'message/rfc822' || /\/(?:xml|json)$/.test(byName ?? '')) return byName;
  if (/^\s{0,200}<(?:!doctype html|html)\b/i.test(start)) return 'text/html';
  return start.trim() === '' ? undefined : 'text/plain';
}

/** Types of which the declared one is as good as what the bytes say. */
function sameFamily(found: string, declared: string): boolean {
  if (found === declared) return true;
  const alias: Readonly<Record<string, RegExp>> = {
    'application/rtf': /^(?:text\/rtf|application\/msword)$/,
    'application/pdf': /^application\/x-pdf$/,
    'image/jpeg': /^image\/p?jpg$|^image\/pjpeg$/,
    'image/heic': /^image\/heif/,
    'video/mp4': /^(?:audio|video)\//,
    'video/3gpp': /^audio\//,
    'video/webm': /^(?:audio|video)\/(?:webm|x-matroska)/,
    'audio/ogg': /^(?:audio|video|application)\/ogg/,
    'application/gzip': /^application\/(?:x-gzip|x-tgz|x-compressed-tar)/,
    'application/ms-tnef': /^application\/vnd.ms-tnef$/,
  };
  return alias[found]?.test(declared) ?? false;
}

/** What follows the last dot, in lower case. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
