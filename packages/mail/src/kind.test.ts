import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.ts';

const OWN = ['sav@boutique.example'];

async function kindOf(headers: readonly string[], body = 'Bonjour, merci.'): Promise<string> {
  const from = headers.some((line) => /^from:/i.test(line)) ? [] : ['From: c@client.example'];
  const raw = Buffer.from([...from, 'To: sav@boutique.example', ...headers, '', body].join('\r\n'));
  return (await readMail(raw, { ownAddresses: OWN })).kind;
}

describe('kind of a mail by its headers', () => {
  it.each([
    { expected: 'human', headers: ['Subject: question'] },
    { expected: 'human', headers: ['Auto-Submitted: no'] },
    { expected: 'human', headers: ['X-Auto-Response-Suppress: All'] },
    { expected: 'human', headers: ['From: postmaster@petite-firme.example', 'Subject: Commande 12'] },
    { expected: 'auto-reply', headers: ['Auto-Submitted: auto-replied (vacation)'] },
    { expected: 'auto-reply', headers: ['Auto-Submitted: auto-generated'] },
    { expected: 'auto-reply', headers: ['X-Autoreply: yes'] },
    { expected: 'auto-reply', headers: ['Precedence: auto_reply'] },
    { expected: 'auto-reply', headers: ['Return-Path: <>', 'Subject: Votre message'] },
    { expected: 'auto-reply', headers: ['Subject: =?utf-8?q?R=C3=A9ponse_automatique=C2=A0=3A_votre_commande?='] },
    {
      expected: 'auto-reply',
      headers: ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b'],
    },
    { expected: 'bounce', headers: ['Content-Type: multipart/report; report-type="delivery-status"; boundary=b'] },
    { expected: 'bounce', headers: ['From: MAILER-DAEMON@mx.example', 'Return-Path: <>', 'Subject: hello'] },
    { expected: 'bounce', headers: ['From: postmaster@mx.example', 'Subject: Avis de non-remise'] },
    { expected: 'bounce', headers: ['Return-Path: <>', 'Subject: Undelivered Mail Returned to Sender'] },
    { expected: 'report', headers: ['Content-Type: multipart/report; report-type=feedback-report; boundary=b'] },
    { expected: 'list', headers: ['List-Id: Les amis <amis.liste.example>'] },
    { expected: 'list', headers: ['Precedence: bulk'] },
    { expected: 'list', headers: ['List-Unsubscribe: <https://x.example>', 'Auto-Submitted: auto-generated'] },
    { expected: 'human', headers: ['List-Id: <sav.boutique.example>', 'Precedence: list'] },
    { expected: 'loop', headers: ['X-Facteur-Case: 7Q2K-9MXD-4'] },
    { expected: 'loop', headers: ['From: SAV@Boutique.example'] },
    { expected: 'loop', headers: Array.from({ length: 30 }, (_, i) => `Received: by mx${i}.example`) },
  ])('$headers: $expected', async ({ headers, expected }) => {
    expect(await kindOf(headers)).toBe(expected);
  });

  it("takes a web form's notification for the customer's mail", async () => {
    const headers = ['From: noreply@boutique.example', 'Reply-To: c@client.example', 'Auto-Submitted: auto-generated'];
    expect(await kindOf(headers)).toBe('human');
    expect(await kindOf([...headers, 'Subject: Undelivered parcel'])).toBe('human');
  });
});

describe('kind of a mail by its text', () => {
  it.each([
    {
      expected: 'auto-reply',
      subject: 'Re: colis',
      body: 'Bonjour,\r\n\r\nCeci est une réponse automatique. Je reviens lundi.',
    },
    { expected: 'auto-reply', subject: 'Absence du bureau', body: 'Je suis absente jusqu’au 3 mai.' },
    { expected: 'auto-reply', subject: 'Out of office', body: 'I am out of the office until Monday.' },
    { expected: 'auto-reply', subject: 'Abwesenheitsnotiz', body: 'Ich bin derzeit nicht im Büro.' },
    { expected: 'auto-reply', subject: 'Fuera de la oficina', body: 'Estoy fuera de la oficina hasta el lunes.' },
    { expected: 'human', subject: 'Absence du bureau', body: 'Je suis absent demain : pouvez-vous livrer vendredi ?' },
    { expected: 'human', subject: 'absence', body: 'Je suis absent mardi, merci de livrer mercredi.' },
    { expected: 'human', subject: 'Livraison', body: 'I am out of the office until Monday, please deliver later.' },
    { expected: 'human', subject: 'Réponse automatique ?', body: 'Je veux parler à quelqu’un.' },
    {
      expected: 'human',
      subject: 'encore',
      body: 'On m’écrit « ceci est une réponse automatique ». Je veux un humain.',
    },
    {
      expected: 'human',
      subject: 'Re: Réponse automatique : votre demande',
      body: 'Voici le numéro : CMD-2026-12345.',
    },
  ])('"$subject" / "$body": $expected', async ({ subject, body, expected }) => {
    const encoded = `Subject: =?utf-8?b?${Buffer.from(subject).toString('base64')}?=`;
    expect(await kindOf([encoded, 'Content-Type: text/plain; charset=utf-8'], body)).toBe(expected);
  });
});
