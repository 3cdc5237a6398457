/** What a file is, by its first bytes; its name tells apart only what looks the same. Pure. */

const UNKNOWN = 'application/octet-stream';
/** Some writers put a few bytes before it; readers look this far (ISO 32000-2, annex I). */
const PDF_REACH = 1_024;
const TEXT_REACH = 4_096;

const SIGNATURES: readonly (readonly [signature: string, type: string, at?: number])[] = [
  ['\u0089PNG\r\n', 'image/png'],
  ['\u00ff\u00d8\u00ff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['WEBP', 'image/webp', 8],
  ['ftypheic', 'image/heic', 4],
  ['II*\u0000', 'image/tiff'],
  ['MM\u0000*', 'image/tiff'],
];

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const ZIPPED: Readonly<Record<string, string>> = {
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

/** Never what a browser would run: HTML and SVG are text, whatever their names say. */
export function fileTypeOf(name: string, content: Buffer): string {
  const known = SIGNATURES.find(([signature, , at = 0]) => begins(content, at, signature));
  if (known) return known[1];
  if (content.subarray(0, PDF_REACH).includes('%PDF-')) return 'application/pdf';
  const extension = extensionOf(name);
  if (begins(content, 0, 'PK\u0003\u0004')) return ownIn(ZIPPED, extension) ?? 'application/zip';
  if (content.subarray(0, TEXT_REACH).includes(0)) return UNKNOWN;
  return extension === 'csv' ? 'text/csv' : 'text/plain';
}

function begins(content: Buffer, at: number, signature: string): boolean {
  return content.toString('latin1', at, at + signature.length) === signature;
}

function ownIn(types: Readonly<Record<string, string>>, extension: string): string | undefined {
  return Object.hasOwn(types, extension) ? types[extension] : undefined;
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
