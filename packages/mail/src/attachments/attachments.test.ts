import { describe, expect, it } from '@jest/globals';
import { safeFileName } from './file-name.ts';
import { fileType } from './file-type.ts';
import { readTnef } from './tnef.ts';

describe('safeFileName', () => {
  it.each([
    { name: 'facture n°4.pdf', safe: 'facture n°4.pdf' },
    { name: '../../etc/passwd', safe: 'passwd' },
    { name: 'C:\\Users\\x\\photo.jpg', safe: 'photo.jpg' },
    { name: 'a\u0000b\r\nc.pdf', safe: 'abc.pdf' },
    { name: 'facture\u202efdp.exe', safe: 'facturefdp.exe' },
    { name: 'facture.pdf.exe', safe: 'facture.pdf.exe' },
    { name: 'a.exe . .', safe: 'a.exe' },
    { name: 'NUL', safe: '_NUL' },
    { name: 'com1.txt', safe: '_com1.txt' },
    { name: 'command.txt', safe: 'command.txt' },
    { name: 'qui?<x>|y*.txt', safe: 'qui__x__y_.txt' },
    { name: '   ', safe: '' },
    { name: '..', safe: '' },
    { name: 'x\ud800.txt', safe: 'x_.txt' },
    { name: '.bashrc', safe: '.bashrc' },
  ])('makes $safe of $name', ({ name, safe }) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('keeps the end of a name that is too long', () => {
    const safe = safeFileName(`${'é'.repeat(10_000)}.pdf`);
    expect(safe).toHaveLength(200);
    expect(safe).toMatch(/é\.pdf$/);
    expect(safeFileName(`x${'.'.repeat(100_000)}`).length).toBeLessThanOrEqual(200);
  });
});

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const zip = (inside: string): Buffer => bytes(`PK\x03\x04${'\0'.repeat(22)}\x13\0\0\0[Content_Types].xml${inside}`);
const OCTETS = 'application/octet-stream';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('fileType', () => {
  it.each([
    { content: bytes('%PDF-1.7'), declared: OCTETS, name: 'x', type: 'application/pdf' },
    { content: bytes('%PDF-1.7'), declared: 'image/png', name: 'x.png', type: 'application/pdf' },
    { content: bytes('\x89PNG\r\n\x1a\n'), declared: 'image/jpeg', name: 'x.jpg', type: 'image/png' },
    { content: bytes('\xff\xd8\xff\xe0'), declared: OCTETS, name: '', type: 'image/jpeg' },
    { content: bytes('GIF89a'), declared: '', name: '', type: 'image/gif' },
    { content: bytes('RIFF\0\0\0\0WEBPVP8 '), declared: 'image/jpeg', name: '', type: 'image/webp' },
    { content: bytes('\0\0\0\x18ftypheic'), declared: OCTETS, name: 'IMG_1.HEIC', type: 'image/heic' },
    { content: bytes('\0\0\0\x18ftypisom'), declared: OCTETS, name: '', type: 'video/mp4' },
    { content: bytes('\0\0\0\x18ftypqt  '), declared: OCTETS, name: '', type: 'video/quicktime' },
    { content: zip('word/document.xml'), declared: OCTETS, name: 'x', type: WORD },
    {
      content: zip('xl/workbook.xml'),
      declared: 'application/zip',
      name: 'x',
      type: WORD.replace('wordprocessingml.document', 'spreadsheetml.sheet'),
    },
    {
      content: bytes(`PK\x03\x04${'\0'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`),
      declared: OCTETS,
      name: 'x.odt',
      type: 'application/vnd.oasis.opendocument.text',
    },
    { content: bytes('PK\x03\x04rien'), declared: OCTETS, name: 'x', type: 'application/zip' },
    {
      content: bytes('PK\x03\x04rien'),
      declared: 'application/vnd.android.package-archive',
      name: 'x',
      type: 'application/vnd.android.package-archive',
    },
    { content: bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), declared: OCTETS, name: 'x.doc', type: 'application/msword' },
    { content: bytes('MZ\x90\0'), declared: 'application/pdf', name: 'facture.pdf', type: 'application/x-msdownload' },
    { content: bytes('MZ en toutes lettres'), declared: 'text/plain', name: 'x.txt', type: 'text/plain' },
    { content: bytes('a;b\n1;2'), declared: OCTETS, name: 'x.csv', type: 'text/csv' },
    { content: bytes('BEGIN:VCALENDAR'), declared: OCTETS, name: 'x', type: 'text/calendar' },
    { content: bytes('From: a@b.example\n\nx'), declared: OCTETS, name: 'x.eml', type: 'message/rfc822' },
    { content: bytes('Bonjour'), declared: OCTETS, name: '', type: 'text/plain' },
    { content: bytes('\x01\x02'), declared: '', name: 'x.txt', type: OCTETS },
    { content: bytes('{\\rtf1'), declared: 'application/msword', name: 'x.doc', type: 'application/msword' },
    { content: bytes('Status: 5.1.1'), declared: 'message/delivery-status', name: '', type: 'message/delivery-status' },
  ])('tells $type of a file declared as "$declared"', ({ content, declared, name, type }) => {
    expect(fileType(content, declared, name)).toBe(type);
  });
});

describe('readTnef', () => {
  const u16 = (n: number): Buffer => Buffer.from([n & 0xff, n >> 8]);
  const u32 = (n: number): Buffer => Buffer.concat([u16(n & 0xffff), u16(n >>> 16)]);
  const attribute = (level: number, id: number, data: Buffer): Buffer =>
    Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(0)]);
  const wide = (id: number, text: string): Buffer => {
    const value = Buffer.from(`${text}\0`, 'utf16le');
    return Buffer.concat([u16(0x1f), u16(id), u32(1), u32(value.length), value, Buffer.alloc(-value.length & 3)]);
  };
  const tnef = Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x0002800c, Buffer.from('Voici la facture.\0', 'latin1')),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from('FACTUR~1.PDF\0')),
    attribute(2, 0x0006800f, Buffer.from('%PDF-1.7')),
    attribute(2, 0x00069005, Buffer.concat([u32(2), u16(3), u16(0x3705), u32(1), wide(0x3707, 'Facture été.pdf')])),
  ]);

  it('finds body and files with their long names', () => {
    expect(readTnef(tnef)).toEqual({
      text: 'Voici la facture.',
      html: '',
      files: [{ name: 'Facture été.pdf', type: '', content: Buffer.from('%PDF-1.7') }],
    });
  });

  it('reads what is there of a file that was cut, at any byte', () => {
    for (let length = 6; length < tnef.length; length++) {
      expect(readTnef(tnef.subarray(0, length))?.files.length ?? -1).toBeGreaterThanOrEqual(0);
    }
  });

  it('is not mistaken for other files', () => {
    expect(readTnef(Buffer.from('winmail'))).toBeUndefined();
  });
});
