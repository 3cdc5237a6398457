import { describe, expect, it } from '@jest/globals';
import { rawMail } from './raw-mail.ts';

const mail = {
  fromName: 'Chloé Garnier',
  fromAddress: 'chloe@client.example',
  to: 'sav@boutique.example',
  subject: 'Où est ma commande CMD-2026-00123, commandée il y a déjà plus de trois semaines ?',
  text: 'Bonjour,\nvotre colis n’est pas arrivé.',
};
const raw = rawMail(mail, { at: new Date('2026-11-20T09:00:00Z'), id: 'abc' });
const header = (name: string): string =>
  new RegExp(`^${name}: ((?:.*)(?:\r\n .*)*)`, 'm').exec(raw)?.[1]?.replaceAll('\r\n ', '') ?? '';
const decoded = (text: string): string =>
  text.replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_whole, encoded: string) => Buffer.from(encoded, 'base64').toString());

describe('a mail of the demo', () => {
  it('keeps accents in its headers', () => {
    expect(decoded(header('Subject'))).toBe(mail.subject);
    expect(decoded(header('From'))).toBe('Chloé Garnier <chloe@client.example>');
  });

  it('keeps its lines short', () => {
    expect(Math.max(...raw.split('\r\n').map((one) => one.length))).toBeLessThanOrEqual(90);
  });

  it('keeps its text', () => {
    const body = raw.split('\r\n\r\n')[1] ?? '';
    expect(Buffer.from(body, 'base64').toString()).toBe('Bonjour,\r\nvotre colis n’est pas arrivé.');
  });

  it('says when it was sent and which mail it is', () => {
    expect(header('Date')).toBe('Fri, 20 Nov 2026 09:00:00 +0000');
    expect(header('Message-ID')).toBe('<abc@demo.invalid>');
  });

  it('cannot be given further headers', () => {
    const forged = rawMail({ ...mail, subject: 'x\r\nBcc: y@z.example' }, { at: new Date(0), id: 'a' });
    expect(forged).not.toMatch(/^Bcc:/m);
  });
});
