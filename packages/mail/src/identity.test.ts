import { describe, expect, it } from '@jest/globals';
import { readHeaders } from './headers.ts';
import { mailIdentity } from './identity.ts';

const HEADERS = [
  'From: Solène <s@ovh.example>',
  'To: sav@boutique.example',
  'Subject: Où est mon colis, commande CMD-2026-12345 ?',
  'Date: Tue, 17 Nov 2026 16:09:12 +0100',
  'Message-ID: <m1@ovh.example>',
];

function identity(lines: readonly string[], newline = '\r\n'): string {
  const raw = Buffer.from(lines.join(newline));
  return mailIdentity(raw, readHeaders(raw));
}

const MAIL = [...HEADERS, '', 'Bonjour,', '', 'Merci.', ''];
const with_ = (from: string, to: string): string[] => MAIL.map((line) => line.replace(from, to));

describe('mailIdentity', () => {
  it.each([
    { name: 'LF instead of CRLF', other: MAIL, newline: '\n' },
    {
      name: 'trace headers',
      other: ['Return-Path: <s@ovh.example>', 'Received: by b; now', 'DKIM-Signature: v=1', ...MAIL],
    },
    { name: 'another recipient header', other: ['Delivered-To: sav@boutique.example', ...MAIL] },
    { name: 'another folding', other: with_('mon colis, ', 'mon colis,\r\n ') },
    { name: 'blank lines at the end', other: [...MAIL, '', ''] },
    { name: 'the display name re-encoded', other: with_('Solène <', '=?utf-8?q?Sol=C3=A8ne?= <') },
  ])('is the same with $name', ({ other, newline }) => {
    expect(identity(other, newline)).toBe(identity(MAIL));
  });

  it.each([
    { name: 'body', from: 'Merci.', to: 'Merci !' },
    { name: 'subject', from: '12345', to: '12346' },
    { name: 'date', from: '16:09:12', to: '16:09:13' },
    { name: 'sender', from: '<s@ovh', to: '<t@ovh' },
    { name: 'Message-ID', from: '<m1@', to: '<m2@' },
  ])('differs with another $name, even under the same Message-ID', ({ from, to }) => {
    expect(identity(with_(from, to))).not.toBe(identity(MAIL));
  });
});
