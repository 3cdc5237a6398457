import { describe, expect, it } from '@jest/globals';
import { decodeCharset } from './decode-charset.ts';
import { decodeBase64, decodeQuotedPrintable, decodeTransfer } from './decode-transfer.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('decodeCharset', () => {
  it.each([
    { label: 'utf-8', bytes: Buffer.from('Où ?'), text: 'Où ?' },
    { label: 'UTF-8', bytes: latin('O\xf9 est le colis'), text: 'Où est le colis' },
    { label: 'utf-8', bytes: Buffer.from('Reçu à Évry hier').subarray(0, 10), text: 'Reçu à \ufffd' },
    { label: '', bytes: latin('re\xe7u'), text: 'reçu' },
    { label: 'us-ascii', bytes: Buffer.from('reçu'), text: 'reçu' },
    { label: 'iso-8859-1', bytes: latin('re\xe7u \x80 \x93ok\x94'), text: 'reçu € “ok”' },
    { label: 'iso-8859-1', bytes: Buffer.from('reçu'), text: 'reçu' },
    { label: 'iso-8859-15', bytes: latin('10 \xa4'), text: '10 €' },
    { label: 'cp850', bytes: latin('d\x82j\x85'), text: 'déjà' },
    { label: 'IBM437', bytes: latin('caf\x82'), text: 'café' },
    { label: 'macintosh', bytes: latin('\x8et\x8e'), text: 'été' },
    { label: 'utf-7', bytes: latin('caf+AOk- 1+-1'), text: 'café 1+1' },
    { label: 'iso-2022-jp', bytes: latin('\x1b$B$3$s\x1b(B'), text: 'こん' },
    { label: 'cp932', bytes: latin('\x82\xb1'), text: 'こ' },
    { label: 'utf-8', bytes: Buffer.from('\ufeffOui'), text: 'Oui' },
  ])('reads $label: $text', ({ label, bytes, text }) => {
    expect(decodeCharset(bytes, label)).toEqual({ text, isKnown: true });
  });

  it('guesses under a name that nobody knows, and says so', () => {
    expect(decodeCharset(latin('re\xe7u'), 'x-inconnu')).toEqual({ text: 'reçu', isKnown: false });
  });
});

describe('transfer encodings', () => {
  it.each([
    { name: 'lines', encoded: 'Qm9u\r\nam91\r\ncg==', text: 'Bonjour' },
    { name: 'pieces that are padded each', encoded: 'Qm8=\r\nbmo=\r\nb3Vy', text: 'Bonjour' },
    { name: 'missing padding', encoded: 'Qm9uam91cg', text: 'Bonjour' },
    { name: 'strange characters between', encoded: 'Qm9u!*am91cg==', text: 'Bonjour' },
  ])('reads base64 with $name', ({ encoded, text }) => {
    expect(decodeBase64(encoded).toString()).toBe(text);
  });

  it.each([
    { name: 'escapes in either case', encoded: 'caf=C3=a9', text: 'café' },
    { name: 'soft line breaks, blanks before the break too', encoded: 'bon= \t\r\njour=\r\n !', text: 'bonjour !' },
    { name: 'a bare = ', encoded: 'a=b=zz =3', text: 'a=b=zz =3' },
    { name: 'a = at the very end', encoded: 'fin=', text: 'fin' },
  ])('reads quoted-printable with $name', ({ encoded, text }) => {
    expect(decodeQuotedPrintable(Buffer.from(encoded)).toString()).toBe(text);
  });

  it('reads uuencode, and leaves unknown encodings as they are', () => {
    const body = Buffer.from("begin 644 a.txt\n'0F]N:F]U<@``\n`\nend\n");
    expect(decodeTransfer(body, 'x-uuencode').toString()).toBe('Bonjour');
    expect(decodeTransfer(Buffer.from('tel quel'), '8bits').toString()).toBe('tel quel');
  });
});
