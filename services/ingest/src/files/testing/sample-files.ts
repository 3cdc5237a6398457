/** Files as customers send them, and as nobody should, made by code. */
import { deflateRawSync } from 'node:zlib';
import type { MailAttachment } from '@facteur/mail';

/** As a mail brings it. */
export function attachment(name: string, content: Buffer, type = 'application/octet-stream'): MailAttachment {
  return { name, type, bytes: content.length, content };
}

/** How a PDF is made. */
export interface SamplePdf {
  /** What its one page shows, or the bytes of that page's stream. */
  readonly page?: string | Buffer;
  /** Filters of those bytes. */
  readonly filter?: string;
  /** The pages that it says it has. Default the one there is. */
  readonly count?: number;
  /** Further entries of its trailer. */
  readonly trailer?: string;
}

/** ISO 32000-1 §7.5: one page, a table of its objects, a trailer. */
export function pdf({ page = '', filter, count = 1, trailer = '' }: SamplePdf): Buffer {
  const stream = Buffer.isBuffer(page) ? page : Buffer.from(`BT /F 12 Tf 50 700 Td (${page}) Tj ET`, 'latin1');
  const length = `/Length ${stream.length}${filter === undefined ? '' : ` /Filter ${filter}`}`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [3 0 R] /Count ${count} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< ${length} >>\nstream\n${stream.toString('latin1')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 6\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer\n<< /Size 6 /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text + table + end, 'latin1');
}

/** APPNOTE 4.3: local headers, central directory, end. Checksums are left at 0: nobody here looks at them. */
export function zip(entries: Readonly<Record<string, Buffer>>, flags = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const packed = deflateRawSync(content);
    const local = header(0x04034b50, [20, flags, 8, 0, 0], [0, packed.length, content.length], [name.length, 0]);
    directory.push(
      header(0x02014b50, [20, 20, flags, 8, 0, 0], [0, packed.length, content.length], [name.length, 0, 0, 0, 0]),
      numbers(4, [0, at]),
      Buffer.from(name),
    );
    parts.push(local, Buffer.from(name), packed);
    at += local.length + name.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const count = Object.keys(entries).length;
  return Buffer.concat([...parts, index, header(0x06054b50, [0, 0, count, count], [index.length, at], [0])]);
}

function header(
  signature: number,
  shorts: readonly number[],
  longs: readonly number[],
  more: readonly number[],
): Buffer {
  return Buffer.concat([numbers(4, [signature]), numbers(2, shorts), numbers(4, longs), numbers(2, more)]);
}

function numbers(bytes: 2 | 4, values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  for (const [index, value] of values.entries()) buffer.writeUIntLE(value, index * bytes, bytes);
  return buffer;
}

/** A letter as word processors write it, one paragraph a line. */
export function docx(...lines: readonly string[]): Buffer {
  const paragraphs = lines.map(
    (line) => `<w:p><w:pPr><w:tabs/></w:pPr><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`,
  );
  return zip({
    '[Content_Types].xml': Buffer.from('<Types/>'),
    'word/document.xml': Buffer.from(`<w:document><w:body>${paragraphs.join('')}</w:body></w:document>`),
  });
}

/** The same, as OpenDocument. */
export function odt(...lines: readonly string[]): Buffer {
  const paragraphs = lines.map((line) => `<text:p text:style-name="P1">${line}</text:p>`).join('');
  const styles = '<office:automatic-styles>styles</office:automatic-styles>';
  const body = `<office:body><office:text>${paragraphs}</office:text></office:body>`;
  return zip({ 'content.xml': Buffer.from(`<office:document-content>${styles}${body}</office:document-content>`) });
}
