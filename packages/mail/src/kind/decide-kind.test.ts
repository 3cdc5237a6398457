import { describe, expect, it } from '@jest/globals';
import { readMail } from '../read-mail.ts';

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
    { expected: 'report', headers: ['X-A: 1', '', '{"notificationType":"Complaint","complaint":{}}'] },
    { expected: 'list', headers: ['List-Id: Les amis <amis.liste.example>'] },
    { expected: 'list', headers: ['Precedence: bulk'] },
    { expected: 'list', headers: ['List-Unsubscribe: <https://x.example>', 'Auto-Submitted: auto-generated'] },
    { expected: 'human', headers: ['List-Id: <sav.boutique.example>', 'Precedence: list'] },
    { expected: 'loop', headers: ['X-Facteur-Case: 7Q2K-9MXD-4'] },
    { expected: 'loop', headers: ['From: SAV@Boutique.example'] },
    { expected: 'loop', headers: ['X-Loop: <sav@boutique.example>'] },
    { expected: 'human', headers: ['X-Loop: procmail@client.example'] },
    { expected: 'loop', headers: ['Delivered-To: sav@boutique.example', 'Delivered-To: Sav@boutique.example'] },
    { expected: 'human', headers: ['Delivered-To: sav@boutique.example', 'Delivered-To: equipe@boutique.example'] },
    { expected: 'loop', headers: ['Message-ID: <7q2k-9mxd-y.abc@boutique.example>'] },
    { expected: 'human', headers: ['Message-ID: <7q2k-9mxd-y.abc@client.example>'] },
    { expected: 'human', headers: ['Content-Type: multipart/mixed; boundary=b', 'X-Autoreply: no'] },
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
    { expected: 'auto-reply', subject: 'Afwezig', body: 'Ik ben afwezig tot 12 juni en lees mijn mail niet.' },
    { expected: 'auto-reply', subject: 'Assente dal 3 al 7', body: 'Sono in ferie fino al 7 giugno.' },
    { expected: 'auto-reply', subject: 'Ausência temporária', body: 'Estou ausente até 7 de junho.' },
    { expected: 'auto-reply', subject: 'Re: colis', body: 'Je suis en congés. Je vous répondrai à mon retour.' },
    { expected: 'auto-reply', subject: 'Re: order', body: 'I am on leave with limited access to email.' },
    { expected: 'auto-reply', subject: 'AW: Paket', body: 'Ich bin im Urlaub und antworte nach meiner Rückkehr.' },
    { expected: 'auto-reply', subject: 'Demande 881', body: 'Votre message a bien été reçu. Référence : 2026-881.' },
    { expected: 'auto-reply', subject: 'Ticket', body: 'We have received your request. Do not reply to this e-mail.' },
    { expected: 'auto-reply', subject: 'Anfrage', body: 'Wir haben Ihre Anfrage erhalten. Ticketnummer: 99123.' },
    { expected: 'auto-reply', subject: 'Solicitud', body: 'Hemos recibido su solicitud. Mensaje automático.' },
    { expected: 'auto-reply', subject: 'Lu : facture', body: 'Votre message a été lu le 3 mai 2026.' },
    {
      expected: 'human',
      subject: 'dossier 881',
      body: 'Nous avons bien reçu votre message. Je souhaite toujours être remboursé, dossier 881.',
    },
    { expected: 'human', subject: 'Congés', body: 'Je suis en congés du 3 au 9 : merci de livrer avant ou après.' },
    { expected: 'human', subject: 'Lu et approuvé', body: 'Voici le devis signé.' },
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
