import { describe, expect, it } from '@jest/globals';
import { safeFileName, safeFileType } from './safe-file.ts';

describe('the name of a file in a mail', () => {
  it.each([
    { name: 'facture d’août n° 3.pdf', expected: 'facture d’août n° 3.pdf' },
    { name: '../../etc/passwd', expected: 'passwd' },
    { name: 'C:\\Users\\Camille\\devis.pdf', expected: 'devis.pdf' },
    { name: 'dossier/', expected: 'dossier' },
    { name: 'a\r\nBcc: v@x.example', expected: 'a Bcc: v@x.example' },
    { name: 'photo\u0000.jpg\u007f', expected: 'photo.jpg' },
    { name: 'facture\u202Efdp.exe', expected: 'facturefdp.exe' },
    { name: ' .htaccess. ', expected: 'htaccess' },
    { name: 'bon  de\tretour.pdf', expected: 'bon de retour.pdf' },
    { name: '..', expected: 'document' },
    { name: '///', expected: 'document' },
    { name: '', expected: 'document' },
  ])('is $expected for "$name"', ({ name, expected }) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it('is shortened in the middle, by whole characters', () => {
    const short = safeFileName(`${'🌲'.repeat(300)}.pdf`);
    expect(short).toBe(`${'🌲'.repeat(115)}….pdf`);
    expect(safeFileName(short)).toBe(short);
  });
});

describe('the type of a file in a mail', () => {
  it.each([
    { type: 'application/pdf', expected: 'application/pdf' },
    { type: 'Image/SVG+xml', expected: 'image/svg+xml' },
    { type: 'text/csv; charset="UTF-8"', expected: 'text/csv; charset=utf-8' },
    { type: 'application/pdf; name="a.pdf"', expected: 'application/pdf' },
    { type: 'pdf', expected: 'application/octet-stream' },
    { type: '', expected: 'application/octet-stream' },
    { type: 'text/x\r\nBcc: v@x.example', expected: 'application/octet-stream' },
    { type: 'multipart/mixed; boundary=b', expected: 'application/octet-stream' },
    { type: 'message/rfc822', expected: 'application/octet-stream' },
  ])('is $expected for "$type"', ({ type, expected }) => {
    expect(safeFileType(type)).toBe(expected);
  });
});
