import { describe, expect, it } from '@jest/globals';
import { fileKindOf } from './file-kind.ts';
import { attachment, docx, odt, pdf, zip } from './testing/sample-files.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('a file is read', () => {
  it.each([
    { name: 'as a PDF by its first bytes', file: attachment('photo.jpg', pdf({}), 'image/jpeg'), kind: 'pdf' },
    { name: 'as a PDF behind a few other bytes', file: attachment('a', bytes(`\r\n${pdf({})}`)), kind: 'pdf' },
    { name: 'as a letter by its extension', file: attachment('Lettre.DOCX', docx('')), kind: 'docx' },
    {
      name: 'as a letter by its type',
      file: attachment('lettre', odt(''), 'application/vnd.oasis.opendocument.text'),
      kind: 'odt',
    },
    { name: 'as text by its type', file: attachment('note', bytes('Bonjour'), 'text/plain'), kind: 'text' },
    { name: 'as text by its extension', file: attachment('lignes.csv', bytes('a;b')), kind: 'text' },
    { name: 'as text in UTF-16', file: attachment('a.txt', bytes('\xff\xfeB\0o\0')), kind: 'text' },
    { name: 'as a JPEG', file: attachment('a', bytes('\xff\xd8\xff\xe0')), kind: 'picture' },
    { name: 'as a PNG', file: attachment('a', bytes('\x89PNG\r\n\x1a\n')), kind: 'picture' },
    { name: 'as a GIF', file: attachment('a', bytes('GIF89a')), kind: 'picture' },
    { name: 'as a WebP', file: attachment('a', bytes('RIFF\0\0\0\0WEBPVP8 ')), kind: 'picture' },
    { name: 'as an AVIF', file: attachment('a', bytes('\0\0\0\x1cftypavif')), kind: 'picture' },
  ])('$name', ({ file, kind }) => {
    expect(fileKindOf(file)).toBe(kind);
  });

  it.each([
    { name: 'a zip that is no letter', file: attachment('photos.zip', zip({ 'a.jpg': bytes('x') })) },
    { name: 'a drawing, which can name other files', file: attachment('a.svg', bytes('<svg/>'), 'image/svg+xml') },
    { name: 'a picture by its name alone', file: attachment('a.jpg', bytes('MZ'), 'image/jpeg') },
    { name: 'a program that calls itself text', file: attachment('a.txt', bytes('MZ\0\0'), 'text/plain') },
    { name: 'HEIC, for which no decoder ships', file: attachment('a.heic', bytes('\0\0\0\x18ftypheic')) },
    { name: 'nothing at all', file: attachment('', Buffer.alloc(0)) },
  ])('never when it is $name', ({ file }) => {
    expect(fileKindOf(file)).toBeUndefined();
  });
});
