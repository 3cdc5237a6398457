/** Which files are read, and how: by their first bytes, where those say it. Pure. */
import type { MailAttachment } from '@facteur/mail';
import type { FileKind } from './protocol.ts';

/** Some writers put a few bytes before it; readers look this far (ISO 32000-2, annex I). */
const PDF_REACH = 1_024;
const TEXT_REACH = 4_096;
const TEXT_TYPES = ['text/plain', 'text/csv', 'application/csv', 'text/comma-separated-values'];

/** Undefined for what nobody reads here. */
export function fileKindOf({ name, type, content }: MailAttachment): FileKind | undefined {
  if (isPicture(content)) return 'picture';
  if (content.subarray(0, PDF_REACH).includes('%PDF-')) return 'pdf';
  if (begins(content, 0, 'PK\u0003\u0004')) return zippedKindOf(extensionOf(name), type);
  const isText = TEXT_TYPES.includes(type) || /^(?:txt|csv)$/.test(extensionOf(name));
  return isText && looksLikeText(content) ? 'text' : undefined;
}

/** HEIC is none: the decoder is not in what ships, and a picture without thumbnail is no fault. */
function isPicture(content: Buffer): boolean {
  return (
    begins(content, 0, '\u00ff\u00d8\u00ff') ||
    begins(content, 0, '\u0089PNG\r\n') ||
    begins(content, 0, 'GIF8') ||
    (begins(content, 0, 'RIFF') && begins(content, 8, 'WEBP')) ||
    begins(content, 4, 'ftypavif')
  );
}

function begins(content: Buffer, at: number, signature: string): boolean {
  return content.toString('latin1', at, at + signature.length) === signature;
}

function zippedKindOf(extension: string, type: string): FileKind | undefined {
  if (extension === 'docx' || type.endsWith('wordprocessingml.document')) return 'docx';
  if (extension === 'odt' || type === 'application/vnd.oasis.opendocument.text') return 'odt';
  return undefined;
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** No text holds a zero byte, but for UTF-16, which has a mark. */
function looksLikeText(content: Buffer): boolean {
  const isWide = begins(content, 0, '\u00ff\u00fe') || begins(content, 0, '\u00fe\u00ff');
  return isWide || !content.subarray(0, TEXT_REACH).includes(0);
}
